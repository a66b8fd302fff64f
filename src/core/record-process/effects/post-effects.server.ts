/** Effects are posted in the transaction of what they follow, and done by the worker: an act never waits for them, nor fails with them. */
import type { Effect } from '#core/definitions';
import { post } from '#core/exchange.server';
import type { Tx } from '#platform/db.server';

export interface Followed {
  appId: string;
  recordId: string;
  /** State the record came to, or stays in. */
  state: string;
  /** The state or act in words, for the log. */
  why: string;
  /** Who acted; null: by itself. */
  by: string | null;
}

/** One message each, in the order of the definition: one that fails leaves the others alone. */
export async function postEffects(
  tx: Tx,
  effects: readonly Effect[] | undefined,
  followed: Followed,
): Promise<void> {
  for (const effect of effects ?? []) await post(tx, 'record.effect', { ...followed, effect });
}
