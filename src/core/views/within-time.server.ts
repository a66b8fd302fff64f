/** A question without an index may be slow, but not for ever, and it ends when nobody waits for it any more. */
import { fail, type Result } from '#kernel/result';
import type { Database } from '#platform/db.server';
import { allow, cancel, runningOf } from './explain.sql.ts';
import type { OpenApp } from './open-app.server.ts';

/** Longest time of one statement of a question. */
export const patienceMs = 8_000;

export interface Patience {
  milliseconds?: number;
  /** Whoever asks may go away: the request's signal, and connections of the same login. */
  asker?: { signal: AbortSignal; db: Database };
}

/** The transaction cannot go on after a question that was ended: callers end it with the failure. */
export async function withinTime<T>(
  open: OpenApp,
  ask: () => Promise<Result<T>>,
  { milliseconds = patienceMs, asker }: Patience = {},
): Promise<Result<T>> {
  await allow(open, milliseconds);
  const leave = asker === undefined ? undefined : await whenLeft(open, asker);
  try {
    return await ask();
  } catch (error) {
    // 57014: the statement was cancelled, by its time or by whoever asked.
    if ((error as { code?: unknown }).code !== '57014') throw error;
    return fail(
      'unavailable',
      'この条件で探すのに時間がかかりすぎたため、やめました。条件を足すか、「速くする」で索引を作ってください。',
    );
  } finally {
    leave?.();
  }
}

/** Cancels while the question runs; gives what ends the waiting. */
async function whenLeft(open: OpenApp, { signal, db }: NonNullable<Patience['asker']>): Promise<() => void> {
  const running = await runningOf(open);
  // A cancellation that fails leaves the question to its time.
  const stop = () => void cancel(db, running).catch(() => undefined);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  return () => signal.removeEventListener('abort', stop);
}
