/** For tests of keys: what somebody with the rights of the tables' owner could do, and what a dump shows. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { addTotp } from '#core/people/staff.server';
import { hashToken, type SealScene } from '#platform/crypto.server';
import type { Connection, Tx } from '#platform/db.server';

export async function selectCaseOf(tx: Tx, applicationId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM cases WHERE application_id = ${applicationId}`.execute(tx);
  return rows[0]!.id;
}

/** Every row of every table of this city and of the job queue, as text: what a dump shows. */
export async function dumpLines(tx: Tx, schema: string): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = ${schema} ORDER BY 1`.execute(
    tx,
  );
  const lines: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ line: string }>`SELECT t::text AS line FROM ${sql.raw(name)} t`.execute(tx);
    lines.push(...rows.map((row) => `${name} ${row.line}`));
  }
  return lines;
}

export async function addSealedTotp(scene: SealScene): Promise<void> {
  const id = randomUUID();
  await sql`INSERT INTO staff (id, login, family, given) VALUES (${id}, ${id}, '試', '験')`.execute(scene.tx);
  await addTotp(scene, id, 'JBSWY3DPEHPK3PXP');
}

const record = (caseId: string) => sql`(SELECT record_id FROM cases WHERE id = ${caseId})`;

export async function copySealed(tx: Tx, from: string, to: string): Promise<void> {
  await sql`
    UPDATE r_school_expense_assistance t SET f70 = (
      SELECT f70 FROM r_school_expense_assistance WHERE id = ${record(from)})
    WHERE id = ${record(to)}`.execute(tx);
}

export async function emptySealed(tx: Tx, caseId: string): Promise<void> {
  await sql`UPDATE r_school_expense_assistance SET f70 = NULL WHERE id = ${record(caseId)}`.execute(tx);
}

export async function plantSealed(tx: Tx, caseId: string, value: Uint8Array): Promise<void> {
  await sql`
    UPDATE r_school_expense_assistance SET f70 = ${Buffer.from(value)} WHERE id = ${record(caseId)}`.execute(
    tx,
  );
}

/** As the migration leaves it in a city that worked before; long ago. */
export async function addLegacyKey(tx: Tx): Promise<void> {
  await sql`
    INSERT INTO data_keys (zone, id, state, wrapped_by, wrapped, created_at)
    VALUES ('staff', 'v1', 'old', '', '\\x', now() - interval '2 days')`.execute(tx);
}

/** Long values are compressed as a rule, and a search of raw bytes would not find what lies in clear. */
export async function storeUncompressed(tx: Tx): Promise<void> {
  const { rows } = await sql<{ statement: string }>`
    SELECT format('ALTER TABLE %I.%I ALTER COLUMN %I SET STORAGE EXTERNAL', table_schema, table_name, column_name) AS statement
    FROM information_schema.columns JOIN pg_tables ON schemaname = table_schema AND tablename = table_name
    WHERE table_schema = current_schema() AND data_type IN ('text', 'jsonb', 'bytea', 'ARRAY')`.execute(tx);
  for (const { statement } of rows) await sql.raw(statement).execute(tx);
}

/** Every row of these schemas as a dump writes it, with the rights of the administrator. */
export async function dumpEverything(client: Connection, schemas: string[]): Promise<string[]> {
  const tables = await client.query<{ name: string }>(
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = ANY ($1) ORDER BY 1",
    [schemas],
  );
  const lines: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await client.query<{ line: string }>(`SELECT t::text AS line FROM ${name} t`);
    lines.push(...rows.map((row) => `${name} ${row.line}`));
  }
  return lines;
}

/** Where the files of the cluster and of this database lie. Administrators of the cluster only. */
export async function whereDataLies(
  client: Connection,
): Promise<{ dataDirectory: string; database: string }> {
  const { rows } = await client.query<{ dataDirectory: string; database: string }>(
    `SELECT current_setting('data_directory') AS "dataDirectory", oid::text AS database
     FROM pg_database WHERE datname = current_database()`,
  );
  return rows[0]!;
}

/** A session that reaches a draft; gives its cookie. */
export async function sessionFor(tx: Tx, draftId: string): Promise<string> {
  const cookie = randomUUID();
  await sql`
    INSERT INTO portal_sessions (id_hash, expires_at) VALUES (${hashToken(cookie)}, now() + interval '1 hour')`.execute(
    tx,
  );
  await sql`
    INSERT INTO session_grants (session_hash, draft_id) VALUES (${hashToken(cookie)}, ${draftId})`.execute(
    tx,
  );
  return cookie;
}

/** Another draft's sealed answers in this one's place; gives what stood there. */
export async function breakDraft(tx: Tx, draftId: string): Promise<string> {
  const { rows } = await sql<{ answers: string }>`
    SELECT answers::text AS answers FROM drafts WHERE id = ${draftId}`.execute(tx);
  await sql`
    UPDATE drafts SET answers = jsonb_set(answers, '{70}', (
      SELECT answers->'70' FROM drafts WHERE id <> ${draftId} AND answers ? '70' LIMIT 1))
    WHERE id = ${draftId}`.execute(tx);
  return rows[0]!.answers;
}

export async function restoreDraft(tx: Tx, draftId: string, answers: string): Promise<void> {
  await sql`UPDATE drafts SET answers = ${answers}::jsonb WHERE id = ${draftId}`.execute(tx);
}

export async function updateAnswers(tx: Tx, draftId: string, answers: object): Promise<void> {
  await sql`UPDATE drafts SET answers = ${JSON.stringify(answers)}::jsonb WHERE id = ${draftId}`.execute(tx);
}
