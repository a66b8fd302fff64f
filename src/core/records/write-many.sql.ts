/**
 * Many records in a few statements, for imports: columns travel as arrays of text, so that a thousand records cost one plan and
 * one round trip. Records without sealed values and without new lines; everything else as one record is written.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Answers, Json } from '#core/fields';
import { tokyoDate } from '#kernel/dates';
import type { Tx } from '#platform/db.server';
import { withConverted } from './convert.ts';
import { diffOf, flatten, isEmpty } from './diff.ts';
import {
  type ColumnType,
  type CurrentShape,
  isSealed,
  type RecordApp,
  type ShapeColumn,
  type Writer,
} from './model.ts';
import { columnName } from './naming.ts';
import { personPieces } from './persons.sql.ts';
import { mayName } from './persons.ts';
import { termsOf } from './search-terms.ts';
import { toParameter } from './storage.ts';
import { lineFieldsOf, systemFieldsOf } from './write.sql.ts';

/** The shape moved on while records were being written: nothing of them stands, plan anew. */
export class ShapeMoved extends Error {
  override name = 'ShapeMoved';
}

export interface ManyNew {
  id: string;
  answers: Answers;
}

/** New records, numbered already (`numberRecords`). Throws what the database refuses, and ShapeMoved. */
export async function insertRecords(
  tx: Tx,
  app: RecordApp,
  shape: CurrentShape,
  records: readonly ManyNew[],
  writer: Writer,
): Promise<void> {
  if (records.length === 0) return;
  const lineFields = lineFieldsOf(shape);
  const system = systemFieldsOf(shape);
  const today = tokyoDate(new Date());
  const whole = records.map(({ id, answers }) => {
    const given = Object.fromEntries(Object.entries(answers).filter(([key]) => !system.has(key)));
    return { id, answers: withConverted(shape.conversions ?? [], given, (key) => key in given, today) };
  });
  forbidSealedAndLines(whole, lineFields);
  const columns = shape.columns.filter(
    (one) => one.place === 'column' && whole.some(({ answers }) => !isEmpty(answers[one.fieldId])),
  );
  const table = unnested('v', [
    ['id', whole.map((one) => one.id)],
    ...columns.map((one): TextColumn => [columnName(one), textsOf(one, whole)]),
    ...overflowOf(shape, whole),
  ]);
  const names = ['id', ...columns.map(columnName), ...(hasOverflow(shape) ? ['overflow'] : [])];
  const casts: RawBuilder<unknown>[] = [
    sql`v.id::uuid`,
    ...columns.map((one) => cast(columnName(one), one.sqlType)),
    ...(hasOverflow(shape) ? [sql`v.overflow::jsonb`] : []),
  ];
  const staff = sql`${writer.staffId ?? null}::uuid`;
  const inserted = sql`record_rows AS (
    INSERT INTO ${sql.id(shape.table)} (${sql.join(names.map((name) => sql.id(name)))}, created_by, updated_by)
    SELECT ${sql.join(casts)}, ${staff}, ${staff} FROM ${table}, planned RETURNING id)`;
  const diffs = whole.map(({ id, answers }) => ({
    id,
    revision: 1,
    diff: diffOf(new Map(), flatten(answers, lineFields)),
  }));
  await run(tx, app, shape, writer, inserted, whole, diffs, true);
}

export interface ManyChanged {
  id: string;
  /** Of the locked row that `before` was read from. */
  revision: number;
  before: Answers;
  after: Answers;
}

/** Changes records that this transaction holds locked. Lines and sealed values stay as they are. */
export async function updateRecords(
  tx: Tx,
  app: RecordApp,
  shape: CurrentShape,
  records: readonly ManyChanged[],
  writer: Writer,
): Promise<void> {
  if (records.length === 0) return;
  const lineFields = lineFieldsOf(shape);
  const today = tokyoDate(new Date());
  const whole = records.map(({ id, revision, before, after }) => {
    const first = diffOf(flatten(before, lineFields), flatten(after, lineFields));
    const answers = withConverted(shape.conversions ?? [], after, (key) => first[key] !== undefined, today);
    const diff = diffOf(flatten(before, lineFields), flatten(answers, lineFields));
    return { id, revision: revision + 1, answers, diff };
  });
  const touched = new Set(whole.flatMap(({ diff }) => Object.keys(diff)));
  if ([...touched].some((path) => path.includes('/'))) throw new Error('lines are not changed by many');
  const columns = shape.columns.filter((one) => one.place === 'column' && touched.has(String(one.fieldId)));
  if (columns.some((one) => one.sealed)) throw new Error('sealed values are not changed by many');
  const overflow = shape.columns.some((one) => one.place === 'overflow' && touched.has(String(one.fieldId)));
  const table = unnested('v', [
    ['id', whole.map((one) => one.id)],
    ['revision', whole.map((one) => String(one.revision))],
    ...columns.map((one): TextColumn => [columnName(one), textsOf(one, whole)]),
    ...(overflow ? overflowOf(shape, whole) : []),
  ]);
  const sets = [
    sql`revision = v.revision::integer, updated_at = now(), updated_by = ${writer.staffId ?? null}::uuid`,
    ...columns.map((one) => sql`${sql.id(columnName(one))} = ${cast(columnName(one), one.sqlType)}`),
    ...(overflow ? [sql`overflow = v.overflow::jsonb`] : []),
  ];
  const updated = sql`record_rows AS (
    UPDATE ${sql.id(shape.table)} r SET ${sql.join(sets)} FROM ${table}, planned
    WHERE r.id = v.id::uuid AND r.revision = v.revision::integer - 1 RETURNING r.id)`;
  await run(tx, app, shape, writer, updated, whole, whole, false);
}

