// Buttons that copy one thing alone: in a frame of the form, of what is filled in there, and in the answer.

import { regn } from "./arbeider.mjs";
import { tømFeil, visFeil } from "./feil.mjs";
import { alle, finn, form, knapp, lag } from "./side.mjs";
import { les } from "./verdier.mjs";

/** Put the text on the clipboard; false where the browser does not let us. The text may still be on its way: Safari
 *  wants to be asked while the reader's press is fresh, and to wait for it itself. @param {Promise<string>} tekst */
async function kopier(tekst) {
  try {
    if (typeof ClipboardItem === "undefined") await navigator.clipboard.writeText(await tekst);
    else {
      const fil = tekst.then((ferdig) => new Blob([ferdig], { type: "text/plain" }));
      fil.catch(() => {}); // told by `tekst` itself
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": fil })]);
    }
    return true;
  } catch {
    return false;
  }
}

/** Let `knappen` copy what `hent` gives (nothing where there are errors to mend), and tell of it below.
 *  @param {HTMLButtonElement} knappen @param {DOMStringMap} ord @param {() => Promise<string>} hent
 *  @param {HTMLElement} verdi where the text stands */
function giKopiering(knappen, ord, hent, verdi) {
  const sagt = lag("p", { className: "sagt" });
  sagt.setAttribute("role", "status");
  knappen.after(sagt);
  knappen.addEventListener("click", async () => {
    sagt.textContent = "";
    const tekst = hent();
    const kopiert = await kopier(tekst);
    const funnet = await tekst.catch(() => "");
    verdi.textContent = funnet;
    verdi.hidden = !funnet;
    if (!funnet) return;
    if (!kopiert) getSelection().selectAllChildren(verdi);
    sagt.textContent = kopiert ? ord.kopiert : ord.ikkeKopiert;
  });
  return sagt;
}

/** The buttons of the frames, drawn for those who have scripts. */
export function giVerktøy() {
  for (const del of alle("[data-verktoey]", form)) {
    const verdi = lag("p", { className: "ferdig", hidden: true });
    del.prepend(verdi);
    const hent = () =>
      new Promise((ja, nei) => {
        regn({ ...les(), gruppe: del.dataset.verktoey }, (svar) => {
          tømFeil();
          if (svar.status !== "feil") return ja(svar.linjer[0].verdi);
          visFeil(svar.feil);
          nei(new Error(svar.svar));
        });
      });
    const sagt = giKopiering(finn("button", del), del.dataset, hent, verdi);
    const tøm = () => {
      verdi.hidden = true;
      sagt.textContent = "";
    };
    del.closest("fieldset").addEventListener("input", tøm); // what was made is no longer what is filled in
    form.addEventListener("reset", tøm);
    del.hidden = false;
  }
}

/** The same button for a line of the answer. @param {string} kode @param {HTMLElement} verdi */
export function kopiknapp(kode, verdi) {
  const del = finn(`[data-verktoey="${kode}"]`, form);
  const knappen = knapp("secondary", finn("button", del).textContent, () => {});
  const ramme = lag("div", { className: "verktoey" }, knappen);
  giKopiering(knappen, del.dataset, () => Promise.resolve(verdi.textContent), verdi);
  return ramme;
}
