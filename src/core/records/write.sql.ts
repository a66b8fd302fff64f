/**
 * Writing records: record, lines and history are pieces of one statement, so that a case header can
 * be written in the same statement too.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Answers, Json } from '#core/fields';
import { tokyoDate } from '#kernel/dates';
import type { Seals } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';
import { currentShapeOf, shapeOf } from './apply-shape.sql.ts';
import { withConverted } from './convert.ts';
import { diffOf, flatten, isEmpty, linesOf } from './diff.ts';
import type { CurrentShape, Diff, RecordApp, Shape, ShapeChild, ShapeColumn, Writer } from './model.ts';
import { columnName } from './naming.ts';
import { numberPieces } from './numbers.sql.ts';
import { personPieces } from './persons.sql.ts';
import { mayName } from './persons.ts';
import { sealedHistory } from './sealed-history.server.ts';
import { searchPieces } from './search.sql.ts';
import { toParameter } from './storage.ts';

/** Ids of the app's fields that have lines, as keys of Answers. */
export function lineFieldsOf(shape: Shape): Set<string> {
  return new Set(shape.children.map((one) => String(one.fieldId)));
}

/** Fields that show a column of the record itself, as keys of Answers. */
export function systemFieldsOf(shape: Shape): Set<string> {
  return new Set(shape.columns.filter((one) => one.place === 'system').map((one) => String(one.fieldId)));
}

/**
 * Inserts a record with its lines, its first history row and whatever belongs to it in one statement, which `complete` makes
 * of pieces of a WITH clause: `record_row` gives the record's id, and nothing when the shape has moved on since it was read
 * (then all is planned anew). Automatic numbers are taken in it; `actor.office` says where. Sealed values must have been sealed for this record (`recordPlace`).
 *
 *     await writeRecord(tx, seals, app, id, answers, actor, (record) =>
 *       sql`WITH ${record} INSERT INTO cases (…, record_id) SELECT …, id FROM record_row RETURNING id`);
 */
export async function writeRecord(
  tx: Tx,
  seals: Seals,
  app: RecordApp,
  recordId: string,
  answers: Answers,
  actor: Writer,
  complete: (record: RawBuilder<unknown>) => RawBuilder<unknown>,
): Promise<void> {
  for (let shape = await currentShapeOf(tx, app.id); ; ) {
    const record = await recordPieces(shape, seals, app, recordId, answers, actor);
    const { rows } = await complete(record).execute(tx);
    if (rows.length > 0) return;
    const now = await shapeOf(tx, app.id);
    if (now.epoch === shape.epoch) throw new Error('the record was not written');
    shape = now;
  }
}

async function recordPieces(
  shape: CurrentShape,
  seals: Seals,
  app: RecordApp,
  recordId: string,
  answers: Answers,
  actor: Writer,
): Promise<RawBuilder<unknown>> {
  const given = knownAnswers(shape, app, answers);
  const known = withConverted(shape.conversions ?? [], given, (id) => id in given, tokyoDate(new Date()));
  const numbers = numberPieces(app, known, actor.office, stillPlanned(shape));
  const columns = filledColumns(shape, known, numbers.values);
  const staff = actor.staffId ?? null;
  const pieces: RawBuilder<unknown>[] = [
    ...numbers.pieces,
    sql`record_row AS (
      INSERT INTO ${sql.id(shape.table)} (${sql.join([sql`id, created_by, updated_by`, ...columns.map((one) => one.column)])})
      SELECT ${sql.join([sql`${recordId}::uuid, ${staff}::uuid, ${staff}::uuid`, ...columns.map((one) => one.value)])}
      FROM app_tables WHERE ${stillPlanned(shape)} RETURNING id)`,
  ];
  for (const child of shape.children) {
    const lines = linesOf(known[child.fieldId]).map((line, position) => ({ ...line, position }));
    if (lines.length > 0)
      pieces.push(sql`${sql.id(`lines_${child.fieldId}`)} AS (${insertLines(child, recordId, lines)})`);
  }
  const diff = await sealedHistory(
    seals,
    app.id,
    recordId,
    1,
    diffOf(new Map(), flatten(known, lineFieldsOf(shape))),
  );
  pieces.push(sql`history_row AS (${insertHistory(app.id, recordId, 1, actor, diff, numbers.values)})`);
  pieces.push(...searchPieces(shape, app, known, numbers.values));
  pieces.push(...personPieces(app, [{ id: recordId, answers: known }], 'record_row'));
  return sql.join(pieces);
}