type TextColumn = [name: string, texts: (string | null)[]];

/** The rows with their history and search rows in one statement; nothing is written on a shape that was left. */
async function run(
  tx: Tx,
  app: RecordApp,
  shape: CurrentShape,
  writer: Writer,
  rows: RawBuilder<unknown>,
  records: readonly { id: string; answers: Answers }[],
  history: readonly { id: string; revision: number; diff: unknown }[],
  isNew: boolean,
): Promise<void> {
  const diffs = unnested('h', [
    ['id', history.map((one) => one.id)],
    ['revision', history.map((one) => String(one.revision))],
    ['diff', history.map((one) => JSON.stringify(one.diff))],
  ]);
  const touched = new Map(history.map((one) => [one.id, new Set(Object.keys(one.diff as object))]));
  const named = records.filter((one) => mayName(app, touched.get(one.id) ?? new Set()));
  const pieces = [
    sql`planned AS (SELECT 1 FROM app_tables WHERE app_id = ${app.id} AND epoch = ${shape.epoch}::bigint)`,
    rows,
    sql`history_rows AS (
      INSERT INTO record_history (app_id, record_id, revision, actor_kind, post_id, act, diff)
      SELECT ${app.id}, h.id::uuid, h.revision::integer, ${writer.kind}, ${writer.postId}::uuid, 'import', h.diff::jsonb
      FROM ${diffs}, planned)`,
    ...searchRows(app, shape, records, isNew),
    ...personPieces(app, named, 'record_rows'),
  ];
  const { rows: written } = await sql<{ count: string }>`
    WITH ${sql.join(pieces)} SELECT count(*) AS count FROM record_rows`.execute(tx);
  if (Number(written[0]!.count) !== records.length) throw new ShapeMoved();
}

function searchRows(
  app: RecordApp,
  shape: CurrentShape,
  records: readonly { id: string; answers: Answers }[],
  isNew: boolean,
): RawBuilder<unknown>[] {
  if (shape.search === undefined) return [];
  const { table, classes } = shape.search;
  const terms = records.flatMap(({ id, answers }) =>
    termsOf(app, classes, answers).map((term) => ({ id, ...term })),
  );
  const rows = unnested('s', [
    ['id', terms.map((one) => one.id)],
    ['class', terms.map((one) => one.class)],
    ['words', terms.map((one) => one.text)],
    ['grams', terms.map((one) => arrayText(one.grams))],
  ]);
  const known = isNew
    ? sql``
    : sql`ON CONFLICT (record_id, class) DO UPDATE SET words = excluded.words, grams = excluded.grams
        WHERE (t.words, t.grams) IS DISTINCT FROM (excluded.words, excluded.grams)`;
  const upsert = sql`search_rows AS (
    INSERT INTO ${sql.id(table)} AS t (record_id, class, words, grams)
    SELECT s.id::uuid, s.class, s.words, s.grams::text[] FROM ${rows}, planned ${known})`;
  if (isNew) return [upsert];
  return [
    upsert,
    sql`search_gone AS (
      DELETE FROM ${sql.id(table)} d WHERE d.record_id = ANY (${records.map((one) => one.id)}::uuid[])
        AND (d.record_id, d.class) NOT IN (
          SELECT * FROM unnest(${terms.map((one) => one.id)}::uuid[], ${terms.map((one) => one.class)}::text[])))`,
  ];
}

/** `unnest` of one text array per column. */
function unnested(alias: string, columns: readonly TextColumn[]): RawBuilder<unknown> {
  const arrays = columns.map(([, texts]) => sql`${texts}::text[]`);
  const names = columns.map(([name]) => sql.id(name));
  return sql`unnest(${sql.join(arrays)}) AS ${sql.id(alias)} (${sql.join(names)})`;
}

const cast = (name: string, type: ColumnType): RawBuilder<unknown> =>
  type === 'text' ? sql.ref(`v.${name}`) : sql`${sql.ref(`v.${name}`)}::${sql.raw(type)}`;

function textsOf(column: ShapeColumn, records: readonly { answers: Answers }[]): (string | null)[] {
  return records.map(({ answers }) => {
    const value = toParameter(column.sqlType, answers[column.fieldId]);
    if (value === null || value === undefined) return null;
    return Array.isArray(value) ? arrayText(value as string[]) : String(value);
  });
}

/** An array as PostgreSQL writes it. */
const arrayText = (texts: readonly string[]): string =>
  `{${texts.map((text) => `"${text.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`;

const hasOverflow = (shape: CurrentShape): boolean => shape.columns.some((one) => one.place === 'overflow');

function overflowOf(shape: CurrentShape, records: readonly { answers: Answers }[]): TextColumn[] {
  const fields = shape.columns.filter((one) => one.place === 'overflow').map((one) => String(one.fieldId));
  if (fields.length === 0) return [];
  const texts = records.map(({ answers }) => {
    const values: Record<string, Json> = {};
    for (const id of fields) if (!isEmpty(answers[id])) values[id] = answers[id] as Json;
    return JSON.stringify(values);
  });
  return [['overflow', texts]];
}

function forbidSealedAndLines(records: readonly ManyNew[], lineFields: ReadonlySet<string>): void {
  for (const { answers } of records)
    for (const [id, value] of Object.entries(answers))
      if (isSealed(value) || (lineFields.has(id) && !isEmpty(value)))
        throw new Error('sealed values and lines are not written by many');
}
