/**
 * The service worker below /field/: keeps the page 持ち出し帳 with its scripts and styles, and nothing else. Everything another
 * address asks for goes its way as if there were no worker. A new build waits until no page of the old one is open, so that an old
 * page finds all of its files.
 */
interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchAsked extends WorkerEvent {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Worker {
  /** Written before this script by its route: addresses of the files of this build. */
  fieldFiles: string[];
  addEventListener(type: 'install' | 'activate', work: (event: WorkerEvent) => void): void;
  addEventListener(type: 'fetch', work: (event: FetchAsked) => void): void;
}

const worker = globalThis as unknown as Worker;
const page = '/field/box';
const prefix = 'field:';
const kept = `${prefix}1:${worker.fieldFiles.join(' ')}`;

worker.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(kept);
      // Never a page that asks to sign in.
      const ask = (address: string) => new Request(address, { cache: 'reload', redirect: 'error' });
      await cache.addAll([page, ...worker.fieldFiles].map(ask));
    })(),
  );
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const one of await caches.keys())
        if (one.startsWith(prefix) && one !== kept) await caches.delete(one);
    })(),
  );
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (pathname !== page && !worker.fieldFiles.includes(pathname)) return;
  event.respondWith(
    (async () => {
      const cache = await caches.open(kept);
      return (await cache.match(pathname)) ?? fetch(request);
    })(),
  );
});
