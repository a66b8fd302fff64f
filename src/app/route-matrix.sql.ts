/** People, drafts, applications and cases for the route matrix, written as they would stand in the tables. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;

export async function insertAccountRow(tx: Tx, id: string, mail: string): Promise<void> {
  await sql`INSERT INTO accounts (id) VALUES (${id})`.execute(tx);
  await sql`
    INSERT INTO account_channels (account_id, kind, address, address_key) VALUES (${id}, 'mail', ${mail}, ${mail})`.execute(
    tx,
  );
}

/** `expires` and `seen` are intervals from now, such as `-1 minute`. */
export async function insertSessionRow(
  tx: Tx,
  row: { hash: string; accountId: string | null; expires?: string; seen?: string },
): Promise<void> {
  await sql`
    INSERT INTO portal_sessions (id_hash, account_id, expires_at, last_seen_at)
    VALUES (${row.hash}, ${row.accountId}, now() + ${row.expires ?? '1 hour'}::interval, now() + ${row.seen ?? '0'}::interval)`.execute(
    tx,
  );
}

export interface Begun {
  procedure: string;
  procedureVersion: number;
  app: string;
  appVersion: number;
}

export async function insertDraftRow(
  tx: Tx,
  row: Begun & { id: string; accountId: string | null; typed: unknown; answers: unknown },
): Promise<void> {
  await sql`
    INSERT INTO drafts (id, number, secret_hash, procedure_id, procedure_version, app_id, app_version, account_id, language, typed,
      answers, submit_key, expires_at)
    VALUES (${row.id}, ${`D-${row.id}`}, 'x', ${row.procedure}, ${row.procedureVersion}, ${row.app}, ${row.appVersion},
      ${row.accountId}, 'ja', ${json(row.typed)}, ${json(row.answers)}, gen_random_uuid(), now() + interval '30 days')`.execute(
    tx,
  );
}

/** Sent back for correction of one field, with a letter, so that every page of it has something to show. */
export async function insertApplicationRow(
  tx: Tx,
  row: Begun & {
    id: string;
    number: string;
    accountId: string | null;
    answers: unknown;
    letter: string;
    fields: unknown;
  },
): Promise<void> {
  await sql`
    INSERT INTO applications (id, receipt_number, secret_hash, submit_key, body_hash, procedure_id, procedure_version, app_id,
      app_version, account_id, language, answers, state, correction)
    VALUES (${row.id}, ${row.number}, 'x', gen_random_uuid(), 'x', ${row.procedure}, ${row.procedureVersion}, ${row.app},
      ${row.appVersion}, ${row.accountId}, 'ja', ${json(row.answers)}, 'correctionAsked',
      ${json({ fields: row.fields, message: row.letter, answerBy: null, askedAt: new Date().toISOString() })})`.execute(
    tx,
  );
  await sql`
    INSERT INTO application_messages (application_id, sender, body) VALUES (${row.id}, 'office', ${row.letter})`.execute(
    tx,
  );
}

export async function insertPortalFileRow(
  tx: Tx,
  row: { id: string; draftId: string | null; applicationId: string | null; sha256: string; name: string },
): Promise<void> {
  await sql`
    INSERT INTO portal_files (id, draft_id, application_id, field_id, sha256, name, type, bytes)
    VALUES (${row.id}, ${row.draftId}, ${row.applicationId}, 71, ${row.sha256}, ${row.name}, 'text/plain', 10)`.execute(
    tx,
  );
}

export async function insertPortalDocumentRow(
  tx: Tx,
  row: { id: string; applicationId: string; title: string; sha256: string; code: string },
): Promise<void> {
  await sql`
    INSERT INTO application_documents (id, application_id, number, title, sha256, bytes, issued_at)
    VALUES (${row.id}, ${row.applicationId}, ${row.code}, ${row.title}, ${row.sha256}, 10, now())`.execute(
    tx,
  );
  await sql`
    INSERT INTO verifications (code, kind_title, number, issued_on, issuer, state, state_on)
    VALUES (${row.code}, '通知書', ${row.code}, CURRENT_DATE, '市長', 'valid', CURRENT_DATE)`.execute(tx);
}

export async function grantRow(
  tx: Tx,
  hash: string,
  to: { draftId: string | null; applicationId: string | null },
): Promise<void> {
  await sql`
    INSERT INTO session_grants (session_hash, draft_id, application_id)
    VALUES (${hash}, ${to.draftId}, ${to.applicationId})`.execute(tx);
}

export async function insertMandateRow(
  tx: Tx,
  row: {
    id: string;
    from: string;
    to: string;
    mail: string;
    procedures: string[];
    last: string;
    accepted: boolean;
    ended?: boolean;
  },
): Promise<void> {
  await sql`
    INSERT INTO mandates (id, account_id, proxy_account_id, proxy_mail_key, proxy_name, procedures, valid_to, accepted_at, ended_at)
    VALUES (${row.id}, ${row.from}, ${row.accepted ? row.to : null}, ${row.mail}, '代理', ${row.procedures},
      CURRENT_DATE + ${row.last}::interval, ${row.accepted ? sql`now()` : null}, ${row.ended ? sql`now()` : null})`.execute(
    tx,
  );
}

