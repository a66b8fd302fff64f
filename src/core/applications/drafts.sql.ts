import { sql } from 'kysely';
import type { Answers, Typed } from '#core/fields';
import type { ResidentActor } from '#core/policy';
import { draftRows } from '#core/policy.server';
import type { Tx } from '#platform/db.server';
import { isId } from './ids.ts';
import type { Draft } from './model.ts';

const columns = sql`drafts.id, drafts.number, drafts.procedure_id AS "procedureId", drafts.procedure_version AS "procedureVersion",
  drafts.app_id AS "appId", drafts.app_version AS "appVersion", drafts.account_id AS "accountId", drafts.language, drafts.typed,
  drafts.answers, drafts.visited, drafts.revision, drafts.submit_key AS "submitKey", drafts.updated_at AS "updatedAt",
  drafts.expires_at AS "expiresAt", drafts.submitted_as AS "submittedAs"`;

export interface NewDraft {
  id: string;
  number: string;
  secretHash: string;
  procedure: { id: string; version: number };
  app: { id: string; version: number };
  accountId: string | null;
  language: string;
  typed: Typed;
  answers: Answers;
  submitKey: string;
  sessionHash: string;
}

/** A draft and the right of the session that began it, in one statement. Kept for 60 days after the last change. */
export async function insertDraft(tx: Tx, row: NewDraft): Promise<void> {
  await sql`
    WITH draft AS (
      INSERT INTO drafts (id, number, secret_hash, procedure_id, procedure_version, app_id, app_version, account_id, language,
        typed, answers, submit_key, expires_at)
      VALUES (${row.id}, ${row.number}, ${row.secretHash}, ${row.procedure.id}, ${row.procedure.version}, ${row.app.id},
        ${row.app.version}, ${row.accountId}, ${row.language}, ${JSON.stringify(row.typed)}::jsonb,
        ${JSON.stringify(row.answers)}::jsonb, ${row.submitKey}, now() + interval '60 days')
      RETURNING id)
    INSERT INTO session_grants (session_hash, draft_id) SELECT ${row.sessionHash}, id FROM draft`.execute(tx);
}

export async function findDraft(tx: Tx, actor: ResidentActor, id: string): Promise<Draft | null> {
  if (!isId(id)) return null;
  const { rows } = await sql<Draft>`
    SELECT ${columns} FROM drafts WHERE id = ${id} AND expires_at > now() AND ${draftRows(actor)}`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** As findDraft; nobody else changes it until this transaction ends. */
export async function lockDraft(tx: Tx, actor: ResidentActor, id: string): Promise<Draft | null> {
  if (!isId(id)) return null;
  const { rows } = await sql<Draft>`
    SELECT ${columns} FROM drafts WHERE id = ${id} AND expires_at > now() AND ${draftRows(actor)} FOR UPDATE`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** Replaces what was typed and its answers; call with the row locked. */
export async function updateDraft(
  tx: Tx,
  id: string,
  change: { typed: Typed; answers: Answers; visited: string[] },
): Promise<{ revision: number; updatedAt: Date }> {
  const { rows } = await sql<{ revision: number; updatedAt: Date }>`
    UPDATE drafts SET typed = ${JSON.stringify(change.typed)}::jsonb, answers = ${JSON.stringify(change.answers)}::jsonb,
      visited = ${change.visited}, revision = revision + 1, updated_at = now(), expires_at = now() + interval '60 days'
    WHERE id = ${id} RETURNING revision, updated_at AS "updatedAt"`.execute(tx);
  return rows[0]!;
}

export async function deleteDraft(tx: Tx, actor: ResidentActor, id: string): Promise<boolean> {
  if (!isId(id)) return false;
  await sql`
    DELETE FROM portal_files WHERE application_id IS NULL
      AND draft_id IN (SELECT id FROM drafts WHERE id = ${id} AND submitted_as IS NULL AND ${draftRows(actor)})`.execute(
    tx,
  );
  const { rows } = await sql`
    DELETE FROM drafts WHERE id = ${id} AND submitted_as IS NULL AND ${draftRows(actor)} RETURNING id`.execute(
    tx,
  );
  return rows.length === 1;
}

export interface DraftLine {
  id: string;
  procedureId: string;
  procedureVersion: number;
  updatedAt: Date;
  expiresAt: Date;
  mine: boolean;
}

/** Drafts the actor may go on with, last changed first. */
export async function selectDrafts(tx: Tx, actor: ResidentActor): Promise<DraftLine[]> {
  const { rows } = await sql<DraftLine>`
    SELECT id, procedure_id AS "procedureId", procedure_version AS "procedureVersion", updated_at AS "updatedAt",
      expires_at AS "expiresAt", account_id IS NOT DISTINCT FROM ${actor.id}::uuid AS mine
    FROM drafts WHERE submitted_as IS NULL AND expires_at > now() AND ${draftRows(actor)}
    ORDER BY updated_at DESC LIMIT 50`.execute(tx);
  return rows;
}
