// The answer taken along: on paper, as a link, as text, in a calendar.

import { knapp, lag, navn, tekster } from "./side.mjs";

/** The address of this answer; the part after # never leaves the browser. @param {string} fragment */
function adressen(fragment) {
  /** @type {HTMLLinkElement | null} */
  const kanonisk = document.querySelector("link[rel=canonical]");
  return new URL(`#${fragment}`, new URL(kanonisk?.href ?? location.pathname, location.href)).href;
}

/** @param {import("./svar.mjs").Svar} svar */
export function taMed({ rettet, ta_med: { lenke: fragment, ics, tekst } }) {
  const status = lag("p", {});
  status.setAttribute("role", "status");
  const felt = lag("textarea", { readOnly: true, hidden: true, rows: 4 });
  felt.setAttribute("aria-label", tekster["til-kopiering"]);

  /** @param {string} hva @param {string} sagt */
  const kopier = (hva, sagt) => async () => {
    status.textContent = "";
    felt.hidden = true;
    try {
      await navigator.clipboard.writeText(hva);
      status.textContent = sagt;
    } catch {
      felt.hidden = false;
      felt.value = hva;
      felt.focus();
      felt.select();
      status.textContent = tekster["kopier-selv"];
    }
  };
  const lagre = () => {
    const href = URL.createObjectURL(new Blob([ics], { type: "text/calendar;charset=utf-8" }));
    lag("a", { href, download: `${navn}.ics` }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
    status.textContent = tekster["kalender-lagret"];
  };

  const knapper = [
    knapp("secondary", tekster["skriv-ut"], () => print()),
    knapp("secondary", tekster["kopier-tekst"], kopier(tekst, tekster["kopiert-tekst"])),
  ];
  if (rettet) {
    knapper.unshift(knapp("secondary", tekster["kopier-rettet"], kopier(rettet, tekster["kopiert-rettet"])));
  }
  if (ics) knapper.push(knapp("secondary", tekster.kalender, lagre));
  const omLenken = lag("p", { id: `${navn}-om-lenken`, className: "om-lenken", textContent: tekster["om-lenken"] });
  if (fragment) {
    const kopierLenken = kopier(adressen(fragment), tekster["kopiert-lenke"]);
    const lenkeknapp = knapp("secondary", tekster["kopier-lenke"], kopierLenken);
    lenkeknapp.setAttribute("aria-describedby", omLenken.id);
    knapper.splice(1, 0, lenkeknapp);
  }
  const rad = lag("div", { className: "handlinger" }, ...knapper);
  return lag("div", { className: "taes-med" }, rad, status, felt, fragment ? omLenken : null);
}
