// How the line is, told by how the page itself came over it: nothing is fetched to find out.

const TREG = 250; // bytes a ms, or 2 Mbit/s: below it, what is least to fetch is soonest there
const NOK = 5000; // bytes that must have come before they tell anything

/** The name to give the worker: «treg» on a slow line, and where the reader saves data. */
export function linje() {
  if (/** @type {any} */ (navigator).connection?.saveData) return "treg";
  // What a service worker brings has not come over the line; the page itself has, all the same.
  const slag = navigator.serviceWorker?.controller ? ["navigation"] : ["navigation", "resource"];
  const hentet = slag
    .flatMap((et) => /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType(et)))
    .filter(({ transferSize, encodedBodySize, responseEnd }) => transferSize > 0 && encodedBodySize > 0 && responseEnd > 0)
    .sort((a, b) => a.responseStart - b.responseStart);
  let [bytes, ms, til] = [0, 0, 0]; // time in which anything came, counted once
  for (const { encodedBodySize, responseStart, responseEnd } of hentet) {
    bytes += encodedBodySize;
    ms += Math.max(0, responseEnd - Math.max(til, responseStart));
    til = Math.max(til, responseEnd);
  }
  return bytes > NOK && bytes < TREG * ms ? "treg" : "";
}
