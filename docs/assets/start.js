// Runs before the first paint: says that script runs (what script alone can serve is hidden until then, and must not
// come later and push the page down), and sets the colours. A file, not a line in each page, so that the content
// security policy is one fixed line; a plain script and not a module, since modules wait for the page.
(() => {
  const side = document.documentElement;
  side.className = "js";
  const noekkel = `${new URL("..", document.currentScript.src).pathname}utseende`;
  const moerk = matchMedia("(prefers-color-scheme: dark)");
  let valgt = "";
  try {
    valgt = localStorage.getItem(noekkel) ?? "";
  } catch {
    // a browser that keeps nothing: the device decides
  }
  function farg() {
    const slate = valgt === "moerkt" || (valgt !== "lyst" && moerk.matches);
    side.setAttribute("data-md-color-scheme", slate ? "slate" : "default");
    for (const knapp of document.querySelectorAll("[name=utseende]")) knapp.checked = knapp.value === valgt;
  }
  farg();
  addEventListener("DOMContentLoaded", farg);
  addEventListener("pageshow", farg); // a page brought back holds the choice it was left with
  moerk.addEventListener("change", farg);
  addEventListener("storage", ({ key, newValue }) => {
    if (key !== noekkel) return;
    valgt = newValue ?? "";
    farg();
  });
  addEventListener("change", ({ target }) => {
    if (target.name !== "utseende") return;
    valgt = target.value;
    farg();
    try {
      if (valgt) localStorage.setItem(noekkel, valgt);
      else localStorage.removeItem(noekkel);
    } catch {
      // it holds for this page
    }
  });
})();
