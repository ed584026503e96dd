/** Milliseconds after which the site is kept: what is on the screen comes first. */
const LATER = 2000;

/** Has a service worker keep the site, so that it opens without a network; not while it is written. */
export function keepForOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  setTimeout(() => {
    navigator.serviceWorker
      .register('sw.js')
      .then(({ active }) => active?.postMessage('loaded'))
      .catch((error: unknown) => console.warn('the site is not kept for offline use', error));
  }, LATER);
}
