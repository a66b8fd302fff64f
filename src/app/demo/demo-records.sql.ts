import { sql } from 'kysely';
import { selectShape } from '#core/records.server';
import type { Tx } from '#platform/db.server';

/** As owner: samples were not all added at the moment of seeding, but one after the other, the last a minute ago. */
export async function backdateRecords(tx: Tx, appId: string): Promise<void> {
  const shape = await selectShape(tx, appId);
  if (shape === null) return;
  await sql`
    UPDATE ${sql.id(shape.table)} AS r SET created_at = dated.at, updated_at = dated.at
    FROM (SELECT id, now() - make_interval(mins => 1 + 90 * (row_number() OVER (ORDER BY created_at DESC, id DESC))::int) AS at
      FROM ${sql.id(shape.table)}) AS dated
    WHERE dated.id = r.id`.execute(tx);
}
