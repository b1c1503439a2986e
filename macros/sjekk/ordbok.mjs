// Looks words up in the Norwegian dictionary, for ordbok.py: a line «number [words]» in, a line «number [unknown]»
// out; for «number ?[words]» what may have been meant by each. Hunspell itself, compiled for Node, as the dictionary
// is written for it.
//
// The dictionary's own rule for compounds is switched off: it takes «skatemelding» (a skate that reports) and
// «taushetspikt» for good words. tests/test_prosa.py tells what that costs and gives. So is the guess by likeness,
// which takes seconds where a word is long and is seldom right; and a word divided in two is no suggestion.

import { createInterface } from "node:readline";
import nb from "dictionary-nb";
import { createHunspellFromStrings } from "hunspell-wasm";

const regler = Buffer.from(nb.aff).toString().replace(/^COMPOUNDFLAG .*$/m, "MAXNGRAMSUGS 0");
const ordbok = await createHunspellFromStrings(regler, Buffer.from(nb.dic).toString());

for await (const linje of createInterface({ input: process.stdin })) {
  const [, nummer, mener, ord] = linje.match(/^(\S+) (\??)(.*)$/);
  const svar = mener
    ? JSON.parse(ord).map((et) => ordbok.getSpellingSuggestions(et).filter((nær) => !/[ -]/.test(nær)).slice(0, 3))
    : JSON.parse(ord).filter((et) => !ordbok.testSpelling(et));
  process.stdout.write(`${nummer} ${JSON.stringify(svar)}\n`);
}
