import { sql } from 'kysely';
import { recordTable } from '#core/records.server';
import type { Tx } from '#platform/db.server';

/** Which of these records are there at all, for whomever: to tell what was deleted from what is not theirs. */
export async function selectLiving(tx: Tx, appId: string, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM ${sql.id(recordTable(appId))} WHERE id = ANY (${ids}::uuid[]) AND deleted_at IS NULL`.execute(
    tx,
  );
  return new Set(rows.map((row) => row.id));
}
