/** Records that were there before their app had a process, or whose state left it, come to its first state. The worker's, in batches. */
import type { WorkApp } from '#core/definitions';
import { definitionsOf } from '#core/definitions.server';
import { post, read } from '#core/exchange.server';
import { currentShape } from '#core/records.server';
import { tokyoDate } from '#kernel/dates';
import type { Deliver } from '#platform/outbox.server';
import { beginBatch } from './begin.sql.ts';

const atOnce = 1000;

/** Idempotent: a batch done twice changes nothing. */
export async function onBegin({ tx, municipality, message }: Deliver): Promise<void> {
  const { appId, after } = read('process.begin', message.payload);
  const definitions = await definitionsOf(tx, municipality);
  const app = definitions.app(appId, { on: tokyoDate(new Date()) })?.body as WorkApp | undefined;
  const shape = await currentShape(tx, appId);
  const states = app?.work?.process?.states ?? [];
  const [first] = states;
  if (first === undefined || shape === null) return;
  const last = await beginBatch(
    tx,
    shape,
    first,
    states.map((one) => one.id),
    after,
    atOnce,
  );
  if (last !== null) await post(tx, 'process.begin', { appId, after: last });
}
