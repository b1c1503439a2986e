// Published as sw.js by `UTEN_NETT=av make bygg`: lets go of all that earlier versions kept, and of the pages.
// It answers no request, so an open page speaks with the server from the moment this one takes over.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (hendelse) =>
  hendelse.waitUntil(
    (async () => {
      await caches.delete(`une-handboka ${registration.scope}`);
      await clients.claim();
      await registration.unregister();
    })(),
  ),
);
