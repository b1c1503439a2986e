// The search itself, in a worker of its own: a question in, sections out. Weighs what the index has (soek-indeks.mjs)
// for what the question wishes for (soek-tolk.mjs). Node runs the same file in the tests.
//
// A section earns its best alternative for each wish, and more the more of the question it meets. It earns most when the
// question is like one of those readers are known to ask of it (docs/data/leserspoersmaal.toml). How much a word says
// follows from how rare it is here: a word nobody wrote says most. A section that meets too little of the question is no
// answer, nor is one when more speaks for its being asked of others: then the reader is told whom to ask instead.

import { bolk, åpne } from "./soek-indeks.mjs";
import { tolker } from "./soek-tolk.mjs";
import { viser } from "./soek-vis.mjs";

const DELT = 10; // the share of a question a term is, in tenths, as in macros/nettsted/soekeindeks.mjs
const FLEST = 1024; // questions of one section, at most; likewise
const PÅ_SIDEN = 0.15; // the worth of what another section of the same page has
const MØTT_PÅ_SIDEN = 0.6; // how much that meets
const SAMME = 0.88; // the worth of each further hit from one page
const NOK = [0, 0.56, 0.46, 0.4, 0.36]; // the share of the question an answer must meet, by its number of telling words
const NOK_HER = 0.85; // a question that names a subject of the handbook needs less
const UNEVNT = 0.85; // what a word nobody wrote says, beside the rarest one here
const HER = 0.45; // the same when the question names a subject of the handbook
const HOS_ANDRE = 2.2; // what a word of another office says
const SVAKT = 0.25; // what a word of no subject says, beside what it would have said
const USAGT = 0.12; // the same when nobody wrote it
const EMNE = 0.55; // what a subject of the handbook says at least, however often it is named
const STERK = 0.6; // an alternative worth this much stands for the word
const NEVNT = 0.9; // one worth this much names it
const TELLENDE = 0.4; // a word that says less than this share of the rarest one is not counted
const SPØRREORD = 0.4; // what a small word says among questions, as in macros/nettsted/soekeindeks.mjs
const SAGT = 0.8; // how much less it matters that the readers' question says more than this one
const LIK = { minst: 0.25, vekt: 1.8, stikkord: 0.15 }; // the likeness that counts, its points, and those of a word or two
const UTE = 0.33; // likeness of a question of the others' that tells who they are
const HELT = 0.78; // likeness of what is as good as the same question
// What makes it doubtful that we are asked: how much oftener the words are said to others, a question of theirs like it,
// a word of another office. Against that: a question of ours like it, how much of it the first section meets and what
// that is worth (a word alone is looked up, and meets all it can), that the reader asks about themselves, and that a
// subject of ours is named. The weights are fitted to the readers' questions, each of them asked of an index without it
// (docs/redaksjon/valg/008-soek.md).
const TVIL = { alltid: 1.7, preg: 0.32, ute: 4.5, andres: 2.4, inn: 1.7, møtt: 1.7, oppslag: 2.5, verdt: 0.57, meg: 0.74, emne: 0.4, helt: 40 };
const BAK = 0.55; // a door or a word of the glossary, beside a page that answers
const ORDET = 0.75; // likeness of a question for the meaning of a word
const NÆR_TOPPEN = 0.3; // a hit worth less than this share of the first one is left out
const MAKS = 10;

const sum = (tall) => tall.reduce((a, b) => a + b, 0);

