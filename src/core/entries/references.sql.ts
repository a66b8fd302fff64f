/** Records that point at a record, in whatever app: references and lookups, at the top and in lines. */
import { type RawBuilder, sql } from 'kysely';
import { columnName, type Shape, type ShapeColumn } from '#core/records.server';
import type { Tx } from '#platform/db.server';

/** Ids of records of this shape, the ones in the trash too, in which a column points at `recordId` of `appId`. */
export async function selectPointing(
  tx: Tx,
  shape: Shape,
  appId: string,
  recordId: string,
  limit: number,
): Promise<string[]> {
  const tests = shape.columns.flatMap((one) => pointing(one, appId, recordId, sql`r.`));
  for (const child of shape.children) {
    const inside = child.columns.flatMap((one) => pointing(one, appId, recordId, sql`l.`));
    if (inside.length > 0)
      tests.push(
        sql`EXISTS (SELECT FROM ${sql.id(child.table)} l WHERE l.record_id = r.id AND l.position IS NOT NULL AND (${sql.join(inside, sql` OR `)}))`,
      );
  }
  if (tests.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    SELECT r.id FROM ${sql.id(shape.table)} r WHERE ${sql.join(tests, sql` OR `)} ORDER BY r.id LIMIT ${limit}`.execute(
    tx,
  );
  return rows.map((row) => row.id);
}

function pointing(
  one: ShapeColumn,
  appId: string,
  recordId: string,
  alias: RawBuilder<unknown>,
): RawBuilder<unknown>[] {
  const target = (one as ShapeColumn & { target?: string }).target;
  if (one.place !== 'column' || target !== appId) return [];
  const column = sql`${alias}${sql.id(columnName(one))}`;
  if (one.sqlType === 'uuid') return [sql`${column} = ${recordId}::uuid`];
  if (one.sqlType === 'uuid[]') return [sql`${recordId}::uuid = ANY (${column})`];
  if (one.sqlType === 'jsonb') return [sql`${column} ->> 'record' = ${recordId}`];
  return [];
}