/** Inserts a record that has no case. */
export async function insertRecord(
  tx: Tx,
  seals: Seals,
  app: RecordApp,
  recordId: string,
  answers: Answers,
  actor: Writer,
): Promise<void> {
  await writeRecord(
    tx,
    seals,
    app,
    recordId,
    answers,
    actor,
    (record) => sql`WITH ${record} SELECT id FROM record_row`,
  );
}

/**
 * The shape is the one that the statement was planned on. Whoever changes a shape holds its table alone: a statement that waits
 * for the table sees the new epoch, one that came before has been committed before anything is converted.
 */
function stillPlanned(shape: CurrentShape): RawBuilder<unknown> {
  return sql`app_id = ${shape.appId} AND epoch = ${shape.epoch}::bigint`;
}

/** Brings a record from revision `revision` to `after` in one statement; false when it or the shape has moved on. */
export async function updateRecord(
  tx: Tx,
  seals: Seals,
  shape: CurrentShape,
  record: { id: string; revision: number },
  after: Answers,
  diff: Diff,
  actor: Writer,
  app: RecordApp,
  act?: string,
): Promise<boolean> {
  const next = record.revision + 1;
  const touched = new Set(Object.keys(diff).map((path) => path.split('/')[0]!));
  const columns = shape.columns.filter((one) => one.place === 'column' && touched.has(String(one.fieldId)));
  const sets = columns.map((one) => sql`${sql.id(columnName(one))} = ${parameter(one, after[one.fieldId])}`);
  if (shape.columns.some((one) => one.place === 'overflow' && touched.has(String(one.fieldId)))) {
    sets.push(sql`overflow = coalesce(overflow, '{}') || ${overflowOf(shape, after, touched)}::jsonb`);
  }
  const pieces: RawBuilder<unknown>[] = [
    sql`record_row AS (
      UPDATE ${sql.id(shape.table)} SET ${sql.join([sql`revision = ${next}, updated_at = now()`, sql`updated_by = ${actor.staffId ?? null}::uuid`, ...sets])}
      WHERE id = ${record.id} AND revision = ${record.revision}
        AND EXISTS (SELECT FROM app_tables WHERE ${stillPlanned(shape)}) RETURNING id)`,
  ];
  for (const child of shape.children.filter((one) => touched.has(String(one.fieldId)))) {
    const changed = new Set(
      Object.keys(diff)
        .filter((path) => path.startsWith(`${child.fieldId}/`))
        .map(keyOf),
    );
    const all = linesOf(after[child.fieldId]).map((line, position) => ({ ...line, position }));
    const kept = all.filter((line) => changed.has(line.key));
    const removed = [...changed].filter((key) => !all.some((line) => line.key === key));
    if (kept.length > 0)
      pieces.push(sql`${sql.id(`lines_${child.fieldId}`)} AS (${insertLines(child, record.id, kept)})`);
    if (removed.length > 0)
      pieces.push(sql`${sql.id(`removed_${child.fieldId}`)} AS (${emptyLines(child, record.id, removed)})`);
  }
  const kept = await sealedHistory(seals, shape.appId, record.id, next, diff);
  pieces.push(
    sql`history_row AS (${insertHistory(shape.appId, record.id, next, actor, kept, undefined, act)})`,
  );
  pieces.push(...searchPieces(shape, app, after));
  if (mayName(app, touched))
    pieces.push(...personPieces(app, [{ id: record.id, answers: after }], 'record_row'));
  const { rows } = await sql`WITH ${sql.join(pieces)} SELECT id FROM record_row`.execute(tx);
  return rows.length === 1;
}

/** Answers of the app's own fields that have a place; unknown keys are a bug of the caller. The record's own columns are not theirs to write. */
function knownAnswers(shape: Shape, app: RecordApp, answers: Answers): Answers {
  const places = new Set([...shape.columns, ...shape.children].map((one) => String(one.fieldId)));
  const system = systemFieldsOf(shape);
  for (const id of Object.keys(answers))
    if (!places.has(id)) throw new Error(`app ${app.id} has no field ${id}`);
  return Object.fromEntries(Object.entries(answers).filter(([id]) => !system.has(id)));
}