/** The search over a kernel; `hent(name)` fetches a further file of the index. */
export function les(kjerne, hent) {
  const indeks = åpne(kjerne, hent);
  const { N, ordbok, ukjent: UKJENT, sidestart, vis, bak, emner, poster, preg, idAv } = indeks;
  const tolk = tolker(indeks);
  const { kjenn, vist, forslag } = viser(indeks);
  const foran = new Map(kjerne.foran);

  /** Each section an alternative stands in: [number, points, how much of the wish it meets]. */
  function* poengFor(alt) {
    if (alt.ledd.length === 1) {
      const { nr, vekter, sjelden } = poster.get(alt.ledd[0][0]);
      for (let j = 0; j < nr.length; j++)
        yield [nr[j], (alt.v * sjelden * (vekter.charCodeAt(j) - 48)) / 40, alt.møter];
      return;
    }
    const samlet = new Map();
    for (const [id, andel] of alt.ledd) {
      const { nr, vekter, sjelden } = poster.get(id);
      for (let j = 0; j < nr.length; j++) {
        const nå = samlet.get(nr[j]) ?? [0, 0];
        samlet.set(nr[j], [nå[0] + (andel * sjelden * (vekter.charCodeAt(j) - 48)) / 40, nå[1] + andel]);
      }
    }
    for (const [nr, [p, dekket]] of samlet) yield [nr, alt.v * p * dekket ** 1.5, alt.møter * dekket];
  }

  /** How much each word of the question says, the rarer here the more, and whether it names a subject of ours. */
  function veid({ ord, bareStopp, ønsker: alle }) {
    const emne = (a) => a.v > 0.6 && a.ledd.some(([i]) => emner.has(i));
    // What names another office names no subject of ours: «klagen min» is not about the «klager» we hear.
    const våre = alle.filter((o) => !o.hint && o.andel === 1 && !o.ord.every((i) => ord[i].hvem));
    const nevner = våre.flatMap((o) => o.alt.filter(emne));
    // Beside a word of another office only the subject itself will do, and no synonym of it.
    const hører = ord.some((x) => x.hvem) ? nevner.some((a) => a.v === 1) : nevner.length > 0;
    const ukjent = UKJENT * (hører ? HER : UNEVNT);
    const sier = ord.map((x, i) => {
      if (x.hvem) return UKJENT * (hører ? HER : HOS_ANDRE);
      const egne = alle.filter((o) => o.ord.includes(i));
      if (x.stopp && !(bareStopp && egne.length)) return 0;
      // The word itself, or the commonest of what stands for it.
      const alt = egne.flatMap((o) => o.alt);
      const sterke = alt.filter((a) => a.v >= STERK && a.ledd.length === 1);
      const sagt = (sterke.length ? sterke : alt).flatMap((a) => a.ledd.map(([id]) => poster.get(id).sjelden));
      const minst = hører && alt.some(emne) ? EMNE * UKJENT : 0;
      const mest = Math.max(minst, sagt.length ? (poster.get(idAv(x.t))?.sjelden ?? Math.min(...sagt)) : ukjent);
      if (x.deler > 1) return mest / x.deler;
      if (x.svak) return mest * (sagt.length ? SVAKT : USAGT);
      return mest * (/^\d+$/.test(x.o) ? 0.5 : 1);
    });
    return { sier, hører };
  }

  /** The readers' question most like this one, of each section and of each of the others: how like it is, and how much
   *  of each word it meets. Questions are alike when each has most of what the other says. */
  function likest(ord, tunge, sier) {
    const spurte = new Map(); // by section and question: what each wish meets, and how much of it each term says
    const legg = (id, v, møter, ønske) => {
      const { spurt, hvilket, andel } = poster.get(id);
      for (let j = 0; j < spurt.length; j++) {
        const nøkkel = spurt[j] * FLEST + hvilket.charCodeAt(j) - 48;
        if (!spurte.has(nøkkel)) spurte.set(nøkkel, { møtt: new Map(), sagt: new Map() });
        const q = spurte.get(nøkkel);
        q.sagt.set(id, Math.max(q.sagt.get(id) ?? 0, (v * (andel.charCodeAt(j) - 48)) / DELT));
        q.møtt.set(ønske, Math.max(q.møtt.get(ønske) ?? 0, møter));
      }
    };
    for (const o of tunge)
      for (const a of o.alt) for (const [id, andel] of a.ledd) legg(id, a.v, o.andel * a.møter * andel, o.ord);
    for (const [i, x] of ord.entries()) if (x.spør !== undefined) legg(x.spør, 1, 1, [i]);
    const vekt = ord.map((x, i) => (x.spør === undefined ? sier[i] : SPØRREORD * poster.get(x.spør).iSpurt));
    const fullt = sum(vekt) || 1;
    const best = new Map();
    for (const [nøkkel, q] of spurte) {
      const av = ord.map(() => 0);
      for (const [hvilke, m] of q.møtt) for (const i of hvilke) av[i] = Math.min(1, av[i] + m);
      const lik = (sum(av.map((m, i) => m * vekt[i])) / fullt) * Math.min(1, sum([...q.sagt.values()])) ** SAGT;
      const nr = Math.floor(nøkkel / FLEST);
      if (lik > (best.get(nr)?.lik ?? 0)) best.set(nr, { lik, av });
    }
    return best;
  }

  /** What each section, and each page, has of each wish: `best` and `påSide`; return the points of each section. */
  function tell(alle) {
    const poeng = new Map();
    for (const o of alle) {
      o.best = new Map();
      o.påSide = new Map();
      for (const a of o.alt)
        for (const [nr, p, møter] of poengFor(a))
          for (const [kart, sted] of [[o.best, nr], [o.påSide, bolk(sidestart, nr)]]) {
            const nå = kart.get(sted);
            if (!nå) kart.set(sted, [p, møter]);
            else {
              nå[0] = Math.max(nå[0], p);
              nå[1] = Math.max(nå[1], møter);
            }
          }
      for (const [nr, [p]] of o.best) poeng.set(nr, (poeng.get(nr) ?? 0) + o.vekt * p);
    }
    return poeng;
  }

  /** Sections with points, the surest first; and the others, when they are rather asked this. */
  function ranger({ ord, omMeg, bareStopp, ønsker: alle }, { sier, hører }) {
    const tunge = alle.filter((o) => !o.hint);
    const poeng = tell(alle);
    const like = likest(ord, tunge, sier);
    const lik = (nr) => like.get(nr)?.lik ?? 0;
    const fullt = sum(sier);
    // A word or two is looked up; a sentence is asked.
    const stikkord = sum(ord.map((x) => 1 / x.deler)) < 3 && !ord.some((x) => x.stopp);
    const vekt = stikkord ? LIK.stikkord : LIK.vekt;
    for (const [nr, { lik }] of like)
      if (nr < N && lik >= LIK.minst) poeng.set(nr, (poeng.get(nr) ?? 0) + vekt * fullt * lik ** 2);

    /** The share of the question that a section, or in part its page, meets. */
    function møtt(nr) {
      if (bareStopp && lik(nr) > 0.5) return lik(nr);
      const s = bolk(sidestart, nr);
      const av = ord.map(() => 0);
      for (const o of tunge) {
        const m = o.best.get(nr)?.[1] ?? MØTT_PÅ_SIDEN * (o.påSide.get(s)?.[1] ?? 0);
        for (const i of o.ord) av[i] += o.andel * m;
      }
      const spurt = like.get(nr)?.av;
      return sum(av.map((m, i) => Math.min(1, Math.max(m, spurt?.[i] ?? 0)) * sier[i])) / (fullt || 1);
    }
    const nok = (hører ? NOK_HER : 1) * NOK[Math.min(NOK.length - 1, sier.filter((x) => x > TELLENDE * UKJENT).length || 1)];
    const betydning = ord.some((x) => x.spør === kjerne.smaa.hva);
    /** @type {[number, number, number][]} */
    const rangert = [];
    for (const [nr, p] of poeng) {
      let alt = p;
      const m = møtt(nr);
      const s = bolk(sidestart, nr);
      if (alle.length > 1)
        for (const o of alle) if (!o.best.has(nr)) alt += o.vekt * PÅ_SIDEN * (o.påSide.get(s)?.[0] ?? 0);
      const bakerst = bak.has(nr) && !(betydning && lik(nr) > ORDET);
      rangert.push([nr, alt * (0.2 + 0.8 * m) * (bakerst ? BAK : 1), m]);
    }
    rangert.sort((a, b) => b[1] - a[1]);

    const [, mest, møtes] = rangert[0] ?? [0, 0, 0];
    const [inn, ute] = [(nr) => nr < N, (nr) => nr >= N].map((hører) =>
      [...like.keys()].filter(hører).reduce((x, nr) => (lik(nr) > lik(x) ? nr : x), -1),
    );
    // Who asks about themselves and names a subject of ours may well say a word of another office too.
    const andres = ord.some((x) => x.hvem) && !(hører && omMeg);
    const preget = sum(ord.map((x) => (x.hvem && !andres ? 0 : (preg[x.stopp ? x.spør : idAv(x.t)] ?? 0))));
    const forAndre = TVIL.preg * preget + TVIL.ute * lik(ute) + TVIL.helt * Math.max(0, lik(ute) - HELT) + (andres ? TVIL.andres : 0);
    const forOss =
      TVIL.inn * lik(inn) +
      TVIL.helt * Math.max(0, lik(inn) - HELT) +
      (TVIL.møtt + (ord.length < 2 ? TVIL.oppslag : 0)) * møtes +
      TVIL.verdt * Math.min(3, mest / Math.max(...sier, 1e-9)) +
      (omMeg ? TVIL.meg : 0) +
      (hører ? TVIL.emne : 0);
    // A subject alone is always ours, and so is what stands in a title.
    const emnet =
      (hører && stikkord && sier.filter((x) => x > 0).length < 2) || ord.every((x) => x.spør === undefined && (x.stopp || vis.has(idAv(x.t))));
    const hosAndre = lik(ute) > UTE;
    if (forAndre + TVIL.alltid > forOss && !emnet) return { rangert: [], hosAndre, andre: hosAndre ? kjerne.utenfor[ute - N] : undefined };
    const krav = Math.min(nok, møtes);
    return { rangert: rangert.filter(([, p, m]) => m >= krav && p >= NÆR_TOPPEN * mest), hosAndre: false, andre: undefined };
  }

  async function søk(tekst) {
    const lest = tolk(tekst);
    const { ord, ønsker: alle, rettet } = lest;
    const småord = ord.map((x) => x.spør).filter((i) => i !== undefined);
    await indeks.hentPoster([...småord, ...alle.flatMap((o) => o.alt.flatMap((a) => a.ledd.map(([i]) => i)))]);
    const { rangert: alleTreff, hosAndre, andre: likest } = ranger(lest, veid(lest));
    let rangert = spre(alleTreff.slice(0, 80));
    const stopp = ord.filter((x) => x.stopp).length;
    if (ord.length - stopp < 3 && stopp < 2) rangert = framhev(rangert, alle.filter((o) => !o.hint));
    rangert = rangert.slice(0, MAKS);

    const mark = new Set();
    for (const o of alle) if (!o.hint) for (const a of o.alt) if (a.v >= 0.5) for (const [i] of a.ledd) mark.add(ordbok[i]);
    const er = kjenn(mark);
    const treff = await Promise.all(rangert.map(([nr, poeng]) => vist(nr, er, poeng)));
    if (treff.length) return { antall: alleTreff.length, treff, rettet, forslag: [], andre: [] };
    const nevnt = [...new Set(ord.map((x) => x.hvem).filter(Boolean))];
    const andre = (nevnt.length || !likest ? nevnt : [{ hvem: likest[0], adresse: likest[1] }]).filter(({ hvem }) => hvem);
    return { antall: 0, treff, rettet: [], forslag: hosAndre || nevnt.length ? [] : forslag(tekst), andre };
  }

  /** One page must not fill the list: each further hit from it counts less. */
  function spre(rangert) {
    const ut = [];
    const sett = new Map();
    const igjen = rangert.map(([nr, p]) => [nr, p, bolk(sidestart, nr)]);
    while (igjen.length && ut.length < MAKS + 4) {
      let best = 0, bestP = -1;
      for (const [i, [, p, s]] of igjen.entries()) {
        const nå = p * SAMME ** (sett.get(s) ?? 0);
        if (nå > bestP) [best, bestP] = [i, nå];
      }
      const [[nr, , s]] = igjen.splice(best, 1);
      sett.set(s, (sett.get(s) ?? 0) + 1);
      ut.push([nr, bestP]);
    }
    return ut;
  }

  /** A calculator or a table of rates whose title answers every wish stands first. */
  function framhev(rangert, tunge) {
    const svarer = ([nr, p]) =>
      foran.has(nr) &&
      p > 0.35 * rangert[0][1] &&
      tunge.every((o) => o.vekt < 0.6 || o.alt.some((a) => a.v >= NEVNT && a.ledd.every(([i]) => foran.get(nr).includes(i))));
    const opp = rangert.filter(svarer).slice(0, 2);
    return [...opp, ...rangert.filter((x) => !opp.includes(x))];
  }

  return { søk, tolk, antall: N };
}

if ("WorkerGlobalScope" in globalThis) {
  let motor;
  self.onmessage = async ({ data }) => {
    try {
      if (data.mappe) {
        motor = les(JSON.parse(data.kjerne), async (navn) => {
          const svar = await fetch(data.mappe + navn);
          return svar.ok ? svar.json() : Promise.reject(new Error(`${navn}: ${svar.status}`));
        });
        self.postMessage({ klar: true });
      } else self.postMessage({ id: data.id, ...(await motor.søk(data.spoer)) });
    } catch (feil) {
      self.postMessage({ id: data.id, feil: String(feil) });
    }
  };
}
