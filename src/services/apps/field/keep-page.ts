/** Keeps the page 持ち出し帳 on this device, so that it opens without a line. */
import { staffPaths } from '#ui/paths';

/** The line broke meanwhile, or the office has just been renewed: to be tried again. */
export class PageNotKept extends Error {}

/** Resolves when the page would open without a line; fails where the browser cannot. */
export async function keepPage(): Promise<void> {
  const { serviceWorker } = navigator as Partial<Navigator>;
  if (serviceWorker === undefined) throw new Error('no service workers here');
  const registered = await serviceWorker
    .register(staffPaths.fieldWorker, { scope: '/field/' })
    .catch(() => Promise.reject(new PageNotKept()));
  // Otherwise a browser that runs out of space throws away what was not sent yet. It may say no; nothing depends on it.
  void navigator.storage?.persist?.().catch(() => false);
  if (registered.active !== null) return;
  const worker = registered.installing ?? registered.waiting;
  await new Promise<void>((resolve, reject) => {
    const look = (): void => {
      if (worker === null || worker.state === 'activated') resolve();
      else if (worker.state === 'redundant') reject(new PageNotKept());
    };
    worker?.addEventListener('statechange', look);
    look();
  });
}
