/** Many finished drafts out of one, as administrator: own number, key, session, and own rows for the attachments. */
import { sql } from 'kysely';
import type { Answers, Typed } from '#core/fields';
import type { Database, Tx } from '#platform/db.server';

export interface Clone {
  draft: string;
  submitKey: string;
  file: string;
  /** Of the session that may send it. */
  token: string;
  sessionHash: string;
}

/** What the draft holds, as stored. */
export interface Source {
  appId: string;
  appVersion: number;
  typed: Typed;
  answers: Answers;
}

export async function selectSource(tx: Tx, draft: string): Promise<Source> {
  const { rows } = await sql<Source>`
    SELECT app_id AS "appId", app_version AS "appVersion", typed, answers FROM drafts WHERE id = ${draft}`.execute(
    tx,
  );
  return rows[0]!;
}

/** `made` has what each clone holds; the rest is that of `draft`, and its one attachment is that of `file`. */
export async function insertClones(
  tx: Tx,
  draft: string,
  file: string,
  made: readonly (Clone & Pick<Source, 'typed' | 'answers'>)[],
): Promise<void> {
  await sql`
    WITH given AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(made)}::jsonb)
        AS g(draft uuid, "submitKey" uuid, file uuid, "sessionHash" text, typed jsonb, answers jsonb)),
    drafts_made AS (
      INSERT INTO drafts (id, number, secret_hash, procedure_id, procedure_version, app_id, app_version, account_id, language,
        typed, answers, visited, revision, submit_key, expires_at)
      SELECT g.draft, g.draft::text, d.secret_hash, d.procedure_id, d.procedure_version, d.app_id, d.app_version, d.account_id,
        d.language, g.typed, g.answers, d.visited, d.revision, g."submitKey", d.expires_at
      FROM drafts d, given g WHERE d.id = ${draft}),
    files_made AS (
      INSERT INTO portal_files (id, draft_id, field_id, sha256, name, type, bytes)
      SELECT g.file, g.draft, f.field_id, f.sha256, f.name, f.type, f.bytes FROM portal_files f, given g WHERE f.id = ${file}),
    sessions_made AS (
      INSERT INTO portal_sessions (id_hash, expires_at) SELECT "sessionHash", now() + interval '12 hours' FROM given)
    INSERT INTO session_grants (session_hash, draft_id) SELECT "sessionHash", draft FROM given`.execute(tx);
}

export async function fileOfDraft(tx: Tx, draft: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`SELECT id FROM portal_files WHERE draft_id = ${draft}`.execute(
    tx,
  );
  if (rows.length !== 1) throw new Error(`the draft has ${rows.length} attachments`);
  return rows[0]!.id;
}

export interface Arrived {
  applications: number;
  outbox: number;
  audited: number;
  attachments: number;
}

/** What the submissions left behind; each number must be the number of submissions. */
export async function countArrived(tx: Tx): Promise<Arrived> {
  const { rows } = await sql<Arrived>`
    SELECT (SELECT count(*)::integer FROM applications) AS applications,
      (SELECT count(*)::integer FROM outbox
        WHERE kind = 'application.submitted' AND jsonb_array_length(payload -> 'attachments') = 1) AS outbox,
      (SELECT count(*)::integer FROM audit WHERE act = 'application.submit') AS audited,
      (SELECT count(*)::integer FROM portal_files WHERE application_id IS NOT NULL) AS attachments`.execute(
    tx,
  );
  return rows[0]!;
}

/** As autovacuum would in time: plans should not depend on when it last came by. */
export async function analyse(tx: Tx): Promise<void> {
  await sql`ANALYZE drafts, portal_files, portal_sessions, session_grants, applications, outbox, audit`.execute(
    tx,
  );
}

/** Where the server keeps its data, for finding its processes. As the administrator's login itself. */
export async function dataDirectory(db: Database): Promise<string> {
  const { rows } = await db.shared((client) =>
    client.query<{ place: string }>(`SELECT current_setting('data_directory') AS place`),
  );
  return rows[0]!.place;
}
