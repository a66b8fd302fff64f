import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

/** Staff who cannot sign in by password yet. */
export async function selectStaffWithoutPassword(tx: Tx): Promise<{ id: string; login: string }[]> {
  const { rows } = await sql<{ id: string; login: string }>`
    SELECT s.id, s.login FROM staff s
    WHERE NOT EXISTS (SELECT 1 FROM staff_credentials c WHERE c.staff_id = s.id AND c.kind = 'password')
    ORDER BY s.login COLLATE "C"`.execute(tx);
  return rows;
}
