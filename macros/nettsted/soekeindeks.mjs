// Builds the index of the search: run by macros/nettsted/soek.py with Node, so that the build and the browser use the same
// Norwegian (docs/assets/soek-norsk.mjs). Reads JSON lines on stdin: settings first, then one section a line,
// with what readers of nynorsk have in its place as its `paaNynorsk`. They have an index of their own, in nn/, and each
// word is read once for both.
//
//   kjerne.json        every term, front-coded; synonyms; where the files below begin. Fetched first.
//   indeks-<hash>/
//     o<n>.json        postings of a run of terms: [[gaps between sections], "one letter of weight each"], and where
//                      readers' questions have it, [gaps between their sections], "which of its questions", "share of it"
//     d<n>.json        a run of sections: [address, title, trail, code, text]
//
// A section in nynorsk has its `bokmaal` ({adresse, tittel, tekst}): it is found by both, and shown in nynorsk.
//
// On a small site the kernel holds them all, and one file is the whole index.
// A query fetches the kernel, the runs of its own terms and the runs of its hits: the price does not follow the size
// of the site. The weights (BM25 over the fields) are reckoned here, so the browser only adds.

import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { del, erÅr, flat, ordI, rot, term, ÅR } from "../../docs/assets/soek-norsk.mjs";

const VEKT = { tittel: 5, over: 1.7, side: 1.3, omraade: 0.4, kode: 2.5, leserord: 2.2, tekst: 1 };
const LEDD = { sist: 0.5, foran: 0.4 }; // what a compound lends its parts
const [K1, B] = [1.6, 0.6];
const FORMAT = 4; // the worker reads no other: raise both when the files change shape
const TRINN = 40; // letters of weight: "0" … "X"
const FLEST = 1024; // questions of one section, at most; likewise in the worker
const DELT = 10; // the share of a question a term is, in tenths; likewise in the worker
const PREG = { null: "P".charCodeAt(0), trinn: 2 }; // the letter of a term said as often to us as to others; its steps
const SKREVET = 0.5; // what a section that has a word counts, beside a question that has it
const DELES = 1.6; // a word of another office is also ours when others are asked it no oftener than this, as a log
const STØY = 0.3; // what is added to each count, so that a word said once tells little
const LIKE = 0.8; // what a word lends what it stands for
const SVAKT = 0.8; // what a word of no subject says, beside another as rare
const SMÅORD = 0.4; // what a small word says, beside another as rare
const STØRST = { ord: 24_000, tekst: 14_000, samlet: 400_000 };

const linjer = (await text(process.stdin)).trimEnd().split("\n");
const [{ ut, synonymer, ordliste, utenfor, nynorsk }, ...alle] = linjer.map((linje) => JSON.parse(linje));

const stopp = new Set(synonymer.stoppord.ord.map(flat)); // as written: «vite» is one, «vits» is not
const svake = new Set(synonymer.svake.ord.map(term));
// A small word in bokmål is one in nynorsk too.
for (const [bokmål, nn] of nynorsk) {
  if (stopp.has(flat(bokmål))) stopp.add(flat(nn));
  if (svake.has(term(bokmål))) svake.add(term(nn));
}
const erStopp = (ord) => stopp.has(flat(ord));
const ordene = (tekst) => [...ordI(tekst)].map(([o]) => o);

// 1  Words: each distinct one is numbered, and judged once ---------------------------------------------------------
const ordnr = new Map();
const alleOrd = [];
const ordet = []; // what each is, whatever the index: its term, and whether it is small or weak
function numre(tekst) {
  const ut = [];
  for (const [o] of ordI(tekst)) {
    let nr = ordnr.get(o);
    if (nr === undefined) {
      nr = alleOrd.push(o) - 1;
      ordnr.set(o, nr);
      ordet.push({ term: term(o), stopp: erStopp(o), svak: svake.has(term(o)), år: erÅr(o) });
    }
    ut.push(nr);
  }
  return ut;
}
const lest = new Map(); // trails and titles come again and again
function husket(tekst) {
  if (!lest.has(tekst)) lest.set(tekst, numre(tekst));
  return lest.get(tekst);
}
/** The section with the numbers of its words. */
function les(s) {
  s.over = [s.omraade, s.kode, ...s.sti].map(husket);
  s.titler = husket(s.tittel);
  s.leserord = numre([...(synonymer.seksjoner[s.bokmaal?.adresse ?? s.adresse] ?? []), s.bokmaal?.tittel ?? ""].join(" "));
  s.ord = numre(`${s.tekst} ${s.bokmaal?.tekst ?? ""}`);
  s.spurt = s.spoersmaal.map(husket);
  return s;
}

