import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

/** The signed head that was made last. */
export async function selectLastNote(tx: Tx): Promise<string | null> {
  const { rows } = await sql<{
    note: string;
  }>`SELECT note FROM audit_heads ORDER BY size DESC LIMIT 1`.execute(tx);
  return rows[0]?.note ?? null;
}
