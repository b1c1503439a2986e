// Errors: one at its field, and all of them in the summary above the button.

import { alle, finn, form, lag, oppsummering } from "./side.mjs";
import { brettUt } from "./verdier.mjs";

/** @param {string} felt */
const feilsted = (felt) => finn(`[data-feil-for="${CSS.escape(felt)}"]`);

/** What takes focus for a field: of radio buttons and of lists, the first. @param {string} felt */
function kontroll(felt) {
  /** @type {any} */
  const funnet = form.elements.namedItem(felt);
  return funnet?.length ? funnet[0] : (funnet ?? feilsted(felt)?.parentElement.querySelector("input"));
}

/** @param {string} felt @param {string} tekst empty where the field is in order again */
export function settFeil(felt, tekst) {
  const sted = feilsted(felt);
  if (!sted) return;
  sted.textContent = tekst;
  sted.hidden = !tekst;
  /** @type {any} */
  const inn = form.elements.namedItem(felt);
  if (!inn?.setAttribute) return;
  const beskrivelser = new Set((inn.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  if (tekst) {
    beskrivelser.add(sted.id);
    inn.setAttribute("aria-invalid", "true");
  } else {
    beskrivelser.delete(sted.id);
    inn.removeAttribute("aria-invalid");
  }
  inn.setAttribute("aria-describedby", [...beskrivelser].join(" "));
  if (!beskrivelser.size) inn.removeAttribute("aria-describedby");
}

export const harFeil = () => alle("[data-feil-for]").some((sted) => !sted.hidden);

/** Take away the errors that have been mended. @param {{ felt: string }[]} feil */
export function beholdFeil(feil) {
  const igjen = new Set(feil.map(({ felt }) => felt));
  for (const sted of alle("[data-feil-for]"))
    if (!sted.hidden && !igjen.has(sted.dataset.feilFor)) settFeil(sted.dataset.feilFor, "");
  for (const punkt of alle("li", oppsummering)) if (!igjen.has(punkt.dataset.felt)) punkt.remove();
  if (!alle("li", oppsummering).length) oppsummering.hidden = true;
}

export const tømFeil = () => beholdFeil([]);

/** The control that a field is shown by, which may be another than itself. @param {Element} et in the field */
export const synligKontroll = (et) =>
  alle("input", et.closest(".ds-field, fieldset")).find((inn) => inn.checkVisibility() && !inn.ariaHidden);

/** @param {{ felt: string, melding: string }[]} feil */
export function visFeil(feil) {
  const punkter = feil.map(({ felt, melding: tekst }) => {
    settFeil(felt, tekst);
    const mål = kontroll(felt);
    const punkt = lag("li");
    punkt.dataset.felt = felt;
    if (!mål) {
      punkt.textContent = tekst;
      return punkt;
    }
    brettUt(mål);
    const peker = lag("a", { href: `#${mål.id}`, textContent: tekst });
    peker.addEventListener("click", (hendelse) => {
      hendelse.preventDefault();
      mål.dispatchEvent(new Event("vis", { bubbles: true }));
      (mål.checkVisibility() ? mål : synligKontroll(mål))?.focus();
    });
    punkt.append(peker);
    return punkt;
  });
  finn("ul", oppsummering).replaceChildren(...punkter);
  oppsummering.hidden = false;
  oppsummering.focus();
}