// 2  Synonyms: what is typed → what the pages say, both as terms ----------------------------------------------------
const nøkkelen = (uttrykk) => ordene(uttrykk).map((o) => (erÅr(o) ? ÅR : term(o))).join(" ");
const målet = (uttrykk) => {
  const alle = ordene(uttrykk);
  const tunge = alle.filter((o) => !erStopp(o));
  return (tunge.length ? tunge : alle).map(term);
};
function ordnet(tabell) {
  const svar = {};
  for (const [påSiden, skrevet] of tabell)
    for (const uttrykk of skrevet) {
      const nøkkel = nøkkelen(uttrykk);
      svar[nøkkel] ??= [];
      const m = målet(påSiden).join(" ");
      if (m !== nøkkel && !svar[nøkkel].includes(m)) svar[nøkkel].push(m);
    }
  return Object.fromEntries(Object.entries(svar).filter(([, l]) => l.length));
}
const fraOrdlisten = ordliste.flatMap(([ord, fullt]) => [[ord, [fullt]], [fullt, [ord]]]);
const ordtabeller = [synonymer.ord, synonymer.hverdag, synonymer.nynorsk, synonymer.engelsk].flatMap((tabell) => Object.entries(tabell));
const fraNynorsk = nynorsk.filter(([bokmål, nn]) => !erStopp(nn) && !erStopp(bokmål)).map(([bokmål, nn]) => [bokmål, [nn]]);
const syn = ordnet([...ordtabeller, ...fraNynorsk, ...fraOrdlisten]);
// The first synonym of each root (betale for betaling), by its place among them.
const røtter = new Map();
for (const [nr, n] of Object.keys(syn).entries()) {
  const r = n.includes(" ") ? n : rot(n);
  if (r !== n && !(r in syn) && !røtter.has(r)) røtter.set(r, nr);
}

