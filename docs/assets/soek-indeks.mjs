// Reads the index of the search as macros/nettsted/soekeindeks.mjs wrote it: the words of the kernel at once, the rest
// when it is asked for. Knows how it is packed, nothing of questions.

const FORMAT = 4; // the same number as in macros/nettsted/soekeindeks.mjs
const PREG = { null: "P".charCodeAt(0), trinn: 2 }; // likewise

/** Numbers from the gaps between them. @param {number[]} gap */
export const tallene = (gap) => {
  let nå = 0;
  return gap.map((steg) => (nå += steg));
};

/** Where `x` stands in the sorted list, or would stand. */
export function plass(liste, x) {
  let [lav, høy] = [0, liste.length];
  while (lav < høy) {
    const midt = (lav + høy) >> 1;
    if (liste[midt] < x) lav = midt + 1;
    else høy = midt;
  }
  return lav;
}

/** The run that number `nr` belongs to, from where the runs begin. */
export function bolk(starter, nr) {
  const i = plass(starter, nr);
  return starter[i] === nr ? i : i - 1;
}

/** An index over a kernel; `hent(name)` fetches a further file of it. */
export function åpne(kjerne, hent) {
  if (kjerne.format !== FORMAT) throw new Error(`the index has format ${kjerne.format}, not ${FORMAT}`);
  const N = kjerne.antall;
  const ordbok = [];
  for (const bit of kjerne.ordbok.split(" "))
    ordbok.push((ordbok.at(-1) ?? "").slice(0, Number.parseInt(bit[0], 36)) + bit.slice(1));
  const vis = new Map(tallene(kjerne.vis[0]).map((nr, i) => [nr, kjerne.vis[1][i] || ordbok[nr]]));
  for (const kart of [kjerne.syn, kjerne.spoersmaal, kjerne.smaa]) Object.setPrototypeOf(kart, null); // «constructor»
  const sjeldenhet = (antall) => Math.log(1 + (N - antall + 0.5) / (antall + 0.5)) ** 0.75;
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

  /** Have the postings of these terms at hand: where each stands in the text, and in which of the readers' questions. */
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

  const idAv = (t) => {
    const i = plass(ordbok, t);
    return ordbok[i] === t ? i : -1;
  };
  return {
    kjerne,
    N,
    ordbok,
    vis,
    ukjent: sjeldenhet(0), // how rare a word is that nobody wrote
    sidestart: tallene(kjerne.sider),
    leserord: new Set(tallene(kjerne.leserord)),
    bak: new Set(tallene(kjerne.bak)),
    stopp: new Set(kjerne.stopp),
    emner: new Set(kjerne.kjerne),
    poster,
    preg: [...kjerne.preg].map((tegn) => (tegn.charCodeAt(0) - PREG.null) / PREG.trinn),
    fil,
    hentPoster,
    idAv,
    finnes: (t) => idAv(t) >= 0,
  };
}
