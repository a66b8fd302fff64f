/** Many records of one app at once, as years of work would have left them. */
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db.server';

/** `values`: an expression of `i`, the number of the record, for each column. As owner. */
export async function insertManyRecords(
  tx: Tx,
  table: string,
  values: Record<string, RawBuilder<unknown>>,
  from: number,
  to: number,
): Promise<void> {
  await sql`
    INSERT INTO ${sql.id(table)} (id, ${sql.join(Object.keys(values).map((name) => sql.id(name)))})
    SELECT gen_random_uuid(), ${sql.join(Object.values(values))} FROM generate_series(${from}::integer, ${to}::integer) AS i`.execute(
    tx,
  );
}

export async function countWhere(tx: Tx, table: string, condition: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    SELECT count(*) AS count FROM ${sql.id(table)} WHERE ${condition}`.execute(tx);
  return Number(rows[0]!.count);
}
