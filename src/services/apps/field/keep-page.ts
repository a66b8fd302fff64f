/** Keeps the page 持ち出し帳 on this device, so that it opens without a line. */
import { staffPaths } from '#ui/paths';

/** Resolves when the page would open without a line; fails where the browser cannot. */
export async function keepPage(): Promise<void> {
  const registered = await navigator.serviceWorker.register(staffPaths.fieldWorker, { scope: '/field/' });
  // Otherwise a browser that runs out of space throws away what was not sent yet. It may say no; nothing depends on it.
  void navigator.storage?.persist?.().catch(() => false);
  if (registered.active !== null) return;
  const worker = registered.installing ?? registered.waiting;
  await new Promise<void>((resolve, reject) => {
    const look = (): void => {
      if (worker === null || worker.state === 'activated') resolve();
      else if (worker.state === 'redundant') reject(new Error('the worker was not installed'));
    };
    worker?.addEventListener('statechange', look);
    look();
  });
}
