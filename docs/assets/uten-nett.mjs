// The page's side of «uten nett»: starts the worker, says what the reader should know, and serves the form where the
// calculators are kept. Texts stand in partials/stripe.html and partials/uten-nett.html. Nothing is stored from here,
// and nothing typed is sent to the worker.

const stripe = document.getElementById("stripe");
/** @type {HTMLFormElement | null} */
const skjema = document.querySelector("form[data-uten-nett]");
const egen = document.documentElement.dataset.utgave;
const rot = new URL(stripe.dataset.base.replace(/\/?$/, "/"), location.href);
const sw = navigator.serviceWorker;
const spar = Boolean(/** @type {any} */ (navigator).connection?.saveData);
/** @param {number} ms */
const pause = (ms) => new Promise((ferdig) => setTimeout(ferdig, ms));

/** Ask a worker; `tell` hears of progress. Gives the answer, or throws the kind of trouble.
 *  @param {ServiceWorker} arbeider @param {{ gjoer: string, sti?: string, spar?: boolean }} melding
 *  @param {(andel: number) => void} tell @param {AbortSignal} [stopp] @returns {Promise<any>} */
function spør(arbeider, melding, tell = () => {}, stopp = undefined) {
  return new Promise((ferdig, nei) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      if ("feil" in data) nei(data.feil);
      else if ("andel" in data) tell(data.andel);
      else ferdig(data.svar);
    };
    stopp?.addEventListener("abort", () => port1.postMessage("stopp"), { once: true });
    arbeider.postMessage(melding, [port2]);
  });
}

// --- One sentence at a time ---------------------------------------------------------------------------------------

/** The paragraphs of a live region. @param {Element} felt */
const avsnittI = (felt) => /** @type {HTMLElement[]} */ ([...felt.children]);
/** Show one of the paragraphs of a live region, put in anew so that it is read aloud; "" shows none.
 *  @param {Element} felt @param {string} navn */
function vis(felt, navn) {
  for (const avsnitt of avsnittI(felt)) {
    const valgt = Object.values(avsnitt.dataset).includes(navn);
    avsnitt.hidden = !valgt;
    if (valgt) felt.append(avsnitt);
  }
}
const prøv = document.querySelector("[data-proev-igjen]");
const vist = () => avsnittI(stripe).find((avsnitt) => !avsnitt.hidden)?.dataset.stripe ?? "";
const uten = () => prøv !== null || vist() === "borte" || vist() === "treg";

// --- A new version --------------------------------------------------------------------------------------------------

/** @type {ServiceWorkerRegistration} */
let reg;
let sist = 0;
let avvist = false; // the reader has read of the new version, and goes on with this one

/** @param {ServiceWorker} arbeider */
const installert = (arbeider) =>
  new Promise((ferdig) => {
    const se = () => arbeider.state !== "installing" && ferdig(arbeider);
    arbeider.addEventListener("statechange", se);
    se();
  });

/** Compare this page with the newest version there is. The page may itself be newer than the worker that answers, so
 *  where they differ and no other worker waits, the server is asked (`spurt`: it has been) before the reader is told. */
async function sammenlign(spurt = false) {
  if (reg.installing) await installert(reg.installing);
  const nyest = reg.waiting ?? reg.active;
  if (!nyest) return;
  const utgave = await spør(nyest, { gjoer: "utgave" });
  if (utgave === egen) {
    if (nyest === reg.waiting) nyest.postMessage({ gjoer: "vent" });
  } else if (!spurt && nyest !== reg.waiting) await spørTjeneren();
  else if (!avvist) vis(stripe, "ny");
}

/** Ask the server for a newer version. An answer also tells that the net is back. */
async function spørTjeneren() {
  sist = Date.now();
  try {
    await reg.update();
  } catch {
    return;
  }
  if (prøv) return location.reload(); // the page for «uten nett»: the one asked for can be had now
  if (uten()) vis(stripe, "");
  await sammenlign(true);
}

async function lastInn() {
  if (reg?.waiting) {
    const skifte = new Promise((ferdig) => sw.addEventListener("controllerchange", ferdig, { once: true }));
    reg.waiting.postMessage({ gjoer: "overta" });
    await Promise.race([skifte, pause(3000)]);
  }
  location.reload(); // what was typed comes back from the tab's own history (kalkulator.mjs)
}

function holdØye() {
  const vedBehov = () => {
    if (document.hidden) return;
    if (uten() || Date.now() - sist > 30 * 60_000) spørTjeneren();
  };
  addEventListener("online", spørTjeneren);
  document.addEventListener("visibilitychange", vedBehov);
  addEventListener("pageshow", vedBehov);
  reg.addEventListener("updatefound", () => sw.controller && sammenlign());
  sw.addEventListener("controllerchange", () => sammenlign());
  const vakt = setInterval(() => {
    if (uten()) vedBehov();
    else clearInterval(vakt);
  }, 10_000);
  sist = Date.now();
}

// --- The form: keep the calculators, or let all go ------------------------------------------------------------------

