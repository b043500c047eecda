// Keeps the page of one visit's notebook on the device, so that it opens without network.
// It answers for that page and its files alone; every other request passes it by.
// Before these lines stands `self.SHELL`: the page, its files, the name of their cache.

const { page, files, cache, prefix } = self.SHELL;
const kept = new Set([page, ...files]);

self.addEventListener("install", (event) => {
  event.waitUntil(fill().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetEarlier().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin || !kept.has(pathname)) return;
  event.respondWith(answer(event.request, pathname));
});

async function fill() {
  const shelf = await caches.open(cache);
  // A page that sends elsewhere is the one that asks who one is: it is never kept.
  const fetched = await fetch(page, { redirect: "error", cache: "no-store" });
  if (!fetched.ok) throw new Error(`The notebook answers ${fetched.status}.`);
  await shelf.put(page, fetched);
  await shelf.addAll(files);
}

async function forgetEarlier() {
  const names = await caches.keys();
  const earlier = names.filter((name) => name.startsWith(prefix) && name !== cache);
  await Promise.all(earlier.map((name) => caches.delete(name)));
}

async function answer(request, pathname) {
  const shelf = await caches.open(cache);
  return (await shelf.match(pathname)) ?? fetch(request);
}
