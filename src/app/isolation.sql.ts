import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

/** The newest code on its way to an address. */
export async function lastCode(tx: Tx, address: string): Promise<string> {
  const { rows } = await sql<{ text: string }>`
    SELECT payload->>'text' AS text FROM outbox WHERE kind = 'mail.send' AND payload->>'to' = ${address}
    ORDER BY id DESC LIMIT 1`.execute(tx);
  return /(?<!\d)\d{6}(?!\d)/.exec(rows[0]?.text ?? '')?.[0] ?? '';
}

export async function countSessions(tx: Tx, login: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::integer AS count FROM staff_sessions s JOIN staff ON staff.id = s.staff_id
    WHERE staff.login = ${login}`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** The orders of one person, as a staff file says them. */
export async function selectOrders(
  tx: Tx,
  login: string,
): Promise<{ family: string; given: string; department: string; position: string; from: string }[]> {
  const { rows } = await sql<{
    family: string;
    given: string;
    department: string;
    position: string;
    from: string;
  }>`
    SELECT s.family, s.given, p.department, p.position, p.valid_from::text AS "from"
    FROM posts p JOIN staff s ON s.id = p.staff_id WHERE s.login = ${login} AND p.kind = 'main'`.execute(tx);
  return rows;
}
