/** The side table of search: rows are written by the statement that writes the record, and made anew when rules change. */
import { type RawBuilder, sql } from 'kysely';
import type { Answers } from '#core/fields';
import type { Tx } from '#platform/db.server';
import { shapeOf } from './apply-shape.sql.ts';
import { shapesChange } from './kept-shapes.server.ts';
import type { RecordApp, Shape } from './model.ts';
import { insertPersons } from './persons.sql.ts';
import { namingFields } from './persons.ts';
import { selectRecords } from './read.sql.ts';
import { type SearchTerms, termsOf } from './search-terms.ts';

/**
 * Pieces of a WITH clause that has `record_row`; none for apps that are not searched. `numbers`: texts of a new record that the
 * statement itself makes, by field id.
 */
export function searchPieces(
  shape: Shape,
  app: RecordApp,
  answers: Answers,
  numbers?: ReadonlyMap<number, RawBuilder<unknown>>,
): RawBuilder<unknown>[] {
  if (shape.search === undefined) return [];
  const { table, classes } = shape.search;
  const id = sql`(SELECT id FROM record_row)`;
  const rows: NewRow[] = termsOf(app, classes, answers).map((row) => ({ ...row, id, made: [] }));
  for (const [fieldId, text] of numbers ?? []) {
    const key = Object.keys(classes).find((one) => classes[one]?.includes(fieldId));
    if (key === undefined) continue;
    const row = rows.find((one) => one.class === key) ?? { class: key, text: '', grams: [], id, made: [] };
    if (row.made.length === 0 && !rows.includes(row)) rows.push(row);
    row.made.push(text);
  }
  const isNew = numbers !== undefined;
  const pieces = rows.length === 0 ? [] : [sql`search_rows AS (${upsert(table, rows, isNew)})`];
  if (!isNew)
    pieces.push(sql`search_gone AS (
      DELETE FROM ${sql.id(table)} WHERE record_id = ${id} AND class <> ALL (${rows.map((row) => row.class)}::text[]))`);
  return pieces;
}

type NewRow = SearchTerms & { id: RawBuilder<unknown>; made: RawBuilder<unknown>[] };

function upsert(table: string, rows: NewRow[], isNew: boolean): RawBuilder<unknown> {
  const values = rows.map((row) => {
    const words = sql.join([sql`${row.text}::text`, ...row.made.map(folded)], sql` || E'\\n' || `);
    const grams = sql.join([sql`${row.grams}::text[]`, ...row.made.map(pairsOf)], sql` || `);
    return sql`(${row.id}, ${row.class}::text, ${words}, ${grams})`;
  });
  const known = isNew
    ? sql``
    : sql`ON CONFLICT (record_id, class) DO UPDATE SET words = excluded.words, grams = excluded.grams
        WHERE (t.words, t.grams) IS DISTINCT FROM (excluded.words, excluded.grams)`;
  // No row where the record was not written.
  return sql`INSERT INTO ${sql.id(table)} AS t (record_id, class, words, grams)
    SELECT v.* FROM (VALUES ${sql.join(values)}) v (record_id, class, words, grams) WHERE v.record_id IS NOT NULL ${known}`;
}

/** A number given by the statement: of its patterns' characters this is all that `normaliseForSearch` would change. */
const folded = (text: RawBuilder<unknown>) => sql`lower(normalize(${text}, NFKC))`;
const pairsOf = (text: RawBuilder<unknown>) => sql`(
  SELECT coalesce(array_agg(DISTINCT substr(n, i, 2)), '{}') FROM (SELECT ${folded(text)} AS n) one, generate_series(1, length(n) - 1) i)`;

/**
 * Makes the rows of the next records anew, in the order of their ids; gives the last id, or null when none is left. In batches, each in
 * a transaction of its own; writes of that moment win because they wait for the same rows.
 */
export async function reindexRecords(
  tx: Tx,
  app: RecordApp,
  after: string | null,
  batch = 500,
): Promise<string | null> {
  const shape = await shapeOf(tx, app.id);
  if (shape.search === undefined) return null;
  const { table, classes } = shape.search;
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM ${sql.id(shape.table)} WHERE ${after === null ? sql`true` : sql`id > ${after}::uuid`}
    ORDER BY id LIMIT ${batch} FOR SHARE`.execute(tx);
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return null;
  const records = await selectRecords(tx, shape, ids);
  const made = [...records.values()].flatMap((record) =>
    termsOf(app, classes, record.answers).map((row) => ({
      ...row,
      record: record.id,
      id: sql`${record.id}::uuid`,
      made: [],
    })),
  );
  if (made.length > 0) await upsert(table, made, false).execute(tx);
  await insertPersons(tx, app, [...records.values()]);
  const kept = made.map((row) => row.record);
  await sql`
    DELETE FROM ${sql.id(table)} t WHERE t.record_id = ANY (${ids}::uuid[])
      AND (t.record_id, t.class) NOT IN (
        SELECT * FROM unnest(${kept}::uuid[], ${made.map((row) => row.class)}::text[]))`.execute(tx);
  return ids.at(-1)!;
}

/**
 * All records are indexed by the classes of now, and by whom they name: each class is found again by whoever may read those. As
 * builder or owner.
 */
export async function finishReindex(tx: Tx, app: RecordApp): Promise<void> {
  shapesChange(tx);
  await sql`
    UPDATE app_tables SET shape = jsonb_set(jsonb_set(shape #- '{search,stale}', '{search,held}', shape #> '{search,classes}'),
      '{search,persons}', to_jsonb(${namingFields(app)}::text))
    WHERE app_id = ${app.id} AND shape ? 'search'`.execute(tx);
}
