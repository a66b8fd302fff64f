/** The worker's half of effects: each message once, its outcome in the log of the record. */
import type { Effect } from '#core/definitions';
import { read } from '#core/exchange.server';
import { ShapeMoved } from '#core/records.server';
import type { AppError } from '#kernel/errors';
import { fail, type Result } from '#kernel/result';
import { type Keyring, sealsOf } from '#platform/crypto.server';
import { atomically, isUnavailable } from '#platform/db.server';
import type { Log } from '#platform/log.server';
import type { Deliver, Handlers } from '#platform/outbox.server';
import { doEffect } from './do-effect.server.ts';
import { claimEffect, insertFollowed } from './effects.sql.ts';

const words: Readonly<Record<Effect['kind'], string>> = {
  notify: '知らせる',
  set: '値の設定',
  create: 'レコードの作成',
  issue: '文書の交付',
  webhook: '外部への通知',
};

export function effectHandlers(tools: { keyring: Keyring; log: Log }): Handlers {
  return { 'record.effect': { zone: 'staff', handle: (deliver) => onEffect(deliver, tools) } };
}

async function onEffect(
  { tx, municipality, message }: Deliver,
  { keyring, log }: { keyring: Keyring; log: Log },
): Promise<void> {
  const { effect: said, why, ...one } = read('record.effect', message.payload);
  const effect = said as Effect;
  // Of a kind that this version does not know any more.
  if (words[effect.kind] === undefined) return;
  if (!(await claimEffect(tx, { messageId: message.id, kind: effect.kind, ...one }))) return;
  const desk = { tx, municipality, seals: sealsOf({ tx, keyring, municipality }, 'staff') };
  // One that fails is undone and told: the record goes on all the same.
  const done = await atomically<Result<string, AppError>>(
    tx,
    () => doEffect(desk, effect, one),
    (thrown) => broken(thrown, message.id, log),
  );
  if (!done.ok)
    log.warn('an effect of a process could not be done', { message: message.id, kind: effect.kind });
  await insertFollowed(tx, {
    appId: one.appId,
    recordId: one.recordId,
    act: `effect.${effect.kind}`,
    title: done.ok ? `自動：${words[effect.kind]}` : `自動：${words[effect.kind]}（できませんでした）`,
    state: one.state,
    note: `${why}${done.ok ? (done.value === '' ? '' : `：${done.value}`) : `：${done.error.message ?? ''}`}`,
  });
}

/** An error of ours is told like one of the definition's; what is over in a moment is tried again. */
function broken(thrown: unknown, message: string, log: Log): Result<string, AppError> {
  const passing = (thrown as { code?: unknown } | null)?.code === '40001';
  if (passing || isUnavailable(thrown) || thrown instanceof ShapeMoved) throw thrown;
  log.error('an effect of a process failed', thrown, { message });
  return fail('internal', '処理できませんでした。システムの担当に伝えてください。');
}
