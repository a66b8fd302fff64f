/** Takes records along: a box with a key of its own, whose records the device may hold until the box is over. */
import { randomBytes, randomUUID } from 'node:crypto';
import {
  blankRecord,
  type EntryDesk,
  isClosed,
  type SeenRecord,
  seenRecord,
  standingsIn,
} from '#core/entries.server';
import { isHeld } from '#core/policy';
import { heldIn } from '#core/protection.server';
import { openApp } from '#core/views.server';
import { fail, ok, type Result } from '#kernel/result';
import { boxPlace, insertBox } from './boxes.sql.ts';
import { mostTaken } from './model.ts';

export interface Taken {
  box: string;
  /** AES-256, base64url: given this once, and again to the same person by `releaseKey`. */
  key: string;
  takenAt: Date;
  until: Date;
  seen: SeenRecord[];
  /** For records that are begun outside; null where this person may not add any. */
  blank: Pick<SeenRecord, 'fields' | 'form'> | null;
  /** What stays in the office, and why, for the person. */
  left: Left[];
}
export interface Left {
  id: string;
  why: 'sheltered' | 'closed';
}

/**
 * Only what this person may change, and an empty form where they may add records; only where the app says so, and never what 支援措置
 * holds back from anybody: a device can be lost, and nobody examines there who looks.
 */
export async function takeRecords(
  desk: EntryDesk,
  appId: string,
  input: { ids: readonly string[]; label: string },
): Promise<Result<Taken>> {
  const staffId = desk.actor.id;
  const opened = await openApp(desk, appId);
  if (!opened.ok) return opened;
  const { app, definitions } = opened.value;
  if (app.work.offline === undefined || staffId === null) return fail('notFound');
  const ids = [...new Set(input.ids)];
  const label = input.label.trim();
  const added = await blankRecord(desk, appId);
  const blank = added.ok ? { fields: added.value.fields, form: added.value.form } : null;
  if (ids.length === 0 && blank === null) return wrong('records', '持ち出すレコードを選んでください。');
  if (ids.length > mostTaken) return wrong('records', `一度に持ち出せるのは${mostTaken}件までです。`);
  if (label === '' || label.length > 60)
    return wrong('label', '端末の呼び名を、60文字以内で書いてください。');
  const held = (await heldIn(desk.tx, definitions, [opened.value], null)).get(app.id)!;
  const standings = await standingsIn(desk.tx, opened.value, ids);
  const seen: SeenRecord[] = [];
  const left: Left[] = [];
  for (const id of ids) {
    const found = await seenRecord(desk, app.id, id);
    if (!found.ok || !found.value.reach.may('edit') || isClosed(opened.value, standings.get(id)))
      left.push({ id, why: 'closed' });
    else if (isHeld(held, found.value.id)) left.push({ id, why: 'sheltered' });
    else if (!seen.some((one) => one.id === found.value.id)) seen.push(found.value);
  }
  if (seen.length === 0 && ids.length > 0)
    return wrong('records', '選んだレコードは、どれも持ち出せません。');
  const box = randomUUID();
  const key = randomBytes(32).toString('base64url');
  const sealed = (await desk.seals()).seal(key, boxPlace(box));
  const { takenAt, until } = await insertBox(
    desk.tx,
    { id: box, staffId, appId: app.id, label, key: sealed, hours: app.work.offline.hours },
    seen,
  );
  const fields = seen[0]?.fields ?? [];
  const classes = [...new Set(fields.map((field) => field.classification))].sort();
  desk.touched('record', [app.id, ...seen.map((one) => one.id)], classes, 'record.takeAlong');
  return ok({ box, key, takenAt, until, seen, blank, left });
}

const wrong = (path: string, message: string): Result<never> =>
  fail('invalid', undefined, [{ path, message }]);
