/** Says in the transaction of an act that people are to be told; the worker finds out who may be, and tells them. */
import { post } from '#core/exchange.server';
import type { Tx } from '#platform/db.server';
import type { NoticeKind } from './model.ts';
import { selectListeners } from './notices.sql.ts';

export interface Telling {
  kind: NoticeKind;
  /** App the thing belongs to. */
  app?: string;
  record?: string;
  /** An export, an import, a publishing. */
  about?: string;
  to: readonly string[];
  /** Who did it: is never told. Null: the machine. */
  by: string | null;
}

/** Tells these members of staff, as far as they may see what it is about at the moment they are told. */
export async function tellPeople(tx: Tx, one: Telling): Promise<void> {
  const to = [...new Set(one.to)].filter((id) => id !== one.by);
  if (to.length > 0) await send(tx, one, to, []);
}

/**
 * Tells who follows the record. `fields`: what changed; who may read none of them is not told. Costs one small question where nobody
 * follows, which is nearly always.
 */
export async function tellFollowers(
  tx: Tx,
  one: Omit<Telling, 'to' | 'about'> & {
    app: string;
    record: string;
    fields?: readonly string[];
    /** Told of the same thing otherwise already. */
    but?: readonly string[];
  },
): Promise<void> {
  const to = await selectListeners(tx, one.app, one.record, [
    ...(one.but ?? []),
    ...(one.by ? [one.by] : []),
  ]);
  if (to.length > 0) await send(tx, one, to, (one.fields ?? []).map(Number));
}

/** Few at a time: one message is one transaction of the worker. */
const atOnce = 50;

async function send(
  tx: Tx,
  { kind, app, record, about, by }: Omit<Telling, 'to'>,
  to: string[],
  fields: number[],
): Promise<void> {
  for (let from = 0; from < to.length; from += atOnce)
    await post(tx, 'notice.tell', {
      kind,
      appId: app ?? null,
      recordId: record ?? null,
      aboutId: about ?? null,
      by,
      to: to.slice(from, from + atOnce),
      fields,
    });
}
