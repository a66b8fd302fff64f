import { type RawBuilder, sql } from 'kysely';
import { lastly, type Tx } from '#platform/db.server';

export interface AuditRow {
  zone: 'portal' | 'staff' | 'worker' | 'admin';
  actorKind: string;
  /** Account, staff or job; never a name. */
  actorId: string | null;
  postId: string | null;
  act: string;
  noun: string;
  ids: string[];
  /** Classifications of the fields read or written; never values. */
  fieldClasses: string[];
  purpose: string | null;
  requestId: string | null;
}

const insertion = (row: AuditRow): RawBuilder<unknown> => sql`
    INSERT INTO audit (zone, actor_kind, actor_id, post_id, act, noun, ids, field_classes, purpose, request_id)
    VALUES (${row.zone}, ${row.actorKind}, ${row.actorId}, ${row.postId}, ${row.act}, ${row.noun},
      ${row.ids}, ${row.fieldClasses}, ${row.purpose}, ${row.requestId})`;

/** Appends one row in the transaction of the act: if this fails, the act fails. */
export async function insertAudit(tx: Tx, row: AuditRow): Promise<void> {
  await insertion(row).execute(tx);
}

/** The same at the end of a request: the row goes with the commit, and without it nothing is committed. */
export function concludeAudit(tx: Tx, row: AuditRow): Promise<void> {
  return lastly(tx, insertion(row));
}