export async function insertStaffRow(
  tx: Tx,
  row: {
    id: string;
    login: string;
    suspended: boolean;
    post?: { id: string; department: string; position: string; roles: string[]; to?: string };
  },
): Promise<void> {
  await sql`
    INSERT INTO staff (id, login, family, given, suspended_at)
    VALUES (${row.id}, ${row.login}, '試験', ${row.login}, ${row.suspended ? sql`now()` : null})`.execute(tx);
  if (row.post === undefined) return;
  await sql`
    INSERT INTO posts (id, staff_id, department, position, rank, kind, roles, valid_from, valid_to)
    VALUES (${row.post.id}, ${row.id}, ${row.post.department}, ${row.post.position}, 1, 'main', ${row.post.roles},
      CURRENT_DATE - 30, CURRENT_DATE + ${row.post.to ?? '30 days'}::interval)`.execute(tx);
}

export async function insertAbsenceRow(tx: Tx, absent: string, standIn: string): Promise<void> {
  await sql`
    INSERT INTO absences (id, post_id, stand_in_post_id, from_date, to_date, recorded_by)
    VALUES (gen_random_uuid(), ${absent}, ${standIn}, CURRENT_DATE, CURRENT_DATE, ${absent})`.execute(tx);
}

export async function insertStaffSessionRow(
  tx: Tx,
  row: {
    hash: string;
    staffId: string | null;
    postId: string | null;
    stage: string;
    expires?: string;
    seen?: string;
  },
): Promise<void> {
  await sql`
    INSERT INTO staff_sessions (id_hash, staff_id, post_id, stage, expires_at, last_seen_at)
    VALUES (${row.hash}, ${row.staffId}, ${row.postId}, ${row.stage}, now() + ${row.expires ?? '1 hour'}::interval,
      now() + ${row.seen ?? '0'}::interval)`.execute(tx);
}

/** A finished export and a regular output of whoever holds this post; a stranger to nobody's case. */
export async function plantExport(tx: Tx, postId: string): Promise<{ export: string; output: string }> {
  const { rows } = await sql<{ id: string }>`
    INSERT INTO exports (id, number, department, requester_post_id, requester_staff_id, purpose, source, query, columns, column_labels,
      field_classes, format, encoding, state, rows, persons, sha256, bytes, file_name, ready_at, expires_at)
    SELECT gen_random_uuid(), 'E-1', department, id, staff_id, '試験のため', 'cases', '{}', '{receiptNumber}', '{受付番号}', '{internal}', 'csv',
      'utf-8', 'ready', 1, 1, 'x', 4, 'E-1.zip', now(), now() + interval '1 hour' FROM posts WHERE id = ${postId} RETURNING id`.execute(
    tx,
  );
  await sql`INSERT INTO export_pieces (export_id, position, bytes) VALUES (${rows[0]!.id}, 0, 'file')`.execute(
    tx,
  );
  const output = await sql<{ id: string }>`
    INSERT INTO regular_outputs (id, title, department, author_post_id, author_staff_id, recipient, purpose, legal_basis, source, query,
      columns, format, encoding, schedule, next_run_on)
    SELECT gen_random_uuid(), '試験', department, id, staff_id, '試験', '試験のため', '試験', 'cases', '{}', '{receiptNumber}', 'csv', 'utf-8',
      'monthly', CURRENT_DATE FROM posts WHERE id = ${postId} RETURNING id`.execute(tx);
  return { export: rows[0]!.id, output: output.rows[0]!.id };
}

