/** Many records at once, as imports write them: rows and search rows, without history. */
import { sql } from 'kysely';
import type { WorkApp } from '#core/definitions';
import { insertDefinition, raiseEpoch } from '#core/definitions.server';
import type { Answers } from '#core/fields';
import { applyShape, type Shape, shapeOf, termsOf, type WantedIndex } from '#core/records.server';
import { unwrap } from '#kernel/result';
import type { Tx } from '#platform/db.server';

/** As owner. */
export async function publish(tx: Tx, app: WorkApp): Promise<Shape> {
  await insertDefinition(tx, {
    kind: 'app',
    id: app.id,
    effectiveFrom: app.effectiveFrom,
    body: app,
    pack: 'bench',
  });
  await raiseEpoch(tx);
  unwrap(await applyShape(tx, app as never));
  return shapeOf(tx, app.id);
}

const separator = '\u0001';

/** `rows` of one batch; one statement for the records, one for what they are found by. */
export async function fill(
  tx: Tx,
  app: WorkApp,
  shape: Shape,
  rows: { id: string; answers: Answers }[],
): Promise<void> {
  const columns = shape.columns.filter((one) => one.place === 'column');
  const arrays = columns.map((one) => {
    const values = rows.map(({ answers }) => {
      const value = answers[one.fieldId] ?? null;
      return value === null ? null : one.sqlType === 'jsonb' ? JSON.stringify(value) : String(value);
    });
    return sql`${values}::text[]`;
  });
  const names = columns.map((one) => sql.id(`f${one.fieldId}`));
  const casts = columns.map((one, index) => sql`v.${sql.id(`c${index}`)}::${sql.raw(one.sqlType)}`);
  await sql`
    INSERT INTO ${sql.id(shape.table)} (${sql.join([sql`id, created_at`, ...names])})
    SELECT ${sql.join([sql`v.id, now() - random() * interval '900 days'`, ...casts])}
    FROM unnest(${sql.join([sql`${rows.map((row) => row.id)}::uuid[]`, ...arrays])})
      AS v (${sql.join([sql`id`, ...columns.map((_one, index) => sql.id(`c${index}`))])})`.execute(tx);
  const { table, classes } = shape.search!;
  const terms = rows.flatMap(({ id, answers }) =>
    termsOf(app as never, classes, answers).map((row) => ({ ...row, id })),
  );
  await sql`
    INSERT INTO ${sql.id(table)} (record_id, class, words, grams)
    SELECT v.id, v.class, v.words, string_to_array(v.grams, ${separator})
    FROM unnest(${terms.map((one) => one.id)}::uuid[], ${terms.map((one) => one.class)}::text[], ${terms.map((one) => one.text)}::text[],
      ${terms.map((one) => one.grams.join(separator))}::text[]) AS v (id, class, words, grams)`.execute(tx);
}

/** As owner: indexes of words are built once over all rows. */
export async function withoutWordIndex(tx: Tx, shape: Shape): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    SELECT indexname AS name FROM pg_indexes WHERE tablename = ${shape.search!.table} AND indexdef LIKE '%gin%'
      AND schemaname = current_schema()`.execute(tx);
  for (const { name } of rows) await sql`DROP INDEX ${sql.id(name)}`.execute(tx);
}

export async function buildIndexes(tx: Tx, shape: Shape, wanted: readonly WantedIndex[]): Promise<void> {
  await sql`SET LOCAL statement_timeout = 0`.execute(tx);
  await sql`SET LOCAL maintenance_work_mem = '512MB'`.execute(tx);
  await sql`CREATE INDEX ON ${sql.id(shape.search!.table)} USING gin (grams) WITH (fastupdate = off)`.execute(
    tx,
  );
  for (const { table, expressions, where, using = 'btree', unique = false } of wanted)
    await sql
      .raw(
        `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ON ${table} USING ${using} (${expressions.join(', ')})${where === undefined ? '' : ` WHERE ${where}`}`,
      )
      .execute(tx);
}
