/** Where to jump in a long list: positions at even distances, from a sample where the table is large. */
import { type RawBuilder, sql } from 'kysely';
import type { Position } from './model.ts';
import type { OpenApp } from './open-app.server.ts';
import { keyColumns, type Order, orderBy } from './paging.sql.ts';
import { tableOf } from './rows.sql.ts';
import { estimateOf } from './search.sql.ts';

/** Up to here every record is read; of more, so many in whole blocks of the table. */
const mostRead = 20_000;

/** `parts - 1` positions that divide the records meant into `parts` of about the same size, in order. */
export async function selectPositions(
  open: OpenApp,
  where: RawBuilder<boolean>,
  order: Order,
  parts: number,
): Promise<Position[]> {
  const size = await estimateOf(open, tableOf(open));
  const share = size <= mostRead ? 100 : (mostRead / size) * 100;
  const sample = share === 100 ? sql`` : sql`TABLESAMPLE SYSTEM (${share})`;
  const { rows } = await sql<Record<string, string | null> & { id: string }>`
    SELECT * FROM (
      SELECT ${sql.join([sql`r.id`, ...keyColumns(order)])}, row_number() OVER (ORDER BY ${orderBy(order, 'onward')}) AS n,
        count(*) OVER () AS size FROM ${tableOf(open)} ${sample} WHERE ${where}) AS ordered
    WHERE n * ${parts}::bigint / size > (n - 1) * ${parts}::bigint / size AND n < size ORDER BY n`.execute(
    open.desk.tx,
  );
  return rows.map((row) => ({ keys: order.keys.map((_key, index) => row[`k${index}`] ?? null), id: row.id }));
}
