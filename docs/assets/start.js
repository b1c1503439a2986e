// Runs before the first paint: says that script runs (what script alone can serve is hidden until then, and must not
// come later and push the page down), which language the reader may want, and sets the colours. A file, not a line in each page, so that the content
// security policy is one fixed line; a plain script and not a module, since modules wait for the page.
(() => {
  const side = document.documentElement;
  side.className = "js";
  // The browser's language proposes nynorsk, where the page has it, and does no more (stil.css).
  if (/^nn\b/i.test(navigator.languages?.find((en) => /^(nn|nb|no)\b/i.test(en)) ?? "")) side.dataset.oensker = "nn";
  const skript = /** @type {HTMLScriptElement} */ (document.currentScript);
  const nøkkel = `${new URL("..", skript.src).pathname}utseende`;
  const mørk = matchMedia("(prefers-color-scheme: dark)");
  let valgt = "";
  try {
    valgt = localStorage.getItem(nøkkel) ?? "";
  } catch {
    // a browser that keeps nothing: the device decides
  }
  function farg() {
    const slate = valgt === "moerkt" || (valgt !== "lyst" && mørk.matches);
    side.setAttribute("data-md-color-scheme", slate ? "slate" : "default");
    /** @type {NodeListOf<HTMLInputElement>} */
    const knapper = document.querySelectorAll("[name=utseende]");
    for (const knapp of knapper) knapp.checked = knapp.value === valgt;
  }
  farg();
  addEventListener("DOMContentLoaded", farg);
  addEventListener("pageshow", farg); // a page brought back holds the choice it was left with
  mørk.addEventListener("change", farg);
  addEventListener("storage", ({ key, newValue }) => {
    if (key !== nøkkel) return;
    valgt = newValue ?? "";
    farg();
  });
  addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.name !== "utseende") return;
    valgt = target.value;
    farg();
    try {
      if (valgt) localStorage.setItem(nøkkel, valgt);
      else localStorage.removeItem(nøkkel);
    } catch {
      // it holds for this page
    }
  });
})();
