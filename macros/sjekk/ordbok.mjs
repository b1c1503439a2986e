// Looks words up in the Norwegian dictionaries, for ordbok.py: a line «number nb [words]» in, a line «number [unknown]»
// out; for «number nb ?[words]» what may have been meant by each. Hunspell itself, compiled for Node, as the
// dictionaries are written for it. Nynorsk's is read when somebody first asks it.
//
// The dictionary's own rule for compounds is switched off: it takes «skatemelding» (a skate that reports) and
// «taushetspikt» for good words. tests/test_prosa.py tells what that costs and gives. So is the guess by likeness,
// which takes seconds where a word is long and is seldom right; and a word divided in two is no suggestion.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { createHunspellFromStrings } from "hunspell-wasm";

const { resolve } = createRequire(import.meta.url);

/** @param {string} mål */
function les(mål) {
  const mappe = dirname(resolve(`dictionary-${mål}`));
  const [aff, dic] = ["aff", "dic"].map((del) => readFileSync(join(mappe, `index.${del}`), "utf-8"));
  return createHunspellFromStrings(aff.replace(/^COMPOUNDFLAG .*$/m, "MAXNGRAMSUGS 0"), dic);
}

/** @type {Record<string, ReturnType<typeof les>>} */
const bøker = { nb: les("nb") };

for await (const linje of createInterface({ input: process.stdin })) {
  const [, nummer, mål, mener, ord] = linje.match(/^(\S+) (\w+) (\??)(.*)$/);
  bøker[mål] ??= les(mål);
  const ordbok = await bøker[mål];
  const svar = mener
    ? JSON.parse(ord).map((et) => ordbok.getSpellingSuggestions(et).filter((nær) => !/[ -]/.test(nær)).slice(0, 3))
    : JSON.parse(ord).filter((et) => !ordbok.testSpelling(et));
  process.stdout.write(`${nummer} ${JSON.stringify(svar)}\n`);
}
