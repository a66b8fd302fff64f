/** Changing a record that others may be changing too: disjoint changes merge, overlapping ones come back with both values. */

import type { Answers } from '#core/fields';
import { tokyoDate } from '#kernel/dates';
import { appError } from '#kernel/errors';
import { err, fail, ok, type Result } from '#kernel/result';
import type { Seals } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';
import { currentShapeOf, shapeOf } from './apply-shape.sql.ts';
import { withConverted } from './convert.ts';
import { applyDiff, diffOf, flatten, overlapsOf, rewind, unflatten } from './diff.ts';
import type { CurrentShape, Diff, RecordApp, ReviseError, StoredRecord, Writer } from './model.ts';
import { selectHistory, selectRecords } from './read.sql.ts';
import { lineFieldsOf, systemFieldsOf, updateRecord } from './write.sql.ts';

export interface Revised {
  revision: number;
  answers: Answers;
  /** Paths that really changed; empty when nothing did (then there is no new revision). */
  diff: Diff;
}

type Verdict<T> = Result<T, ReviseError> | Promise<Result<T, ReviseError>>;

/** What a change must pass before it is written. Both may be asked more than once. */
export interface Passage {
  /** Before anything is compared, of the record as it stands, locked. */
  permit?(record: StoredRecord): Verdict<undefined>;
  /** What the merged answers become, calculated fields with them (their own changes never conflict), or why not. */
  settle?(merged: Answers, record: StoredRecord): Verdict<Answers>;
  /** What history calls it, where it is more than an edit. */
  act?: string;
}

/**
 * `changes` holds the fields that the actor edited, as seen from `baseRevision` (null empties a field; lines
 * come whole; sealed values sealed for this record).
 */
export async function reviseRecord(
  tx: Tx,
  seals: Seals,
  app: RecordApp,
  recordId: string,
  baseRevision: number,
  changes: Answers,
  actor: Writer,
  passage: Passage = {},
): Promise<Result<Revised, ReviseError>> {
  for (let shape = await currentShapeOf(tx, app.id); ; ) {
    const revised = await revise(tx, seals, app, shape, recordId, baseRevision, changes, actor, passage);
    // Planned on a shape that was left in between: once more, on the new one.
    if (revised !== 'not written') return revised;
    const now = await shapeOf(tx, app.id);
    if (now.epoch === shape.epoch) return fail('conflict');
    shape = now;
  }
}

async function revise(
  tx: Tx,
  seals: Seals,
  app: RecordApp,
  shape: CurrentShape,
  recordId: string,
  baseRevision: number,
  changes: Answers,
  actor: Writer,
  { permit, settle, act }: Passage,
): Promise<Result<Revised, ReviseError> | 'not written'> {
  const places = new Set([...shape.columns, ...shape.children].map((one) => String(one.fieldId)));
  for (const id of Object.keys(changes))
    if (!places.has(id)) throw new Error(`app ${app.id} has no field ${id}`);
  const record = (await selectRecords(tx, shape, [recordId], undefined, true)).get(recordId);
  if (record === undefined) return fail('notFound');
  const permitted = (await permit?.(record)) ?? ok();
  if (!permitted.ok) return permitted;
  if (baseRevision > record.revision) return fail('conflict');

  const lineFields = lineFieldsOf(shape);
  const calculated = new Set(
    app.fields.filter((field) => field.type === 'formula').map((field) => String(field.id)),
  );
  const current = flatten(record.answers, lineFields);
  const since =
    baseRevision === record.revision ? [] : await selectHistory(tx, app.id, recordId, baseRevision);
  const base = rewind(
    current,
    since.map((row) => row.diff),
  );
  // What the record was given when it was made stays.
  const given = shape.columns.filter((one) => one.type === 'auto-number').map((one) => String(one.fieldId));
  const system = new Set([...systemFieldsOf(shape), ...given]);
  const edited = Object.fromEntries(
    Object.entries(changes).filter(
      ([id]) => !system.has(id) && (!calculated.has(id) || settle === undefined),
    ),
  );
  const asked = diffOf(base, flatten({ ...unflatten(base), ...edited }, lineFields));
  const followed = withConverted(
    shape.conversions ?? [],
    edited,
    (id) => asked[id] !== undefined,
    tokyoDate(new Date()),
  );
  const mine = diffOf(base, flatten({ ...unflatten(base), ...followed }, lineFields));
  const theirs = withoutFields(diffOf(base, current), calculated);
  const overlaps = overlapsOf(withoutFields(mine, calculated), theirs);
  if (overlaps.length > 0) {
    return err({
      ...appError('conflict', 'ほかの人が同じ項目を変えました。両方の値を見て、選んでください。'),
      overlaps,
    });
  }
  let merged = unflatten(applyDiff(current, mine));
  if (settle !== undefined) {
    const settled = await settle(merged, record);
    if (!settled.ok) return settled;
    merged = settled.value;
  }
  // A form that does not show a number must not take it away.
  for (const id of given) if (record.answers[id] !== undefined) merged[id] = record.answers[id];
  const diff = diffOf(current, flatten(merged, lineFields));
  if (Object.keys(diff).length === 0) return ok({ revision: record.revision, answers: record.answers, diff });
  if (!(await updateRecord(tx, seals, shape, record, merged, diff, actor, app, act))) return 'not written';
  return ok({ revision: record.revision + 1, answers: merged, diff });
}

function withoutFields(diff: Diff, fields: ReadonlySet<string>): Diff {
  return Object.fromEntries(Object.entries(diff).filter(([path]) => !fields.has(path.split('/')[0]!)));
}
