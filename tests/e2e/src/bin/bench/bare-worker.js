// Keeps the bare page, so that it too opens with no server: as little as a worker can do.
const PAGE = "/bare.html";
addEventListener("install", (event) => event.waitUntil(caches.open("bare").then((cache) => cache.add(PAGE))));
addEventListener("fetch", (event) => {
  if (new URL(event.request.url).pathname === PAGE) event.respondWith(caches.match(PAGE));
});
