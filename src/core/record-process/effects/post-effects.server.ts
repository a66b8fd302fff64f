/** Effects are posted in the transaction of what they follow, and done by the worker: an act never waits for them, nor fails with them. */
import type { Effect } from '#core/definitions';
import { post } from '#core/exchange.server';
import type { Tx } from '#platform/db.server';

export interface Followed {
  appId: string;
  recordId: string;
  /** State the record came to. */
  state: string;
  /** Who acted; null: by itself. */
  by: string | null;
}

/** What is followed, an act or a state. */
interface Cause {
  title: { ja: string };
  effects?: readonly Effect[];
}

/** One message, so that they are done in this order: what one sets the next one reads. */
export async function postEffects(tx: Tx, causes: readonly Cause[], followed: Followed): Promise<void> {
  const effects = causes.flatMap(({ title, effects }) =>
    (effects ?? []).map((effect) => ({ effect, why: title.ja })),
  );
  if (effects.length > 0) await post(tx, 'record.effects', { ...followed, effects });
}
