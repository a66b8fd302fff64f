/**
 * What the process of an app writes by itself, because its definition says so: nobody's access is asked (publishing asked for it),
 * the rules of the form, unique keys, history and audit hold all the same. Only `core/record-process` comes here.
 */
import type { Answers } from '#core/fields';
import { isHeld, type RecordAccess, type StaffActor } from '#core/policy';
import { heldIn } from '#core/protection.server';
import {
  currentShapeOf,
  insertRecordKey,
  loadRecord,
  referenceKey,
  type StoredRecord,
} from '#core/records.server';
import { fail, ok, type Result } from '#kernel/result';
import { insertAudit } from '#platform/audit.server';
import { added } from './add-record.server.ts';
import { insertLink, type LinkEnd } from './comments.sql.ts';
import { edited } from './edit-record.server.ts';
import { lockedIssues, standingsIn } from './locks.server.ts';
import type { EntryError, Saved } from './model.ts';
import { appOfToday, type EntryDesk, momentOf, type OpenApp } from './open-app.server.ts';
import { isId } from './reach-entry.server.ts';
import { classesOf } from './settle.server.ts';
import { lockEntry } from './trash.sql.ts';

export type ProcessDesk = Pick<EntryDesk, 'tx' | 'municipality' | 'seals' | 'quiet'>;

type Reading = Pick<ProcessDesk, 'tx' | 'municipality'>;

/** ME and what comes with it are empty in formulas. */
const nobody: StaffActor = {
  kind: 'staff',
  stage: 'none',
  id: null,
  postId: null,
  sessionHash: null,
  name: '',
  post: null,
  departments: [],
  above: [],
  standsInFor: [],
};

const everything: RecordAccess = { rows: () => true, field: () => ({ read: true, edit: true }) };

const deskOf = (desk: ProcessDesk): EntryDesk => ({
  ...desk,
  actor: nobody,
  via: 'process',
  touched: () => undefined,
});

async function openWhole(desk: Reading, appId: string): Promise<OpenApp | null> {
  const found = await appOfToday(desk, appId);
  if (found === null) return null;
  const held = (await heldIn(desk.tx, found.definitions, [found], null)).get(appId)!;
  return { ...found, access: everything, seats: [], held, at: momentOf(nobody, new Date()) };
}

/**
 * The record with its app, whoever may see it, but without what it holds back under a measure 支援措置: that goes nowhere by itself.
 * Null: it is gone, or its app is.
 */
export async function readByProcess(
  desk: Reading,
  appId: string,
  id: string,
): Promise<{ open: OpenApp; record: StoredRecord } | null> {
  const open = await openWhole(desk, appId);
  const record = open === null ? null : await loadRecord(desk.tx, open.app, id);
  if (open === null || record === null || record.deletedAt !== null) return null;
  if (!isHeld(open.held, record.id)) return { open, record };
  const answers = Object.entries(record.answers).filter(([key]) => !open.prepared.sheltered.has(Number(key)));
  return { open, record: { ...record, answers: Object.fromEntries(answers) } };
}

/**
 * Changes by field id, on the record as it is now: what the process sets goes before what somebody types meanwhile.
 */
export async function editByProcess(
  desk: ProcessDesk,
  appId: string,
  id: string,
  changes: Answers,
): Promise<Result<Saved, EntryError>> {
  const found = await readByProcess(desk, appId, id);
  return found === null ? fail('notFound') : written(desk, found, changes);
}

/**
 * The same by the process of another app, which knows nothing of what is decided here: what people put their names to is changed
 * by nobody's hand.
 */
export async function editFromElsewhere(
  desk: ProcessDesk,
  appId: string,
  id: string,
  changes: Answers,
  of: LinkEnd,
): Promise<Result<Saved, EntryError>> {
  // Whoever drafts it at this moment comes before or after.
  if (isId(id)) await lockEntry(desk.tx, await currentShapeOf(desk.tx, appId), id);
  const found = await readByProcess(desk, appId, id);
  if (found === null) return fail('notFound');
  const { open, record } = found;
  const standing = (await standingsIn(desk.tx, open, [id])).get(id);
  const after = { ...record.answers, ...changes };
  if (
    standing?.drafted === true &&
    lockedIssues(open, standing, record.answers, after, Object.keys(changes)).length > 0
  )
    return fail('conflict', '決裁に回したレコードなので、値を変えられません。');
  const saved = await written(desk, found, changes);
  // What it was given came from that record: from now on it speaks of whom that one names.
  if (saved.ok) await insertRecordKey(desk.tx, appId, id, referenceKey(of.appId, of.recordId));
  return saved;
}

async function written(
  desk: ProcessDesk,
  { open, record }: NonNullable<Awaited<ReturnType<typeof readByProcess>>>,
  changes: Answers,
): Promise<Result<Saved, EntryError>> {
  const saved = await edited(deskOf(desk), open, record.id, { revision: record.revision, changes });
  if (saved.ok && !saved.value.unchanged)
    await audit(desk, 'record.edit', [open.app.id, record.id], classesOf(open.fields, saved.value.fields));
  return saved;
}

/** A record of another app, linked to the one it comes of. */
export async function addByProcess(
  desk: ProcessDesk,
  of: LinkEnd,
  appId: string,
  given: Answers,
): Promise<Result<Saved, EntryError>> {
  const open = await openWhole(desk, appId);
  if (open === null) return fail('notFound', '作成先の業務アプリがありません。');
  const saved = await added(deskOf(desk), open, given);
  if (!saved.ok) return saved;
  await insertLink(desk.tx, of, { appId, recordId: saved.value.id }, null);
  // Made of that record, it speaks of whom that one names.
  await insertRecordKey(desk.tx, appId, saved.value.id, referenceKey(of.appId, of.recordId));
  await audit(desk, 'record.add', [appId, saved.value.id], classesOf(open.fields, Object.keys(given)));
  return ok(saved.value);
}

function audit({ tx }: ProcessDesk, act: string, ids: string[], fieldClasses: string[]): Promise<unknown> {
  return insertAudit(tx, {
    zone: 'staff',
    actorKind: 'system',
    actorId: null,
    postId: null,
    act,
    noun: 'record',
    ids,
    fieldClasses,
    purpose: 'process',
    requestId: null,
  });
}