/** @param {HTMLFormElement} skjema @param {() => ServiceWorker} arbeider */
function koble(skjema, arbeider) {
  const felt = skjema.querySelector("[role=status]");
  // The state on arrival is not news; what follows a press of a button is.
  skjema.addEventListener("click", () => felt.removeAttribute("aria-live"), { capture: true });
  const måler = skjema.querySelector("progress");
  /** @type {Record<string, HTMLButtonElement>} */
  const knapper = Object.fromEntries(
    ["lagre", "avbryt", "fjern"].map((navn) => [navn, skjema.querySelector(`[data-${navn}]`)]),
  );
  /** @type {AbortController | null} */
  let stopp = null;

  /** Which buttons there are; focus follows when its own is gone. @param {string[]} synlige */
  function stell(...synlige) {
    const fokus = Object.values(knapper).find((knapp) => knapp === document.activeElement);
    for (const [navn, knapp] of Object.entries(knapper)) knapp.hidden = !synlige.includes(navn);
    måler.hidden = !synlige.includes("avbryt");
    if (fokus?.hidden) knapper[synlige[0]].focus();
  }

  /** @param {string} [melding] */
  async function tegn(melding) {
    const { noe, python } = await spør(arbeider(), { gjoer: "tilstand" });
    vis(felt, melding ?? (python ? "lagret" : "ingen"));
    stell(...(python ? [] : ["lagre"]), ...(noe ? ["fjern"] : []));
  }
  /** @param {string} slag */
  const svikter = (slag) =>
    tegn(slag).catch(() => {
      vis(felt, slag);
      stell("lagre");
    });

  async function lagre() {
    stopp = new AbortController();
    navigator.storage?.persist?.().catch(() => {}); // the reader's own wish: ask the browser not to clear it away
    måler.value = 0;
    vis(felt, "henter");
    stell("avbryt");
    let fortalt = 0;
    /** @param {number} andel */
    const tell = (andel) => {
      måler.value = andel;
      // A screen reader hears of each quarter, not of each packet.
      if (andel < fortalt + 0.25) return;
      fortalt = Math.floor(andel * 4) / 4;
      felt.querySelector("[data-prosent]").textContent = String(Math.round(fortalt * 100));
    };
    felt.querySelector("[data-prosent]").textContent = "0";
    try {
      await spør(arbeider(), { gjoer: "python" }, tell, stopp.signal);
      await tegn("ferdig");
    } catch (slag) {
      await svikter(/** @type {string} */ (slag));
    }
  }

  knapper.lagre.addEventListener("click", lagre);
  knapper.avbryt.addEventListener("click", () => stopp.abort());
  knapper.fjern.addEventListener("click", () =>
    spør(arbeider(), { gjoer: "fjern" }).then(() => tegn("fjernet")).catch(svikter),
  );
  skjema.addEventListener("submit", (hendelse) => hendelse.preventDefault());
  skjema.hidden = false;
  return () => (stopp ? undefined : tegn().catch(svikter));
}

function kanIkke() {
  if (!skjema) return;
  skjema.hidden = false;
  vis(skjema.querySelector("[role=status]"), "nektet");
}

// --- Start: when the page has nothing else to do --------------------------------------------------------------------

// Who has used a calculator has its files already; kept, they answer on the train too. Heard from the first moment:
// the form may be sent before the worker is there.
const brukt = new Promise((ja) =>
  document.querySelector("form[data-kalkulator]")?.addEventListener("submit", ja, { once: true }),
);

async function start() {
  try {
    reg = await sw.register(new URL("sw.js", rot), { scope: rot.pathname, updateViaCache: "none" });
    await sw.ready;
  } catch {
    return kanIkke();
  }
  const arbeider = () => reg.active;
  holdØye();
  const tegn = skjema && koble(skjema, arbeider);
  await tegn?.();
  brukt.then(() => spør(arbeider(), { gjoer: "python" })).then(tegn, () => {});
  const sti = location.href.slice(rot.href.length).split(/[?#]/)[0];
  await spør(arbeider(), { gjoer: "fyll", sti, spar }).catch(() => {});
  await tegn?.();
  await sammenlign();
}

stripe.querySelector("[data-last-inn]").addEventListener("click", lastInn);
stripe.querySelector("[data-lukk]").addEventListener("click", () => {
  avvist = true;
  vis(stripe, "");
});
prøv?.addEventListener("click", () => location.reload());
if (vist()) setTimeout(vis, 300, stripe, vist()); // put in after the page was read, so that it is announced
if (location.protocol !== "file:") {
  sw?.addEventListener("message", ({ data, ports }) => data?.spoer === "utgave" && ports[0]?.postMessage(egen));
  sw?.startMessages();
  // Without a stamp the site was not finished by macros/uten_nett.py: there is no worker to start.
  if (!sw) kanIkke();
  else if (egen) {
    const rolig = () => (window.requestIdleCallback ?? setTimeout)(start);
    if (document.readyState === "complete") rolig();
    else addEventListener("load", rolig, { once: true });
  }
}
