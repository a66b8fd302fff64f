/** Acts for the bench of sealing: one row as the portal writes it, with and without its audit row. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { insertAudit } from '#platform/audit.server';
import type { Database, Tx } from '#platform/db.server';

/** One act in one transaction: a session with a grant, as when a draft is begun. */
export function act(db: Database, municipality: string, audited: boolean): Promise<void> {
  return db.tenant(municipality, 'portal', async (tx) => {
    const id = randomUUID();
    await sql`INSERT INTO portal_sessions (id_hash, expires_at) VALUES (${id}, now() + interval '1 hour')`.execute(
      tx,
    );
    if (!audited) return;
    await insertAudit(tx, {
      zone: 'portal',
      actorKind: 'visitor',
      actorId: null,
      postId: null,
      act: 'draft.start',
      noun: 'draft',
      ids: [id],
      fieldClasses: [],
      purpose: null,
      requestId: id,
    });
  });
}

export async function countAudit(tx: Tx): Promise<{ rows: number; leaves: number }> {
  const { rows } = await sql<{ rows: number; leaves: number }>`
    SELECT (SELECT count(*)::integer FROM audit) AS rows, (SELECT count(*)::integer FROM audit_leaves) AS leaves`.execute(
    tx,
  );
  return rows[0]!;
}
