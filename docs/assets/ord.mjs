// The few sentences that no page brings along: the search's own, and the name of a table. A test holds the two
// languages to the same keys, and looks each word up.

export const ORD = {
  nb: {
    ledig: "Skriv det du leter etter",
    venter: "Gjør klart søket …",
    likner: "Ordene under likner.",
    ingenting: "Håndboka har ikke noe om dette. Under ser du hvem du kan spørre.",
    sviktet: "Søket lot seg ikke laste. Last siden på nytt, eller bruk menyen.",
    spoerHeller: "Spør heller ",
    eller: " eller ",
    menteDu: "Mente du: ",
    gjelder: "Gjelder det vervet, reisen eller betalingen, svarer UNE på det håndboka ikke sier. ",
    hvem: "Se hvem du kan spørre",
    viser: "Viser {vist} av {antall} treff",
    treff: "{antall} treff",
    ingenTreff: "Ingen treff på «{ord}».",
    paa: "{tall} på «{ord}»",
    tabell: "Tabell {nr} på siden",
  },
  nn: {
    ledig: "Skriv det du leitar etter",
    venter: "Gjer klart søket …",
    likner: "Orda under liknar.",
    ingenting: "Handboka har ikkje noko om dette. Under ser du kven du kan spørje.",
    sviktet: "Søket lét seg ikkje laste. Last sida på nytt, eller bruk menyen.",
    spoerHeller: "Spør heller ",
    eller: " eller ",
    menteDu: "Meinte du: ",
    gjelder: "Gjeld det vervet, reisa eller betalinga, svarer UNE på det handboka ikkje seier. ",
    hvem: "Sjå kven du kan spørje",
    viser: "Viser {vist} av {antall} treff",
    treff: "{antall} treff",
    ingenTreff: "Ingen treff på «{ord}».",
    paa: "{tall} på «{ord}»",
    tabell: "Tabell {nr} på sida",
  },
};

export const mål = document.documentElement.lang === "nn" ? "nn" : "nb";

/** Say it in the language of the page, its {places} filled in.
 *  @param {keyof typeof ORD.nb} kode @param {Record<string, string | number>} verdier */
export const sagt = (kode, verdier = {}) =>
  ORD[mål][kode].replace(/\{(\w+)\}/g, (_, plass) => String(verdier[plass] ?? ""));
