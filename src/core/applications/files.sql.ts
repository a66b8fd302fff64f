import { sql } from 'kysely';
import type { ResidentActor } from '#core/policy';
import { applicationRows, draftRows } from '#core/policy.server';
import type { Tx } from '#platform/db.server';
import { isId } from './ids.ts';
import type { Attachment } from './model.ts';

const columns = sql`f.id, f.field_id AS "fieldId", f.sha256, f.name, f.type, f.bytes, f.scan`;

export async function insertFile(
  tx: Tx,
  row: Attachment & { draftId: string | null; applicationId: string | null },
): Promise<void> {
  await sql`
    INSERT INTO portal_files (id, draft_id, application_id, field_id, sha256, name, type, bytes, scan)
    VALUES (${row.id}, ${row.draftId}, ${row.applicationId}, ${row.fieldId}, ${row.sha256}, ${row.name}, ${row.type}, ${row.bytes}, ${row.scan})`.execute(
    tx,
  );
}

export async function selectDraftFiles(tx: Tx, draftId: string): Promise<Attachment[]> {
  const { rows } = await sql<Attachment>`
    SELECT ${columns} FROM portal_files f WHERE f.draft_id = ${draftId} ORDER BY f.created_at, f.id`.execute(
    tx,
  );
  return rows;
}

export async function selectApplicationFiles(tx: Tx, applicationId: string): Promise<Attachment[]> {
  const { rows } = await sql<Attachment>`
    SELECT ${columns} FROM portal_files f WHERE f.application_id = ${applicationId} ORDER BY f.created_at, f.id`.execute(
    tx,
  );
  return rows;
}

/** A file of this draft or application, which the actor reaches. */
export async function findFile(
  tx: Tx,
  actor: ResidentActor,
  of: { draft?: string; application?: string },
  id: string,
): Promise<Attachment | null> {
  if (!isId(id) || !isId(of.draft ?? of.application ?? '')) return null;
  const { rows } = await sql<Attachment>`
    SELECT ${columns} FROM portal_files f
      LEFT JOIN drafts ON drafts.id = f.draft_id LEFT JOIN applications ON applications.id = f.application_id
    WHERE f.id = ${id} AND ((drafts.id = ${of.draft ?? null}::uuid AND applications.id IS NULL AND ${draftRows(actor)})
      OR (applications.id = ${of.application ?? null}::uuid AND ${applicationRows(actor)}))`.execute(tx);
  return rows[0] ?? null;
}

export async function deleteFile(tx: Tx, id: string): Promise<void> {
  await sql`DELETE FROM portal_files WHERE id = ${id} AND application_id IS NULL`.execute(tx);
}
