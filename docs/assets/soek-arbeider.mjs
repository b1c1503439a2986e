// The search itself, in a worker of its own: a question in, sections out. Knows the index (macros/soek.mjs) and the
// language (soek-norsk.mjs), nothing of the page. Node runs the same file in the tests.
//
// Each word of the question becomes a wish: alternatives (the word, its kin, synonyms, parts, spellings), each worth
// less the further off. A section earns its best alternative for each wish, and more the more of the question it
// meets. How much a word says follows from how rare it is here: a word nobody wrote says most. A section that meets
// too little of it is no answer, and a question without answers is told whom to ask instead.

import { avstand, del, enkel, flat, ordI, rot, term } from "./soek-norsk.mjs";

const VERDI = {
  slekt: 0.65, // betaling for betalt
  synonym: 0.7,
  ledd: 0.7, // a known compound said in two words
  alene: 0.95, // kin or synonym when the word itself stands nowhere
  start: 0.6, // the first letters of a word
  stavet: [0, 0.85, 0.65, 0.5], // by number of wrong letters
  svak: 0.4, // a word of no subject: begynne, ganske
  påSiden: 0.15, // what another section of the same page has
  samme: 0.78, // each further hit from one page
};
// How much of what a word says an alternative meets.
const MØTER = { ordet: 1, leserord: 0.85, slekt: 0.9, synonym: globalThis.LIK?.msyn ?? 0.9, ledd: 0.8, start: 0.7, stavet: 0.8, halvt: 0.55, påSiden: 0.6 };
const NOK = [0, 0.66, 0.54, 0.47, 0.42]; // the share of the question an answer must meet, by its number of telling words
const UNEVNT = 0.85; // what a word nobody wrote says, beside the rarest one here
const HER = 0.45; // the same when the question names a subject of the handbook
const SVAKT = 0.25; // what a word of no subject says, beside what it would have said
const USAGT = 0.12; // the same when nobody wrote it
const EMNE = 0.55; // what a subject of the handbook says at least, however often it is named
const NOK_HER = 0.85; // a question that names a subject of the handbook needs less
const NEVNT = 0.9; // an alternative worth this much names what it stands for
const GULV = 0.27; // points an answer must have, beside what the heaviest word says, unless all is met
const TELLENDE = 0.4; // a word that says less than this share of the rarest one is not counted
const UTENFOR = 1.6; // what a word of another office says
const SPØRREORD = 0.4; // what a small word says among questions, as in macros/nettsted/soekeindeks.mjs
const LIK = { spurt: 1, sagt: 0.6, vekt: 1.8, krav: 0.42, kravHer: 0.5, bak: 0.55, ordet: 0.75, minst: 0.25, pot: 2, mer: 1.1, nokF: 0.85, pose: 0, a: 0.33, aHer: 0.4, begge: true, unevnt: 0.85, b: 0.3, c: 0.8, ant: 3, ute: 2.2, stikkord: 0.4, hvor: "min", sterk: 0.6, emne: 0.55, ...globalThis.LIK };
const FEIL = 0.2; // the most wrong letters of a word, as a share: barnet is not bare
const NÆR_TOPPEN = 0.3; // a hit worth less than this share of the first one is left out
const LIKT = 0.4; // a suggestion has fewer wrong letters than this share
const MAKS = 10;
const FORMAT = 3; // the same number as in macros/soek.mjs

