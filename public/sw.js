// The service worker: it keeps the app's own files so that it opens with no signal, and nothing else.
//
// The build puts three lines above: VERSION (hash of everything below and in the list), FILES ([address, SHA-256 of the
// final bytes]) and ROUTES (the app's addresses, all answered with the page "/").
//
// It knows nothing of records and never sees what is sent: only GET of the listed files and routes is answered here.
// Safari has re-sent an empty body for a POST that a worker had touched.
//
// To switch it off for everyone, serve as /sw.js:
//   addEventListener("install", () => skipWaiting());
//   addEventListener("activate", (event) => event.waitUntil((async () => {
//     for (const name of await caches.keys()) if (name.startsWith("app-")) await caches.delete(name);
//     await registration.unregister();
//   })()));
// That removes code alone. Records lie in IndexedDB, which no worker here ever opens.

const CACHE = "app-" + VERSION;
const PATHS = new Set(FILES.map(([path]) => path));
const PATTERNS = ROUTES.map((route) => new RegExp("^" + route.replace(/:[a-z]+/g, "[A-Za-z0-9-]+") + "$"));

// The files of any version: their names have their hash.
const HASHED = /^\/(golden-hour-|guidance\/(first|pack)-)[\w.-]+$/;

// The worker of a handover by codes. The page keeps it in a cache of its own, under the version that it asks for here, and
// clears that cache too: this only answers from it.
const CODES = /^\/codes(_loader\.js|\.js|_bg\.wasm)$/;

// While an hour runs, the version that runs with it stays, also when the app is closed and opened again: the browser then
// puts a newer one in its place unasked. So the worker notes here which version that is, and a newer one goes on serving
// it. An hour that nobody finishes keeps it for no longer than this.
const HOUR = "app-hour";
const KEPT_MS = 12 * 60 * 60 * 1000;

async function hour(runs) {
  if (!runs) await caches.delete(HOUR);
  else if (!(await earlier())) await (await caches.open(HOUR)).put("/", new Response(JSON.stringify([CACHE, Date.now(), [...PATHS]])));
}

const found = (cacheName, path) => caches.match(path, { cacheName, ignoreVary: true });

// The browser may throw single files away.
const whole = async (cacheName, paths) => (await Promise.all(paths.map((path) => found(cacheName, path)))).every(Boolean);

// The cache of the version that is to stay, if that is another than this. One that is not whole would not open, and the
// server no longer has its files: the hour then goes on with this one.
async function earlier() {
  const noted = await found(HOUR, "/");
  const [name, since, paths] = (await noted?.json().catch(() => null)) ?? [CACHE];
  if (name !== CACHE && Date.now() - since < KEPT_MS && (await whole(name, paths))) return name;
}

const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

// "no-cache" asks the server whether a stored copy is still right: a name with a hash has been seen with other bytes.
async function keep(cache, [path, sha256]) {
  const answer = await fetch(path, { cache: "no-cache" });
  if (answer.status !== 200 || answer.redirected) throw new Error(path + " was not served");
  const copy = answer.clone();
  if (hex(await crypto.subtle.digest("SHA-256", await answer.arrayBuffer())) !== sha256) throw new Error(path + " is not this version");
  await cache.put(path, copy);
}

// All or nothing: a half-kept app would not open. The version before stays whole in its own cache.
async function install() {
  try {
    const cache = await caches.open(CACHE);
    await Promise.all(FILES.map((file) => keep(cache, file)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

// Nothing is deleted here: until the new version has really opened, the one before is the only one known to work.
// Claiming matters only for the very first visit, whose page no worker brought.
const activate = () => clients.claim();

async function lookUp(path, request) {
  const other = await earlier();
  return (other && (await found(other, path))) ?? (await found(CACHE, path)) ?? fetch(request);
}

const ready = () => whole(CACHE, [...PATHS]);

// What is missing is fetched again when somebody asks how things stand.
async function mended() {
  if (await ready()) return true;
  const cache = await caches.open(CACHE);
  await Promise.allSettled(FILES.map(async (file) => (await cache.match(file[0], { ignoreVary: true })) || keep(cache, file)));
  return ready();
}

// The app has opened and runs. A newer version that waits or is being fetched keeps its cache.
async function goodStart() {
  if (registration.installing || registration.waiting || (await earlier())) return;
  const old = (name) => name.startsWith("app-") && name !== CACHE && name !== HOUR;
  for (const name of await caches.keys()) if (old(name)) await caches.delete(name);
}

// What the browser can do without this worker, where it can be told so: what is sent does not even pass by here, and
// files whose names have their hash come straight from the cache. What it does not find there it asks the network for, as
// lookUp does. If it refuses, all comes here.
function routes() {
  const { protocol, hostname, port } = location;
  const exactly = (pathname) => ({ protocol, hostname, port, pathname: pathname.replace(/[^\w/-]/g, "\\$&"), search: "" });
  const hashed = FILES.filter(([path]) => HASHED.test(path));
  return [
    { condition: { requestMethod: "PUT" }, source: "network" },
    ...hashed.map(([path]) => ({ condition: { requestMethod: "GET", urlPattern: exactly(path) }, source: { cacheName: CACHE } })),
  ];
}

addEventListener("install", (event) => {
  event.waitUntil(install());
  event.addRoutes?.(routes())?.catch(() => {});
});
addEventListener("activate", (event) => event.waitUntil(activate()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (PATTERNS.some((pattern) => pattern.test(url.pathname))) event.respondWith(lookUp("/", request));
  } else if (!url.search && (PATHS.has(url.pathname) || HASHED.test(url.pathname))) {
    event.respondWith(lookUp(url.pathname, request));
  } else if (CODES.test(url.pathname)) {
    event.respondWith(found("codes-" + url.searchParams.get("v"), url.pathname).then((kept) => kept ?? fetch(request)));
  }
});

addEventListener("message", (event) => {
  const type = event.data?.type;
  // Only a person may ask for this, from Start, with no hour running: the page decides, the worker never does.
  if (type === "skip-waiting") event.waitUntil(skipWaiting());
  if (type === "good-start") event.waitUntil(goodStart());
  if (type === "hour") event.waitUntil(hour(event.data.runs));
  if (type === "status") {
    event.waitUntil(mended().then((ready) => event.ports[0]?.postMessage({ type: "status", version: VERSION, ready })));
  }
});