/** Make the index of the sections in the folder `ut`; how many sections, terms and files it has. */
function indeks(seksjoner, ut) {
  // 3  Terms: what each word of these sections gives, itself and its parts ---------------------------------------------
  const former = new Set(synonymer.ledd.ord.map(flat));
  const kjente = new Set(synonymer.ledd.ord.map(term));
  const brukt = new Uint8Array(alleOrd.length);
  for (const s of seksjoner)
    for (const numre of [s.titler, s.leserord, s.ord, ...s.over]) for (const nr of numre) brukt[nr] = 1;
  for (const [nr, o] of alleOrd.entries()) {
    if (!brukt[nr]) continue;
    const f = flat(o);
    if (f.length < 4 || /\d/.test(f) || stopp.has(f) || o.includes("-")) continue;
    former.add(f);
    kjente.add(ordet[nr].term);
  }

  const termer = [];
  const termnr = new Map();
  function nrAv(t) {
    let nr = termnr.get(t);
    if (nr === undefined) {
      nr = termer.push(t) - 1;
      termnr.set(t, nr);
    }
    return nr;
  }

  /** What a word gives: its own term in full, and a share to each part of a compound. */
  function leddI(ord) {
    const andeler = new Map();
    const deler = /[-‑]/.test(ord)
      ? ord.split(/[-‑]/).map(flat).filter((d) => d.length > 1)
      : del(ord, (t, bit, sist) => kjente.has(t) && (sist || former.has(bit)));
    // Each part, and each run of parts that is itself a word: likebehandling in likebehandlingsmøte.
    for (let fra = 0; deler && fra < deler.length; fra++)
      for (let til = fra + 1; til <= deler.length; til++) {
        if (fra === 0 && til === deler.length) continue;
        const bit = deler.slice(fra, til).join("");
        const t = term(bit);
        if (til - fra > 1 && !kjente.has(t)) continue;
        if (!stopp.has(bit)) andeler.set(nrAv(t), til === deler.length ? LEDD.sist : LEDD.foran);
      }
    andeler.set(nrAv(term(ord)), 1);
    return [...andeler].flat();
  }
  const gitt = [];
  const gir = (nr) => (gitt[nr] ??= leddI(alleOrd[nr]));

  // 4  Weights ---------------------------------------------------------------------------------------------------
  const snitt = seksjoner.reduce((sum, s) => sum + s.ord.length, 0) / seksjoner.length || 1;
  // The terms of the sections' words, end to end: a word's own begin where `fra` says.
  const fra = new Uint32Array(alleOrd.length + 1);
  for (let nr = 0; nr < alleOrd.length; nr++) fra[nr + 1] = fra[nr] + (brukt[nr] && gir(nr).length / 2);
  const ledd = new Uint32Array(fra.at(-1));
  const andel = new Float64Array(fra.at(-1));
  for (let nr = 0; nr < alleOrd.length; nr++)
    for (let i = fra[nr]; i < fra[nr + 1]; i++) [ledd[i], andel[i]] = gitt[nr].slice(2 * (i - fra[nr]));
  const poster = new Map();
  const skrevet = new Set(); // the terms that stand on a page, not only among the readers' words
  const vis = new Map(); // a term's first look in a title, for «mente du»
  const tittelord = new Map();
  const vekter = new Float64Array(termer.length); // of the terms of one section: a number of each, since a map costs thrice
  seksjoner.forEach((s, nr) => {
    const sett = [];
    const les = (numre, v) => {
      for (const nr of numre)
        for (let i = fra[nr]; i < fra[nr + 1]; i++) {
          if (!vekter[ledd[i]]) sett.push(ledd[i]);
          vekter[ledd[i]] += v * andel[i];
        }
    };
    const iTittel = s.titler.filter((n) => !ordet[n].stopp);
    les(s.titler, VEKT.tittel / (0.6 + 0.2 * Math.max(1, iTittel.length)));
    if (!s.sti.length) les(s.titler, VEKT.over); // a page is about its own title as much as its sections are
    const [omraade, kode, ...sti] = s.over;
    for (const [i, over] of sti.entries()) les(over, i === sti.length - 1 ? VEKT.over : VEKT.side);
    les(omraade, VEKT.omraade);
    les(kode, VEKT.kode);
    les(s.ord, VEKT.tekst / (1 - B + B * (s.ord.length / snitt)));
    for (const t of sett) skrevet.add(t);
    les(
      s.leserord.filter((n) => !ordet[n].stopp),
      VEKT.leserord,
    );
    for (const t of sett) {
      const v = vekter[t];
      vekter[t] = 0;
      const verdi = Math.max(1, Math.min(TRINN, Math.round(((TRINN * v) / (v + K1)) * s.prior)));
      if (!poster.has(t)) poster.set(t, [[], "", 0]);
      const p = poster.get(t);
      p[0].push(nr - p[2]);
      p[1] += String.fromCharCode(48 + verdi);
      p[2] = nr;
    }
    for (const n of iTittel) {
      if (vis.has(ordet[n].term)) continue;
      const o = alleOrd[n];
      vis.set(ordet[n].term, o === o.toUpperCase() || /\d/.test(o) ? o : o.toLowerCase());
    }
    if (s.foran) tittelord.set(nr, iTittel.map((n) => ordet[n].term));
  });

  // 5  Readers' questions: which of a section's questions a term stands in, and how much of the question it is. Those that
  // others answer come after the sections, a number for each of them. Small words that ask (hvem, når) count a little.
  const små = new Map(
    Object.entries(synonymer.spoerreord).flatMap(([o, like]) => [o, ...like].map((x) => [flat(x), nrAv(term(o))])),
  );
  const andre = [...Object.keys(synonymer.utenfor), "ingen"];
  const spørrendes = []; // what a word gives in a question: what it stands for too
  function girSpurt(nr) {
    const { term, år } = ordet[nr];
    const like = (syn[term] ?? []).filter((m) => !m.includes(" "));
    return [...gir(nr), ...[...like, ...(år ? [ÅR] : [])].flatMap((m) => [nrAv(m), LIKE])];
  }
  const spurt = [...seksjoner.map((s) => s.spurt), ...andre.map((navn) => (utenfor[navn] ?? []).map(husket))].map((alle) =>
    alle.map((numre) => {
      const andeler = new Map(); // term: what it says beside another as rare, and how much of a word it is
      const bareStopp = numre.every((nr) => ordet[nr].stopp);
      for (const nr of numre)
        if (ordet[nr].stopp && !bareStopp) {
          const lite = små.get(flat(alleOrd[nr]));
          if (lite !== undefined) andeler.set(lite, [SMÅORD, 1]);
        } else {
          spørrendes[nr] ??= girSpurt(nr);
          const ledd = spørrendes[nr];
          const v = ordet[nr].svak ? SVAKT : 1;
          for (let i = 0; i < ledd.length; i += 2) if (!(andeler.get(ledd[i])?.[1] > ledd[i + 1])) andeler.set(ledd[i], [v, ledd[i + 1]]);
        }
      return andeler;
    }),
  );
  const iSeksjoner = new Map(); // a term's sections, in text or questions
  for (const alle of spurt) for (const t of new Set(alle.flatMap((q) => [...q.keys()]))) iSeksjoner.set(t, (iSeksjoner.get(t) ?? 0) + 1);
  const iSpørsmål = new Map();
  const sjeldenhet = (t, små) => {
    const antall = Math.max(iSeksjoner.get(t) ?? 0, små ? 0 : (poster.get(t)?.[0].length ?? 0));
    return Math.log(1 + (seksjoner.length - antall + 0.5) / (antall + 0.5)) ** 0.75;
  };
  spurt.forEach((alle, nr) => {
    if (alle.length > FLEST) throw new Error(`more than ${FLEST} questions: ${seksjoner[nr]?.adresse ?? andre[nr - seksjoner.length]}`);
    alle.forEach((q, i) => {
      for (const [t, v] of q) v[0] *= sjeldenhet(t, v[0] === SMÅORD);
      const sum = [...q.values()].reduce((sum, [v, hel]) => sum + (hel === 1 ? v : 0), 0);
      for (const [t, [v, hel]] of q) {
        if (!iSpørsmål.has(t)) iSpørsmål.set(t, [[], "", "", 0]);
        const p = iSpørsmål.get(t);
        p[0].push(nr - p[3]);
        p[1] += String.fromCharCode(48 + i);
        p[2] += String.fromCharCode(48 + Math.max(1, Math.round((DELT * Math.min(sum, v) * hel) / sum)));
        p[3] = nr;
      }
    });
  });

  // How much oftener a term is said in what others are asked than in what we are or have written, as the log of the ratio.
  const antall = [new Map(), new Map()];
  const ganger = [0, 0];
  function tell(ute, termer) {
    ganger[ute]++;
    for (const t of new Set(termer)) antall[ute].set(t, (antall[ute].get(t) ?? 0) + 1);
  }
  for (const [nr, alle] of spurt.entries()) for (const q of alle) tell(nr < seksjoner.length ? 0 : 1, q.keys());
  for (const { ord } of [...Object.values(synonymer.utenfor), synonymer.ingen])
    for (const uttrykk of ord) tell(1, ordene(uttrykk).filter((o) => !erStopp(o)).map((o) => termnr.get(term(o))));
  ganger[0] += SKREVET * seksjoner.length;
  for (const [t, [nr]] of poster) antall[0].set(t, (antall[0].get(t) ?? 0) + SKREVET * nr.length);
  function preg(t) {
    const [oss, andre] = antall.map((av, ute) => ((av.get(t) ?? 0) + STØY) / (ganger[ute] + 1));
    return Math.log(andre / oss);
  }

  // 6  Files -----------------------------------------------------------------------------------------------------
  const filer = new Map();

  /** Make files of the pieces, in runs of about `størst` characters; return where each begins.
   *  @param {(nr: number, sum: number) => boolean} hørerSammen */
  function delOpp(bokstav, biter, størst, hørerSammen = () => false) {
    const start = [];
    let nå = [];
    let sum = 0;
    const tøm = () => {
      filer.set(`${bokstav}${start.length - 1}.json`, `[${nå.join(",\n")}]`);
      [nå, sum] = [[], 0];
    };
    biter.forEach((bit, nr) => {
      if (nå.length && sum + bit.length > størst && !hørerSammen(nr, sum)) tøm();
      if (!nå.length) start.push(nr);
      nå.push(bit);
      sum += bit.length;
    });
    if (nå.length) tøm();
    return start;
  }

  const sortert = [...new Set([...poster.keys(), ...iSpørsmål.keys()])].map((nr) => termer[nr]).sort((a, b) => (a < b ? -1 : 1));
  const id = new Map(sortert.map((t, nr) => [t, nr]));
  const postene = sortert.map((t) => {
    const [gap, vekter] = poster.get(termnr.get(t)) ?? [[], ""];
    const [seksjon, hvilket, andel] = iSpørsmål.get(termnr.get(t)) ?? [];
    return JSON.stringify([gap, vekter, ...(seksjon ? [seksjon, hvilket, andel] : [])]);
  });
  const side = (nr) => seksjoner[nr].adresse.split("#")[0];
  const tekstene = seksjoner.map((s) =>
    JSON.stringify([s.adresse, s.tittel, s.omraade ? [s.omraade, ...s.sti] : s.sti, s.kode, s.tekst]),
  );
  const samlet = [...postene, ...tekstene].reduce((sum, bit) => sum + bit.length, 0) < STØRST.samlet;
  const ordstart = delOpp("o", postene, samlet ? Infinity : STØRST.ord);
  const sammeSide = (nr, sum) => sum < 3 * STØRST.tekst && side(nr) === side(nr - 1);
  const tekststart = delOpp("d", tekstene, samlet ? Infinity : STØRST.tekst, sammeSide);

  // Front-coded: how many letters are shared with the term before, then the rest.
  let forrige = "";
  const ordbok = sortert.map((t) => {
    let likt = 0;
    while (likt < 35 && likt < t.length && t[likt] === forrige[likt]) likt++;
    forrige = t;
    return likt.toString(36) + t.slice(likt);
  });

  // What others answer is ours when it stands in a title, or in more than a remark, or when we are asked it nearly as often.
  const vårt = (t) =>
    (skrevet.has(termnr.get(t)) && (vis.has(t) || poster.get(termnr.get(t))[0].length > 2)) ||
    (antall[0].get(termnr.get(t)) >= 1 && preg(termnr.get(t)) < DELES);

  const gap = (tall) => tall.map((x, i) => x - (tall[i - 1] ?? 0));
  const synlige = [...vis].filter(([t]) => id.has(t)).map(([t, o]) => [id.get(t), t === o ? 0 : o]).sort((a, b) => a[0] - b[0]);
  const kjerne = {
    format: FORMAT,
    antall: seksjoner.length,
    ordbok: ordbok.join(" "),
    ordstart,
    tekststart,
    sider: gap(seksjoner.flatMap((_, nr) => (nr === 0 || side(nr) !== side(nr - 1) ? [nr] : []))),
    vis: [gap(synlige.map(([nr]) => nr)), synlige.map(([, ord]) => ord)],
    foran: [...tittelord].map(([nr, t]) => [nr, t.filter((x) => id.has(x)).map((x) => id.get(x))]),
    syn,
    roetter: gap([...røtter.values()]),
    spoersmaal: ordnet(Object.entries(synonymer.spoersmaal)),
    stopp: [...stopp],
    svake: [...svake],
    kjerne: [...new Set(synonymer.kjerne.ord.flatMap((o) => ordene(o).map(term)))].filter((t) => id.has(t)).map((t) => id.get(t)),
    utenfor: [...Object.values(synonymer.utenfor), synonymer.ingen].map(({ navn, adresse, ord }) => [
      navn,
      adresse,
      ord.map(nøkkelen).filter((t) => !vårt(t)),
    ]),
    felt: synonymer.felt.ord.map(nøkkelen).filter((t) => !vårt(t)),
    meg: synonymer.meg.ord.map(flat),
    smaa: Object.fromEntries([...små].filter(([, t]) => id.has(termer[t])).map(([o, t]) => [o, id.get(termer[t])])),
    bak: gap(seksjoner.flatMap((s, nr) => (s.bak ? [nr] : []))),
    leserord: gap([...new Set([...poster.keys(), ...iSpørsmål.keys()])].filter((t) => !skrevet.has(t)).map((t) => id.get(termer[t])).sort((a, b) => a - b)),
    preg: sortert.map((t) => String.fromCharCode(PREG.null + Math.round(PREG.trinn * preg(termnr.get(t))))).join(""),
    korte: synonymer.ledd.ord.filter((o) => flat(o).length === 3).map(term),
  };
  if (samlet) kjerne.filer = Object.fromEntries([...filer].map(([navn, data]) => [navn, JSON.parse(data)]));
  else {
    const merke = createHash("sha256");
    for (const [navn, data] of filer) merke.update(`${navn}\0${data}`);
    kjerne.mappe = `indeks-${merke.digest("hex").slice(0, 12)}`;
    mkdirSync(`${ut}/${kjerne.mappe}`, { recursive: true });
    for (const [navn, data] of filer) writeFileSync(`${ut}/${kjerne.mappe}/${navn}`, data);
  }
  mkdirSync(ut, { recursive: true });
  writeFileSync(`${ut}/kjerne.json`, JSON.stringify(kjerne));
  return { seksjoner: seksjoner.length, termer: sortert.length, filer: samlet ? 1 : 1 + filer.size };
}

const bokmål = alle.map(les);
const nynorske = bokmål.map(({ paaNynorsk, ...s }) => (paaNynorsk ? les({ ...s, ...paaNynorsk }) : s));
indeks(nynorske, `${ut}/nn`);
console.log(JSON.stringify(indeks(bokmål, ut)));
