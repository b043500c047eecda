// The service worker of the notebook, from the day it is taken along to the day the device is wiped.

const PREFIX = (visit) => `carnet-${visit}-`;

export const isSecure = () => window.isSecureContext && "serviceWorker" in navigator;

/** Install the worker; resolve once the page would open without network. */
export async function standWithoutNetwork(address) {
  await navigator.serviceWorker.register(address);
  await navigator.serviceWorker.ready;
}

/** Leave nothing on the device: notes, page, worker. */
export async function erase(locker, visit) {
  await locker.destroy();
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX(visit))).map((name) => caches.delete(name)));
  const registration = await navigator.serviceWorker.getRegistration();
  await registration?.unregister();
}
