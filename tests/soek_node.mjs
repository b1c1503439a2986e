// Asks the built search in Node: node tests/soek_node.mjs SITE [nn/] < questions (one a line) > answers (JSON, one a line).

import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const rot = `${process.argv[2]}/assets/soek/`;
const { les } = await import(pathToFileURL(`${rot}arbeider.mjs`).href);
const json = async (navn) => JSON.parse(await readFile(`${rot}${process.argv[3] ?? ""}${navn}`, "utf-8"));
const { søk } = les(await json("kjerne.json"), json);
for await (const linje of createInterface({ input: process.stdin })) console.log(JSON.stringify(await søk(linje)));
