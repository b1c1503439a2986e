// Published as sw.js by `UTEN_NETT=av make bygg`: lets go of all that earlier versions kept, and of the pages.
// It answers no request, so an open page speaks with the server from the moment this one takes over.
const sw = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
sw.addEventListener("install", () => sw.skipWaiting());
sw.addEventListener("activate", (hendelse) =>
  hendelse.waitUntil(
    (async () => {
      await caches.delete(`une-handboka ${sw.registration.scope}`);
      await sw.clients.claim();
      await sw.registration.unregister();
    })(),
  ),
);
