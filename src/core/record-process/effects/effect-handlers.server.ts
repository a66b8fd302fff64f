/** The worker's half of effects: each message once, its outcome in the log of the record. */
import type { Effect } from '#core/definitions';
import { readByProcess } from '#core/entries.server';
import { read } from '#core/exchange.server';
import { tellPeople } from '#core/notices.server';
import { ShapeMoved } from '#core/records.server';
import { type AppError, sentenceOf } from '#kernel/errors';
import { fail, type Result } from '#kernel/result';
import { type Keyring, sealsOf } from '#platform/crypto.server';
import { atomically, isUnavailable } from '#platform/db.server';
import type { Log } from '#platform/log.server';
import type { Deliver, Handlers } from '#platform/outbox.server';
import { keepersOf } from '../tell-of-approval.server.ts';
import { doEffect } from './do-effect.server.ts';
import { claimEffects, hasFailedToday, insertFollowed } from './effects.sql.ts';

const words: Readonly<Record<Effect['kind'], string>> = {
  notify: '知らせる',
  set: '値の設定',
  create: 'レコードの作成',
  update: 'ほかのレコードの変更',
  issue: '文書の作成',
  webhook: '外部への通知',
};

interface Tools {
  keyring: Keyring;
  log: Log;
}

export function effectHandlers(tools: Tools): Handlers {
  return { 'record.effects': { zone: 'staff', handle: (deliver) => onEffects(deliver, tools) } };
}

async function onEffects({ tx, municipality, message }: Deliver, { keyring, log }: Tools): Promise<void> {
  const { effects, ...one } = read('record.effects', message.payload);
  if (!(await claimEffects(tx, { messageId: message.id, ...one }))) return;
  const desk = { tx, municipality, seals: sealsOf({ tx, keyring, municipality }, 'staff') };
  const failedBefore = await hasFailedToday(tx, one.appId);
  let failed = false;
  for (const { effect: said, why } of effects) {
    const effect = said as Effect;
    // Of a kind that this version does not know any more.
    if (words[effect.kind] === undefined) continue;
    // Gone in the meantime: nothing follows, and nothing is kept of it.
    if ((await readByProcess(desk, one.appId, one.recordId)) === null) return;
    // One that fails is undone and told: the record goes on all the same, and so do the others.
    const done = await atomically<Result<string, AppError>>(
      tx,
      () => doEffect(desk, effect, one),
      (thrown) => broken(thrown, message.id, log),
    );
    if (!done.ok)
      log.warn('an effect of a process could not be done', { message: message.id, kind: effect.kind });
    failed ||= !done.ok;
    const line = { ...lineOf(effect, why, done), failed: !done.ok };
    await insertFollowed(tx, { ...one, act: `effect.${effect.kind}`, ...line });
  }
  if (failed && !failedBefore) await tellKeepers(desk, one);
}

/** Whoever manages the app, once a day: a definition that is wrong fails for every record, and one notice leads to all of it. */
async function tellKeepers(
  desk: Parameters<typeof readByProcess>[0],
  { appId, recordId }: { appId: string; recordId: string },
): Promise<void> {
  const found = await readByProcess(desk, appId, recordId);
  if (found === null) return;
  const to = await keepersOf(desk.tx, found.open.prepared);
  await tellPeople(desk.tx, { kind: 'failed', app: appId, record: recordId, to, by: null });
}

function lineOf(
  effect: Effect,
  why: string,
  done: Result<string, AppError>,
): { title: string; note: string } {
  const name = `自動：${words[effect.kind]}`;
  if (done.ok) return { title: name, note: [why, done.value].filter((part) => part !== '').join('：') };
  return { title: `${name}（できませんでした）`, note: `${why}：${sentenceOf(done.error)}` };
}

/** An error of ours is told like one of the definition's; what is over in a moment is tried again. */
function broken(thrown: unknown, message: string, log: Log): Result<string, AppError> {
  const passing = (thrown as { code?: unknown } | null)?.code === '40001';
  if (passing || isUnavailable(thrown) || thrown instanceof ShapeMoved) throw thrown;
  log.error('an effect of a process failed', thrown, { message });
  return fail('internal', '処理できませんでした。システムの担当に伝えてください。');
}
