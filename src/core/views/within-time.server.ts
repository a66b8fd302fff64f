/** A question without an index may be slow, but not for ever, and it ends when nobody waits for it any more. */
import { fail, type Result } from '#kernel/result';
import { allow } from './explain.sql.ts';
import type { OpenApp } from './open-app.server.ts';

/** Longest time of one statement of a question. */
export const patienceMs = 8_000;

/** The transaction cannot go on after a question that took too long: callers end it with the failure. */
export async function withinTime<T>(
  open: OpenApp,
  ask: () => Promise<Result<T>>,
  milliseconds = patienceMs,
): Promise<Result<T>> {
  await allow(open, milliseconds);
  try {
    return await ask();
  } catch (error) {
    // 57014: the statement was cancelled, by its time or by whoever asked.
    if ((error as { code?: unknown }).code !== '57014') throw error;
    return fail(
      'unavailable',
      'この条件で探すのに時間がかかりすぎたため、やめました。条件を足すか、「速くする」で索引を作ってください。',
    );
  }
}
