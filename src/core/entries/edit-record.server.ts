/** Changing a record: the fields the person changed, as they saw them. */
import { type Answers, isReadOnly } from '#core/fields';
import { fieldContext } from '#core/forms';
import { choiceIssues } from '#core/people.server';
import { currentShapeOf, type Passage, type Revised, reviseRecord } from '#core/records.server';
import { referenceIssues } from '#core/relations.server';
import { recordPlace, sealAnswers } from '#core/sealing.server';
import { appError, type Issue } from '#kernel/errors';
import { err, fail, ok, type Result } from '#kernel/result';
import type { Changes, EntryError, Saved } from './model.ts';
import { contextOf, type EntryDesk, type OpenApp, openApp, writerOf } from './open-app.server.ts';
import { isId } from './reach-entry.server.ts';
import { readValues } from './read-values.ts';
import { classesOf, passageOf, recordApp } from './settle.server.ts';
import { tellOfChange } from './tell-of-change.server.ts';
import { takenTwice } from './twins.server.ts';
import { warningsOf } from './warnings.ts';
import { unlessTwice } from './write-guard.sql.ts';

export interface Edit {
  /** The revision the person saw: changes since by others are merged, or come back with both values. */
  revision: number;
  changes: Changes;
  /** Ids of lookups that copy anew from the record they remember. */
  again?: readonly string[];
}

/** `record.edit`. */
export async function editRecord(
  desk: EntryDesk,
  appId: string,
  id: string,
  edit: Edit,
): Promise<Result<Saved, EntryError>> {
  const open = await openApp(desk, appId);
  if (!open.ok) return open;
  const saved = await edited(desk, open.value, id, edit);
  if (saved.ok && !saved.value.unchanged)
    desk.touched('record', [appId, id], classesOf(open.value.fields, saved.value.fields), 'record.edit');
  return saved;
}

/**
 * The same without its audit row, for acts that are made of many. `fields` are those that really changed. `act`: 字句の訂正, which a
 * decided record takes; `core/record-process` has asked who may.
 */
export async function edited(
  desk: EntryDesk,
  open: OpenApp,
  id: string,
  edit: Edit,
  act?: 'correct',
): Promise<Result<Saved & { fields: string[] }, EntryError>> {
  if (!isId(id)) return fail('notFound');
  const strange = Object.keys(edit.changes).filter((key) => !isEditable(open, key));
  if (strange.length > 0)
    return fail(
      'invalid',
      undefined,
      strange.map((key) => ({ path: `f${key}`, message: 'この項目はありません。' })),
    );
  const { values, issues } = readValues(open.fields, edit.changes, fieldContext(contextOf(open)));
  const changed = new Set(Object.keys(values));
  const passage = passageOf(desk, open, changed, act, new Set(edit.again));
  const sealed =
    issues.length > 0
      ? values
      : await sealAnswers(desk.seals, recordPlace(open.app.id, id), open.fields, values);
  return revised(desk, open, id, edit.revision, sealed, {
    ...passage,
    // What was typed wrong is told only to who may write there at all.
    async permit(record) {
      const permitted = await (passage.permit?.(record) ?? ok());
      if (!permitted.ok) return permitted;
      const wrong = issues.length > 0 ? issues : await notToBeChosen(desk, open, values, record.answers);
      return wrong.length > 0 ? fail('invalid', undefined, wrong) : ok();
    },
  });
}

/** People, departments, groups and records that are named anew and may not be. */
export async function notToBeChosen(
  desk: EntryDesk,
  { fields, at }: OpenApp,
  values: Answers,
  before: Answers,
): Promise<Issue[]> {
  const given = fields.filter((field) => String(field.id) in values);
  const asker = { staff: desk.actor.id, departments: desk.actor.departments };
  return [
    ...(await choiceIssues(desk.tx, given, values, before, {
      on: at.today,
      asker,
      reader: { language: 'ja' },
    })),
    ...(await referenceIssues(desk, given, values, before)),
  ];
}

/** Writes changes that were read, through their passage; unique keys answer in words. */
export async function revised(
  desk: EntryDesk,
  open: OpenApp,
  id: string,
  baseRevision: number,
  changes: Answers,
  passage: Passage,
): Promise<Result<Saved & { fields: string[] }, EntryError>> {
  const { tx, seals } = desk;
  let tried: Answers = changes;
  const guarded: Passage = {
    ...passage,
    async settle(merged, record) {
      const settled = (await passage.settle?.(merged, record)) ?? ok(merged);
      if (settled.ok) tried = settled.value;
      return settled;
    },
  };
  const done = await unlessTwice<Result<Revised, EntryError>>(
    tx,
    (open.app.work.unique ?? []).length > 0,
    () => reviseRecord(tx, seals, recordApp(open), id, baseRevision, changes, writerOf(desk), guarded),
  );
  if (done === null) return takenTwice(desk, open, await currentShapeOf(tx, open.app.id), id, tried);
  if (!done.ok) return err(done.error.code === 'conflict' ? clashed(done.error) : done.error);
  const { revision, answers, diff } = done.value;
  const fields = [...new Set(Object.keys(diff).map((path) => path.split('/')[0]!))];
  await tellOfChange(desk, open, id, diff);
  return ok({
    id,
    revision,
    unchanged: fields.length === 0,
    warnings: warningsOf(open.fields, answers, new Set(Object.keys(changes))),
    fields,
  });
}

/** Sealed values are nobody's to compare: that both changed is all there is to say. */
function clashed(error: EntryError): EntryError {
  const overlaps = error.overlaps?.map((one) => ({
    ...one,
    base: hidden(one.base),
    theirs: hidden(one.theirs),
    yours: hidden(one.yours),
  }));
  return { ...error, ...(overlaps === undefined ? appError('conflict', error.message) : { overlaps }) };
}

const hidden = (value: Answers[string]): Answers[string] =>
  typeof value === 'object' && value !== null && 'sealed' in value ? { sealed: true } : value;

/** Fields that people give values to: neither shown only, nor of the record itself. */
export function isEditable(open: OpenApp, id: string): boolean {
  const field = open.fields.find((one) => String(one.id) === id);
  return field !== undefined && !isReadOnly(field.type);
}