/** An import of whoever holds this post into the work app of the matrix, without its file. */
export async function plantImport(tx: Tx, postId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    INSERT INTO record_imports (id, app_id, staff_id, post_id, file_name, bytes, format, heading, mapping, state)
    SELECT gen_random_uuid(), 'matrix-app', staff_id, id, 'x.csv', 1, 'csv', '{件名}',
      '{"columns":["1"],"key":null,"unmatched":"add","blank":"keep"}', 'mapping' FROM posts WHERE id = ${postId} RETURNING id`.execute(
    tx,
  );
  return rows[0]!.id;
}

/** The case of an application, with a comment, a scan and an issued document of its own. */
export async function furnishCase(
  tx: Tx,
  row: {
    applicationId: string;
    canary: string;
    postId: string;
    fileId: string;
    documentId: string;
    listId: string;
    sha256: string;
  },
): Promise<{ id: string; department: string }> {
  const { rows } = await sql<{ id: string; department: string }>`
    SELECT id, department FROM cases WHERE application_id = ${row.applicationId}`.execute(tx);
  const found = rows[0];
  if (found === undefined) throw new Error('the case did not arrive');
  await sql`
    INSERT INTO case_comments (case_id, post_id, body) VALUES (${found.id}, ${row.postId}, ${row.canary})`.execute(
    tx,
  );
  await sql`
    INSERT INTO staff_files (id, case_id, sha256, name, type, bytes)
    VALUES (${row.fileId}, ${found.id}, ${row.sha256}, ${`${row.canary}.txt`}, 'text/plain', 10)`.execute(tx);
  await sql`
    INSERT INTO documents (id, case_id, template_id, template_version, department, fiscal_year, serial, number, title,
      verification_code, data, state, sha256, bytes, issued_at)
    VALUES (${row.documentId}, ${found.id}, 'x', 1, ${found.department}, 2000,
      (SELECT count(*) + 1 FROM documents WHERE fiscal_year = 2000), ${row.documentId}, ${row.canary}, ${row.documentId}, '{}', 'issued',
      ${row.sha256}, 10, now())`.execute(tx);
  await sql`
    INSERT INTO disposal_lists (id, kind, department, basis, proposed_by)
    VALUES (${row.listId}, 'term', ${found.department}, 'x', ${row.postId})`.execute(tx);
  return found;
}

/** 起案済み: waits for the first approval. */
export async function putToApproval(tx: Tx, caseId: string, draftedBy: string): Promise<void> {
  await sql`
    INSERT INTO decisions (id, case_id, outcome, drafted_by) VALUES (gen_random_uuid(), ${caseId}, 'granted', ${draftedBy})`.execute(
    tx,
  );
  await sql`UPDATE cases SET state = 'approving', step = 0 WHERE id = ${caseId}`.execute(tx);
}

/** What a role may do with each table and view of the database, columns granted one by one included. */
export async function rightsOf(
  tx: Tx,
  role: string,
): Promise<{ schema: string; name: string; reads: boolean; changes: boolean }[]> {
  const { rows } = await sql<{ schema: string; name: string; reads: boolean; changes: boolean }>`
    SELECT n.nspname AS schema, c.relname AS name,
      has_schema_privilege(${role}, n.oid, 'USAGE') AND (has_table_privilege(${role}, c.oid, 'SELECT')
        OR has_any_column_privilege(${role}, c.oid, 'SELECT')) AS reads,
      has_table_privilege(${role}, c.oid, 'UPDATE, DELETE, TRUNCATE') OR has_any_column_privilege(${role}, c.oid, 'UPDATE') AS changes
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'v', 'm', 'p', 'f') AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
    ORDER BY 1, 2`.execute(tx);
  return rows;
}

/** Every column of these schemas in which one of the texts stands, bytes included. */
export async function cellsWith(tx: Tx, schemas: string[], texts: string[]): Promise<string[]> {
  const { rows: columns } = await sql<{ schema: string; table: string; column: string; type: string }>`
    SELECT table_schema AS schema, table_name AS table, column_name AS column, data_type AS type
    FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = ANY (${schemas}) AND table_type = 'BASE TABLE'
      AND data_type IN ('text', 'character varying', 'json', 'jsonb', 'ARRAY', 'bytea')`.execute(tx);
  const found: string[] = [];
  for (const { schema, table, column, type } of columns) {
    const cell = sql.ref(column);
    const text = type === 'bytea' ? sql`encode(${cell}, 'escape')` : sql`${cell}::text`;
    const { rows } = await sql`
      SELECT 1 FROM ${sql.id(schema, table)} WHERE ${sql.join(
        texts.map((one) => sql`position(${one} IN ${text}) > 0`),
        sql` OR `,
      )} LIMIT 1`.execute(tx);
    if (rows.length > 0) found.push(`${schema}.${table}.${column}`);
  }
  return found;
}

/** A protection measure that meets one case and one record of the matrix app; gives its id. */
export async function insertMeasureRow(
  tx: Tx,
  caseId: string,
  postId: string,
  recordId: string,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    WITH measure AS (
      INSERT INTO protection_measures (id, number, kind, valid_from, valid_to, decided_by, department)
      VALUES (gen_random_uuid(), 'R0-1', 'other', CURRENT_DATE, CURRENT_DATE + 300, ${postId}, 'x') RETURNING id),
    person AS (
      INSERT INTO protection_persons (id, measure_id, role, name, added_by)
      SELECT gen_random_uuid(), id, 'protected', '{"kind":"one","single":"x"}', ${postId} FROM measure RETURNING id),
    key AS (INSERT INTO protection_keys (person_id, key) SELECT id, 'p:' || id FROM person),
    linked AS (
      INSERT INTO record_persons (app_id, record_id, key) SELECT 'matrix-app', ${recordId}::uuid, 'p:' || id FROM person),
    met AS (INSERT INTO case_persons (case_id, role, key) SELECT ${caseId}::uuid, 'applicant', 'p:' || id FROM person)
    SELECT id FROM measure`.execute(tx);
  return rows[0]!.id;
}

/** How often rows of tables of each name were changed, as this connection counts; of transactions before this one and of other municipalities too. */
export async function countWrites(tx: Tx): Promise<Map<string, number>> {
  const { rows } = await sql<{ name: string; count: string }>`
    SELECT relname AS name, sum(n_tup_ins + n_tup_upd + n_tup_del) AS count FROM pg_stat_xact_user_tables
    WHERE n_tup_ins + n_tup_upd + n_tup_del > 0 GROUP BY relname`.execute(tx);
  return new Map(rows.map(({ name, count }) => [name, Number(count)]));
}