/** The search over a kernel; `hent(name)` fetches a further file of the index. */
export function les(kjerne, hent) {
  if (kjerne.format !== FORMAT) throw new Error(`the index has format ${kjerne.format}, not ${FORMAT}`);
  const N = kjerne.antall;
  const ordbok = [];
  for (const bit of kjerne.ordbok.split(" "))
    ordbok.push((ordbok.at(-1) ?? "").slice(0, Number.parseInt(bit[0], 36)) + bit.slice(1));
  const vis = new Map();
  let nå = 0;
  for (const [i, steg] of kjerne.vis[0].entries()) {
    nå += steg;
    vis.set(nå, kjerne.vis[1][i] || ordbok[nå]);
  }
  /** Numbers from the gaps between them. */
  function tallene(gap) {
    let nå = 0;
    return gap.map((steg) => (nå += steg));
  }
  const sidestart = tallene(kjerne.sider);
  const leserord = new Set(tallene(kjerne.leserord));
  for (const kart of [kjerne.syn, kjerne.roetter, kjerne.spoersmaal, kjerne.smaa]) Object.setPrototypeOf(kart, null); // «constructor»
  const bak = new Set(tallene(kjerne.bak));
  const stopp = new Set(kjerne.stopp);
  const svake = new Set(kjerne.svake);
  const emner = new Set(kjerne.kjerne);
  const sjeldenhet = (antall) => Math.log(1 + (N - antall + 0.5) / (antall + 0.5)) ** 0.75;
  const UKJENT = sjeldenhet(0);
  /** Phrases of other offices, by their terms: who they are and where. */
  const utenfor = new Map();
  let lengst = 1;
  for (const [hvem, adresse, nøkler] of kjerne.utenfor)
    for (const n of nøkler) {
      utenfor.set(n, { hvem, adresse });
      lengst = Math.max(lengst, n.split(" ").length);
    }
  const foran = new Map(kjerne.foran);
  const filer = new Map();
  const poster = new Map();

  async function fil(navn) {
    if (kjerne.filer) return kjerne.filer[navn];
    if (!filer.has(navn)) filer.set(navn, hent(`${kjerne.mappe}/${navn}`));
    try {
      return await filer.get(navn);
    } catch (feil) {
      filer.delete(navn); // the next question asks anew
      throw feil;
    }
  }
  /** Where `x` stands in the sorted list, or would stand. */
  function plass(liste, x) {
    let [lav, høy] = [0, liste.length];
    while (lav < høy) {
      const midt = (lav + høy) >> 1;
      if (liste[midt] < x) lav = midt + 1;
      else høy = midt;
    }
    return lav;
  }
  const idAv = (t) => {
    const i = plass(ordbok, t);
    return ordbok[i] === t ? i : -1;
  };
  const bolk = (starter, nr) => {
    const i = plass(starter, nr);
    return starter[i] === nr ? i : i - 1;
  };
  const finnes = (t) => idAv(t) >= 0;
  const korte = new Set(kjerne.korte);
  const kjent = (t, bit) => (bit.length > 3 ? !stopp.has(bit) && (finnes(t) || t in kjerne.syn) : korte.has(t));

  // Alternatives ------------------------------------------------------------------------------------------------
  const enkelt = (id, v, møter) => ({ v, møter, ledd: [[id, 1]] });
  const sammen = (ider, v, møter) => (ider.length ? [{ v, møter, ledd: ider.map((i) => [i, 1 / ider.length]) }] : []);

  /** A target of the synonym file: one term, or several that together say it. */
  const uttrykk = (mål, v) => sammen(mål.split(" ").map(idAv).filter((i) => i >= 0), v, MØTER.synonym);
  const synonymer = (n, v) => (kjerne.syn[n] ?? kjerne.syn[kjerne.roetter[n]] ?? []).flatMap((m) => uttrykk(m, v));

  function* fraStart(start, maks) {
    for (let i = plass(ordbok, start); i < ordbok.length && ordbok[i].startsWith(start) && maks-- > 0; i++) yield i;
  }
  function slekt(t) {
    const r = rot(t);
    return r.length < 4 ? [] : [...fraStart(r, 200)].filter((i) => ordbok[i] !== t && rot(ordbok[i]) === r);
  }

  /** Words spelt nearly so: as few wrong letters as possible, and no more than the length allows. */
  function stavet(ord) {
    const t = term(ord);
    const maks = t.length < 4 ? 0 : t.length < 7 ? 1 : t.length < 12 ? 2 : 3;
    let [best, funn] = [maks, []];
    const prøv = (kandidat, i) => {
      // The first letter is seldom wrong: there it costs more.
      const a = avstand(t, kandidat, best) + (t[0] !== kandidat[0] && best > 0 ? 0.5 : 0);
      if (a > best) return;
      if (Math.floor(a) < Math.floor(best)) funn = [];
      best = Math.max(1, Math.floor(a));
      funn.push([a, i, kandidat]);
    };
    if (maks) {
      for (const [i, k] of ordbok.entries()) if (!/\d/.test(k)) prøv(k, i);
      for (const k in kjerne.syn) if (!k.includes(" ")) prøv(k, k);
    }
    const minst = Math.min(...funn.map(([a]) => a));
    // Words that stand in titles are what people look for.
    const iTittel = ([, i]) => (vis.has(i) ? 0 : 1);
    // A short word may lack or double a letter of a subject of ours: nemda.
    const nær = ([a, i]) => a <= FEIL * t.length || (a <= 1 && emner.has(i) && ordbok[i].length !== t.length);
    return funn.filter((f) => f[0] <= minst && nær(f)).sort((a, b) => iTittel(a) - iTittel(b)).slice(0, 4);
  }

  /** The wishes of one word: one, or one for each part of a compound the site does not have. `andel` is how much of
   *  the word each of them says. */
  function ønsker(ord, { skrives = false, dybde = 0 }, rettet) {
    const t = term(ord);
    const alt = [];
    const har = finnes(t);
    const bareLeserne = leserord.has(idAv(t));
    if (har) alt.push(enkelt(idAv(t), 1, bareLeserne ? MØTER.leserord : MØTER.ordet));
    for (const i of slekt(t)) alt.push(enkelt(i, har ? VERDI.slekt : VERDI.alene - 0.1, MØTER.slekt));
    const syn = [...synonymer(t, har && !bareLeserne ? VERDI.synonym : VERDI.alene)];
    if (!syn.length) syn.push(...synonymer(rot(t), VERDI.synonym));
    if (!har && !syn.length && /.{3}t$/.test(t)) syn.push(...synonymer(t.slice(0, -1), VERDI.alene)); // sykt: syk
    alt.push(...syn);
    const f = enkel(flat(ord));
    if (skrives && f.length > 2)
      for (const i of fraStart(f, 12)) {
        const hvorAv = Math.max(0.5, f.length / ordbok[i].length);
        if (ordbok[i] !== t) alt.push(enkelt(i, VERDI.start * hvorAv, MØTER.start));
      }
    // A long word one letter from a known one is that word misspelt, and no compound of its pieces.
    const tastefeil = t.length > 8 && !har && !syn.length ? stavet(ord).filter(([a]) => a <= 1) : [];
    const deler = dybde < 2 && !tastefeil.length && del(ord, kjent);
    if (har || syn.length) {
      // Sections that say it in two words: «sats for honorar».
      const ledd = deler ? deler.map((d) => idAv(term(d))).filter((i) => i >= 0) : [];
      if (ledd.length > 1) alt.push(...sammen(ledd, VERDI.ledd, MØTER.ledd));
      return [{ vekt: 1, andel: 1, alt }];
    }
    if (deler) {
      const andel = MØTER.ledd / deler.length;
      const av = deler.flatMap((d) =>
        ønsker(d, { dybde: dybde + 1 }, rettet).map((o) => ({ ...o, vekt: o.vekt * 0.6, andel: o.andel * andel })),
      );
      return alt.length ? [{ vekt: 1, andel: 1, alt }, ...av] : av;
    }
    if (alt.length) return [{ vekt: 1, andel: 1, alt }];

    const nær = stavet(ord);
    for (const [a, i, kandidat] of nær) {
      const v = VERDI.stavet[Math.ceil(a)] ?? 0.4;
      if (typeof i === "number") alt.push(enkelt(i, v, MØTER.stavet));
      alt.push(...synonymer(kandidat, v * VERDI.synonym).map((x) => ({ ...x, møter: MØTER.stavet })));
    }
    if (alt.length) {
      rettet.push([ord, nær.map(([, i]) => vis.get(i)).find(Boolean)]);
      return [{ vekt: 1, andel: 1, alt }];
    }
    for (const i of fraStart(f.length > 3 ? f : "\uffff", 8)) alt.push(enkelt(i, VERDI.start, MØTER.start));
    if (alt.length) return [{ vekt: 1, andel: 1, alt }];
    // A compound with a part nobody knows, or misspelt: the known tail or head, and what the rest resembles.
    for (let n = 4; dybde < 2 && n <= f.length - 3; n++) {
      const [hode, hale] = [f.slice(0, n), f.slice(n)];
      const [kjentHode, kjentHale] = [kjent(term(hode), hode), hale.length > 3 && kjent(term(hale), hale)];
      if (!kjentHode && !kjentHale) continue;
      const rest = kjentHale ? hode.replace(/[se]$/, "") : hale.replace(/^s/, "");
      const resten = stavet(rest).length ? ønsker(rest, { dybde: 2 }, rettet) : [];
      const kjente = ønsker(kjentHale ? hale : hode, { dybde: 2 }, rettet);
      if (kjentHale || resten.length)
        return [
          ...kjente.map((o) => ({ ...o, vekt: 0.65, andel: 0.4 })),
          ...resten.map((o) => ({ ...o, vekt: 0.5, andel: 0.4 })),
        ];
    }
    return [{ vekt: dybde ? 0.3 : 1, andel: 1, alt }];
  }

  /** Who else answers this; a compound goes with its first part, visumsøknad with visum. */
  function hosAndre(nøkkel) {
    const kjent = utenfor.has(nøkkel) || finnes(nøkkel) || nøkkel in kjerne.syn;
    if (kjent || nøkkel.includes(" ")) return utenfor.get(nøkkel);
    for (let n = nøkkel.length - 4; n > 4; n--) if (utenfor.has(nøkkel.slice(0, n))) return utenfor.get(nøkkel.slice(0, n));
  }

  /** The whole question: its words, and the wishes with the words each of them speaks for. */
  function tolk(tekst) {
    const rettet = [];
    const ord = [...ordI(tekst.normalize("NFC"))].map(([o]) => {
      const t = term(o);
      const er = stopp.has(flat(o));
      return { o, t, stopp: er, svak: svake.has(t), spør: er ? kjerne.smaa[flat(o)] : undefined, hvem: undefined };
    });
    const bareStopp = ord.every((x) => x.stopp);
    if (bareStopp) for (const x of ord) if (finnes(x.t)) x.spør = idAv(x.t);
    if (ord.every((x) => x.stopp || x.svak)) for (const x of ord) x.svak = false;
    const ut = [];
    // A bare number among words says little: «diett 2026». So does a word of no subject.
    /** @type {number[]} */
    const brukt = ord.map((x) => (ord.length > 1 && /^\d+$/.test(x.o) ? 0.5 : x.svak ? VERDI.svak : 1));
    const hver = (i, n) => Array.from({ length: n }, (_, j) => i + j);
    for (let n = Math.min(6, ord.length); n > 0; n--)
      for (let i = 0; i + n <= ord.length; i++) {
        const del_ = ord.slice(i, i + n);
        const nøkkel = del_.map((x) => x.t).join(" ");
        const andre = n <= lengst && !(n === 1 && del_[0].stopp) && hosAndre(nøkkel);
        if (andre) for (const x of del_) x.hvem ??= andre;
        if (n === 1) continue;
        const treff = (kjerne.syn[nøkkel] ?? []).flatMap((m) => uttrykk(m, VERDI.alene));
        if (treff.length) {
          ut.push({ vekt: 1, andel: 1, ord: hver(i, n), alt: treff });
          for (let j = i; j < i + n; j++) brukt[j] = Math.min(brukt[j], 0.4);
        }
        const spør = (kjerne.spoersmaal[nøkkel] ?? []).flatMap((m) => uttrykk(m, 1));
        if (spør.length) {
          const vekt = Math.max(0.35, 0.7 / ord.filter((x) => !x.stopp).length); // an only word needs the hint most
          ut.push(bareStopp ? { vekt: 1, andel: 1, ord: hver(i, n), alt: spør } : { vekt, hint: true, ord: [], alt: spør });
          for (let j = i; j < i + n; j++) brukt[j] = Math.min(brukt[j], 0.3);
        }
        // Written apart: «reise regning», «rb 30».
        const samlet = n < 4 && del_.map((x) => x.o).join("");
        if (samlet && finnes(term(samlet)) && !del_.some((x) => x.stopp)) {
          ut.push({ vekt: 1, andel: 1, ord: hver(i, n), alt: [enkelt(idAv(term(samlet)), 1, MØTER.ordet)] });
          for (let j = i; j < i + n; j++) brukt[j] = Math.min(brukt[j], 0.4);
        }
      }
    const åpen = /[\p{L}\d]$/u.test(tekst);
    ord.forEach((x, i) => {
      if ((x.stopp && !(bareStopp && ord.length < 2)) || x.hvem) return;
      const skrives = åpen && i === ord.length - 1;
      for (const o of ønsker(x.o, { skrives }, rettet)) ut.push({ ...o, vekt: o.vekt * brukt[i], ord: [i] });
      if (/[-‑]/.test(x.o) && !finnes(x.t)) {
        const deler = x.o.split(/[-‑]/).filter((d) => d && !stopp.has(flat(d)));
        for (const d of deler)
          ut.push(...ønsker(d, {}, rettet).map((o) => ({ ...o, vekt: 0.6, andel: o.andel / deler.length, ord: [i] })));
      }
    });
    return { ord, bareStopp, ønsker: ut.filter((o) => o.alt.length), rettet };
  }

  // Weighing ----------------------------------------------------------------------------------------------------
  async function hentPoster(ider) {
    const mangler = [...new Set(ider)].filter((i) => !poster.has(i));
    await Promise.all(
      mangler.map(async (i) => {
        const b = bolk(kjerne.ordstart, i);
        const [steg, vekter, spurtSteg = [], hvilket, andel] = (await fil(`o${b}.json`))[i - kjerne.ordstart[b]];
        const spurt = tallene(spurtSteg);
        const iSpurt = sjeldenhet(new Set(spurt).size);
        const sjelden = Math.min(sjeldenhet(steg.length), iSpurt);
        poster.set(i, { nr: tallene(steg), vekter, sjelden, spurt, hvilket, andel, iSpurt });
      }),
    );
  }

  /** Each section an alternative stands in: [number, points, how much of the wish it meets]. */
  function* poengFor(alt) {
    if (alt.ledd.length === 1) {
      const { nr, vekter, sjelden } = poster.get(alt.ledd[0][0]);
      for (let j = 0; j < nr.length; j++)
        yield [nr[j], (alt.v * sjelden * (vekter.charCodeAt(j) - 48)) / 40, alt.møter];
      return;
    }
    const sum = new Map();
    for (const [id, andel] of alt.ledd) {
      const { nr, vekter, sjelden } = poster.get(id);
      for (let j = 0; j < nr.length; j++) {
        const nå = sum.get(nr[j]) ?? [0, 0];
        sum.set(nr[j], [nå[0] + (andel * sjelden * (vekter.charCodeAt(j) - 48)) / 40, nå[1] + andel]);
      }
    }
    for (const [nr, [p, dekket]] of sum) yield [nr, alt.v * p * dekket ** 1.5, alt.møter * dekket];
  }

  /** How much each word of the question says, the rarer here the more, and whether it names a subject of ours. */
  function veid({ ord, bareStopp, ønsker: alle }) {
    const emne = (a) => a.v > 0.6 && a.ledd.some(([i]) => emner.has(i));
    const nevner = alle.filter((o) => !o.hint && o.andel === 1 && o.alt.some(emne));
    const hører = ord.some((x) => x.hvem) ? LIK.begge && nevner.some((o) => o.alt.some((a) => emne(a) && a.v === 1)) : nevner.length > 0;
    const ukjent = UKJENT * (hører ? HER : LIK.unevnt);
    const sier = ord.map((x, i) => {
      if (x.hvem) return (hører ? HER : LIK.ute) * UKJENT;
      if (x.stopp && !alle.some((o) => o.ord.includes(i) && bareStopp)) return 0;
      // The word itself, or the commonest of what stands for it.
      const alt = alle.filter((o) => o.ord.includes(i)).flatMap((o) => o.alt);
      const sterke = alt.filter((a) => a.v >= LIK.sterk && a.ledd.length === 1);
      const sagt = (sterke.length ? sterke : alt).flatMap((a) => a.ledd.map(([id]) => poster.get(id).sjelden));
      const selv = poster.get(idAv(x.t))?.sjelden;
      const egne = hører && alle.some((o) => o.ord.includes(i) && o.alt.some(emne));
      const mest = Math.max(egne ? LIK.emne * UKJENT : 0, sagt.length ? (selv ?? Math[LIK.hvor](...sagt)) : ukjent);
      if (x.svak) return mest * (sagt.length ? SVAKT : USAGT);
      return mest * (/^\d+$/.test(x.o) ? 0.5 : 1);
    });
    return { sier, hører };
  }

  /** The readers' question most like this one, of each section and of each of the others: how like it is, and how much
   *  of each word it meets. A question is like another when each has most of what the other says. */
  function likest(ord, tunge, sier) {
    const spurte = new Map(); // section and question as one number: what of each word, what of the question
    const legg = (id, v, av, i) => {
      const { spurt, hvilket, andel } = poster.get(id);
      for (let j = 0; j < spurt.length; j++) {
        const nøkkel = spurt[j] * 128 + hvilket.charCodeAt(j) - 48;
        let q = spurte.get(nøkkel);
        if (!q) spurte.set(nøkkel, (q = { av: ord.map(() => 0), ønske: new Map(), sagt: new Map() }));
        q.sagt.set(id, Math.max(q.sagt.get(id) ?? 0, (v * (andel.charCodeAt(j) - 48)) / 40));
        q.ønske.set(i, Math.max(q.ønske.get(i) ?? 0, av));
      }
    };
    for (const o of tunge)
      for (const a of o.alt) for (const [id, andel] of a.ledd) legg(id, a.v, o.andel * a.møter * andel, o.ord);
    const vekt = ord.map((x, i) => (x.spør === undefined ? sier[i] : SPØRREORD * poster.get(x.spør).iSpurt));
    for (const [i, x] of ord.entries()) if (x.spør !== undefined) legg(x.spør, 1, 1, [i]);
    const fullt = vekt.reduce((a, b) => a + b, 0) || 1;
    const best = new Map();
    for (const [nøkkel, q] of spurte) {
      for (const [i, m] of q.ønske) for (const x of i) q.av[x] = Math.min(1, q.av[x] + m);
      const møtt = q.av.reduce((sum, m, i) => sum + m * vekt[i], 0) / fullt;
      const sagt = Math.min(1, [...q.sagt.values()].reduce((a, b) => a + b, 0));
      const lik = møtt ** LIK.spurt * sagt ** LIK.sagt;
      const nr = nøkkel >> 7;
      const b = best.get(nr) ?? { lik: 0, pose: ord.map(() => 0) };
      q.av.forEach((m, i) => { b.pose[i] = Math.max(b.pose[i], m); });
      if (lik > b.lik) Object.assign(b, { lik, av: q.av, q: nøkkel & 127 });
      best.set(nr, b);
    }
    for (const b of best.values()) b.dekket = b.pose.reduce((sum, m, i) => sum + m * vekt[i], 0) / fullt;
    return best;
  }

  async function søk(tekst) {
    const lest = tolk(tekst);
    const { ord, ønsker: alle, rettet, bareStopp } = lest;
    const småord = ord.map((x) => x.spør).filter((i) => i !== undefined);
    await hentPoster([...småord, ...alle.flatMap((o) => o.alt.flatMap((a) => a.ledd.map(([i]) => i)))]);
    const tunge = alle.filter((o) => !o.hint);
    const { sier, hører } = veid(lest);
    const fullt = sier.reduce((sum, x) => sum + x, 0) || 1;
    const total = new Map();
    for (const o of alle) {
      o.best = new Map();
      o.påSide = new Map();
      for (const a of o.alt)
        for (const [nr, p, møter] of poengFor(a)) {
          const s = bolk(sidestart, nr);
          for (const [kart, sted] of [[o.best, nr], [o.påSide, s]]) {
            const nå = kart.get(sted);
            if (!nå) kart.set(sted, [p, møter]);
            else {
              nå[0] = Math.max(nå[0], p);
              nå[1] = Math.max(nå[1], møter);
            }
          }
        }
      for (const [nr, [p]] of o.best) total.set(nr, (total.get(nr) ?? 0) + o.vekt * p);
    }
    const like = likest(ord, tunge, sier);
    const størst = ord.reduce((sum, _, i) => sum + sier[i], 0);
    const betydning = ord.some((x) => x.spør === kjerne.smaa.hva);
    const alene = sier.filter((x) => x > 0).length < 2;
    let ute = 0;
    let inne = 0;
    let hvemUte;
    for (const [nr, { lik }] of like) {
      if (nr < N) inne = Math.max(inne, bak.has(nr) && !betydning ? 0 : lik);
      else if (lik > ute) [ute, hvemUte] = [lik, nr - N];
      if (nr < N && lik >= LIK.minst) total.set(nr, (total.get(nr) ?? 0) + (ord.length < 3 && !ord.some((x) => x.stopp) ? LIK.stikkord : LIK.vekt) * størst * (lik ** LIK.pot + LIK.pose * like.get(nr).dekket ** 2));
    }
    if (globalThis.DBG) console.log("   ", tekst, "ute", ute.toFixed(2), hvemUte, "inne", inne.toFixed(2), hører, [...like].sort((a, b) => b[1].lik - a[1].lik).slice(0, 3).map(([nr, x]) => nr + ":" + x.q + " " + x.lik.toFixed(2)), sier.map((x) => x.toFixed(1)).join(" "), ord.map((x) => x.hvem?.hvem).join(" "));
    /** The share of the question that a section, or in part its page, meets. */
    function møtt(nr) {
      if (bareStopp && like.get(nr)?.lik > 0.5) return like.get(nr).lik;
      const s = bolk(sidestart, nr);
      const av = like.get(nr)?.av?.map((m) => m * 1) ?? ord.map(() => 0);
      const spurt = [...av];
      av.fill(0);
      for (const o of tunge) {
        const m = o.best.get(nr)?.[1] ?? MØTER.påSiden * (o.påSide.get(s)?.[1] ?? 0);
        for (const i of o.ord) av[i] += o.andel * m;
      }
      return av.reduce((sum, m, i) => sum + Math.min(1, Math.max(m, spurt[i])) * sier[i], 0) / fullt;
    }
    const nok = LIK.nokF * (hører ? NOK_HER : 1) * NOK[Math.min(NOK.length - 1, sier.filter((x) => x > TELLENDE * UKJENT).length || 1)];
    let rangert = [];
    for (const [nr, p] of total) {
      if (!like.has(nr) && !tunge.some((o) => o.best.has(nr))) continue;
      let sum = p;
      const s = bolk(sidestart, nr);
      if (alle.length > 1)
        for (const o of alle) if (!o.best.has(nr)) sum += o.vekt * VERDI.påSiden * (o.påSide.get(s)?.[0] ?? 0);
      const m = møtt(nr);
      const bakerst = bak.has(nr) && !(betydning && like.get(nr)?.lik > LIK.ordet);
      if (m >= nok) rangert.push([nr, sum * (0.2 + 0.8 * m) * (bakerst ? LIK.bak : 1)]);
    }
    rangert.sort((a, b) => b[1] - a[1]);
    if (globalThis.DBG) console.log("    nok", nok.toFixed(2), "beste m", [...total.keys()].map((nr) => [nr, møtt(nr), like.get(nr)?.lik ?? 0]).sort((a, b) => b[1] - a[1]).slice(0, 3).map((x) => x.map((y) => +y.toFixed(2)).join(":")).join(" "), "GULV", rangert[0]?.[1].toFixed(2), (GULV * Math.max(...sier)).toFixed(2));
    if (rangert.length && rangert[0][1] < GULV * Math.max(...sier) && møtt(rangert[0][0]) < 0.95) rangert = [];
    const øverst = rangert.slice(0, LIK.ant).map(([nr]) => like.get(nr)?.lik ?? 0);
    const krav = Math.max(...øverst) + LIK.b * (rangert.length ? møtt(rangert[0][0]) - LIK.c : 0);
    if (ute > (hører ? LIK.aHer : LIK.a) && ute > krav && !(alene && hører)) {
      const hos = kjerne.utenfor[hvemUte];
      return { antall: 0, treff: [], rettet: [], forslag: [], andre: hos ? [{ hvem: hos[0], adresse: hos[1] }] : [] };
    }
    if (globalThis.DUMP && rangert.length) globalThis.DUMP({ m: møtt(rangert[0][0]), lik: like.get(rangert[0][0])?.lik ?? 0, p: rangert[0][1], størst, nok, inne, ute, hører });
    rangert = rangert.filter(([, p]) => p >= NÆR_TOPPEN * rangert[0][1]);
    const antall = rangert.length;
    rangert = spre(rangert.slice(0, 80));
    const antallStopp = ord.filter((x) => x.stopp).length;
    if (ord.length - antallStopp < 3 && antallStopp < 2) rangert = framhev(rangert, tunge);
    rangert = rangert.slice(0, MAKS);

    const mark = new Set();
    for (const o of alle) if (!o.hint) for (const a of o.alt) if (a.v >= 0.5) for (const [i] of a.ledd) mark.add(ordbok[i]);
    const er = kjenn(mark);
    const treff = await Promise.all(rangert.map(([nr, poeng]) => vist(nr, er, poeng)));
    if (treff.length) return { antall, treff, rettet, forslag: [], andre: [] };
    const andre = [...new Set(ord.map((x) => x.hvem).filter(Boolean))];
    return { antall, treff, rettet: [], forslag: andre.length ? [] : forslag(tekst), andre };
  }

  /** One page must not fill the list: each further hit from it counts less. */
  function spre(rangert) {
    const ut = [];
    const sett = new Map();
    const igjen = rangert.map(([nr, p]) => [nr, p, bolk(sidestart, nr)]);
    while (igjen.length && ut.length < MAKS + 4) {
      let best = 0, bestP = -1;
      for (const [i, [, p, s]] of igjen.entries()) {
        const nå = p * VERDI.samme ** (sett.get(s) ?? 0);
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

  // Showing -----------------------------------------------------------------------------------------------------
  /** Does a word of the text answer the question? Most are told off by their letters, without being stemmed. */
  function kjenn(mark) {
    const alle = [...mark];
    const kjente = new Map();
    return (ord) => {
      let er = kjente.get(ord);
      if (er === undefined) {
        const f = enkel(flat(ord));
        const nær = alle.filter((t) => f.includes(t.length > 4 ? t.slice(0, -1) : t));
        const t = nær.length && term(ord);
        er = nær.some((m) => m === t || (m.length > 3 && t.length > 5 && (t.startsWith(m) || t.endsWith(m))));
        kjente.set(ord, er);
      }
      return er;
    };
  }

  /** A text as [[piece, marked], …]; cut to about `maks` characters where most is marked. Adds the words to `ord`. */
  function merk(tekst, er, ord, maks) {
    const merker = [];
    for (const [o, fra, til] of ordI(tekst))
      if (er(o)) {
        merker.push([fra, til]);
        ord.add(o);
      }
    let [fra, til] = [0, tekst.length];
    if (maks && tekst.length > maks) {
      // Starting between words.
      let best = [merker[0]?.[0] ?? 0, 0];
      for (const [m] of merker) {
        const n = merker.filter(([x, y]) => x >= m && y <= m + maks - 60).length;
        if (n > best[1]) best = [m, n];
      }
      fra = best[0] > 60 ? tekst.indexOf(" ", best[0] - 60) + 1 : 0;
      til = Math.max(tekst.lastIndexOf(" ", fra + maks), fra + 1);
      if (fra + maks >= tekst.length) til = tekst.length;
    }
    const ut = fra ? [["… ", 0]] : [];
    let nå = fra;
    for (const [a, b] of merker) {
      if (a < fra || b > til) continue;
      if (a > nå) ut.push([tekst.slice(nå, a), 0]);
      ut.push([tekst.slice(a, b), 1]);
      nå = b;
    }
    if (nå < til) ut.push([tekst.slice(nå, til), 0]);
    if (til < tekst.length) ut.push([" …", 0]);
    return ut;
  }

  async function vist(nr, er, poeng) {
    const b = bolk(kjerne.tekststart, nr);
    const [adresse, tittel, sti, kode, tekst] = (await fil(`d${b}.json`))[nr - kjerne.tekststart[b]];
    const ord = new Set();
    const [visTittel, utdrag] = [merk(tittel, er, ord), merk(tekst, er, ord, 170)];
    return { adresse, kode, sti, tittel: visTittel, utdrag, ord: [...ord].slice(0, 40), poeng };
  }

  /** The words of titles that are most like what was typed. */
  function forslag(tekst) {
    const typet = [...ordI(tekst)].filter(([o]) => !stopp.has(flat(o))).map(([o]) => term(o)).filter((t) => t.length > 2);
    const funn = [];
    for (const [i, ord] of vis) {
      if (/\d/.test(ord) || ord.length < 3) continue;
      for (const t of typet) {
        const feil = avstand(t, ordbok[i], 6); // 7 is "more than six": near to nothing, however long the words
        const a = feil / Math.max(t.length, ordbok[i].length);
        if (feil < 7 && a < LIKT) funn.push([a, ord]);
      }
    }
    return [...new Set(funn.sort((a, b) => a[0] - b[0]).map(([, o]) => o))].slice(0, 4);
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