function filledColumns(
  shape: Shape,
  answers: Answers,
  numbers: ReadonlyMap<number, RawBuilder<unknown>>,
): { column: RawBuilder<unknown>; value: RawBuilder<unknown> }[] {
  const filled = shape.columns
    .filter((one) => one.place === 'column' && (!isEmpty(answers[one.fieldId]) || numbers.has(one.fieldId)))
    .map((one) => ({
      column: sql.id(columnName(one)),
      value: numbers.get(one.fieldId) ?? parameter(one, answers[one.fieldId]),
    }));
  if (shape.columns.some((one) => one.place === 'overflow')) {
    filled.push({ column: sql.id('overflow'), value: sql`${overflowOf(shape, answers)}::jsonb` });
  }
  return filled as { column: RawBuilder<unknown>; value: RawBuilder<unknown> }[];
}

/** Values in the overflow column are the answers themselves, by field id; sealed ones stay ciphertext. */
function overflowOf(shape: Shape, answers: Answers, only?: Set<string>): string {
  const values: Record<string, Json> = {};
  for (const one of shape.columns.filter((each) => each.place === 'overflow')) {
    const value = answers[one.fieldId] ?? null;
    // Checks only: here too nothing unsealed may be written.
    if (value !== null && one.sealed) toParameter('bytea', value);
    if (only === undefined ? value !== null : only.has(String(one.fieldId))) values[one.fieldId] = value;
  }
  return JSON.stringify(values);
}

function insertLines(
  child: ShapeChild,
  recordId: string,
  lines: { key: string; position: number; values: Answers }[],
): RawBuilder<unknown> {
  const names = ['record_id', 'line_key', 'position', ...child.columns.map(columnName)];
  const rows = lines.map((line) => {
    const values = child.columns.map((one) => parameter(one, line.values[one.fieldId]));
    return sql`(${sql.join([sql`${recordId}::uuid`, sql`${line.key}::text`, sql`${line.position}::integer`, ...values])})`;
  });
  const updates = names.slice(2).map((name) => sql`${sql.id(name)} = excluded.${sql.id(name)}`);
  return sql`INSERT INTO ${sql.id(child.table)} (${sql.join(names.map((name) => sql.id(name)))})
    SELECT v.* FROM (VALUES ${sql.join(rows)}) v, record_row
    ON CONFLICT (record_id, line_key) DO UPDATE SET ${sql.join(updates)}`;
}

/** A removed line keeps its key and loses its values; they stand in history. */
function emptyLines(child: ShapeChild, recordId: string, keys: string[]): RawBuilder<unknown> {
  const sets = ['position', ...child.columns.map(columnName)].map((name) => sql`${sql.id(name)} = NULL`);
  return sql`UPDATE ${sql.id(child.table)} SET ${sql.join(sets)} WHERE record_id = (SELECT id FROM record_row) AND record_id = ${recordId} AND line_key = ANY (${keys}::text[])`;
}

function insertHistory(
  appId: string,
  recordId: string,
  revision: number,
  actor: Writer,
  diff: Diff,
  numbers: ReadonlyMap<number, RawBuilder<unknown>> = new Map(),
  act?: string,
): RawBuilder<unknown> {
  const given = [...numbers].map(
    ([id, text]) => sql` || jsonb_build_object(${String(id)}::text, jsonb_build_array(NULL, ${text}))`,
  );
  return sql`INSERT INTO record_history (app_id, record_id, revision, actor_kind, post_id, act, via, diff)
    SELECT ${appId}, ${recordId}::uuid, ${revision}::integer, ${actor.kind}, ${actor.postId}::uuid, ${act ?? null}::text, ${actor.via ?? null}::text, ${JSON.stringify(diff)}::jsonb${sql.join(given, sql``)} FROM record_row`;
}

function parameter(one: ShapeColumn, value: Json | undefined): RawBuilder<unknown> {
  return sql`${toParameter(one.sqlType, value)}::${sql.raw(one.sqlType)}`;
}

function keyOf(path: string): string {
  return path.split('/')[1]!.replaceAll('~1', '/').replaceAll('~0', '~');
}
