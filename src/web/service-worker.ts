/**
 * Keeps the site for when there is no network. What a build names by its contents never changes, so it is taken from what
 * is kept; everything else is asked for first.
 */

/** As much of a service worker as is used here: its types and those of a page cannot be loaded together. */
interface WorkerScope {
  addEventListener(name: 'install' | 'activate' | 'message', listen: (event: LongEvent) => void): void;
  addEventListener(name: 'fetch', listen: (event: FetchEvent) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  readonly registration: { readonly scope: string };
}

interface LongEvent {
  waitUntil(work: Promise<unknown>): void;
}

interface FetchEvent extends LongEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

const scope = globalThis as unknown as WorkerScope;
const CACHE = 'endgame-lab';
/** Files that are named by their contents. */
const UNCHANGING = /\/assets\/[^/]+$/;

scope.addEventListener('install', (event) => event.waitUntil(keepAll().then(() => scope.skipWaiting())));
scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()));
// A page has been loaded: there may be a newer build.
scope.addEventListener('message', (event) => event.waitUntil(keepAll()));
scope.addEventListener('fetch', (event) => {
  const { method, url, headers } = event.request;
  // Parts of tables are not kept: a cache holds whole answers.
  if (method !== 'GET' || !url.startsWith(scope.registration.scope) || headers.has('Range')) return;
  event.respondWith(UNCHANGING.test(url) ? keptFirst(event.request) : networkFirst(event.request));
});

/** Keeps what the build lists, and drops what it does not list any more. */
async function keepAll(): Promise<void> {
  const response = await fetch('precache.json', { cache: 'no-cache' });
  if (!response.ok) return;
  const listed = ((await response.json()) as string[]).map((path) => new URL(path, scope.registration.scope).href);
  const cache = await caches.open(CACHE);
  const kept = await cache.keys();
  const known = new Set(kept.map(({ url }) => url));
  await cache.addAll(listed.filter((url) => !known.has(url) || !UNCHANGING.test(url)));
  const old = kept.filter(({ url }) => UNCHANGING.test(url) && !listed.includes(url));
  await Promise.all(old.map((request) => cache.delete(request)));
}

async function keptFirst(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? (await networkFirst(request));
}

async function networkFirst(request: Request): Promise<Response> {
  try {
    const response = await fetch(request);
    if (response.status === 200) await (await caches.open(CACHE)).put(request, response.clone());
    return response;
  } catch (error) {
    const kept = await caches.match(request, { ignoreSearch: true });
    if (kept === undefined) throw error;
    return kept;
  }
}
