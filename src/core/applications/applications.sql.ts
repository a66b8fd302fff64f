import { sql } from 'kysely';
import type { Answers, Typed } from '#core/fields';
import type { ResidentActor } from '#core/policy';
import { applicationRows } from '#core/policy.server';
import type { Tx } from '#platform/db.server';
import { isId } from './ids.ts';
import type {
  Application,
  ApplicationDocument,
  ApplicationEvent,
  ApplicationMessage,
  Attachment,
} from './model.ts';

export const applicationColumns = sql`applications.id, applications.receipt_number AS "receiptNumber",
  applications.body_hash AS "bodyHash", applications.procedure_id AS "procedureId",
  applications.procedure_version AS "procedureVersion", applications.app_id AS "appId", applications.app_version AS "appVersion",
  applications.account_id AS "accountId", applications.language, applications.answers, applications.arrived_at AS "arrivedAt",
  applications.state, applications.state_at AS "stateAt", applications.due_on AS "dueOn", applications.correction,
  applications.counter_check AS "counterCheck", applications.withdrawn_at AS "withdrawnAt", applications.delivery`;

export async function findApplication(tx: Tx, actor: ResidentActor, id: string): Promise<Application | null> {
  if (!isId(id)) return null;
  const { rows } = await sql<Application>`
    SELECT ${applicationColumns} FROM applications WHERE id = ${id} AND ${applicationRows(actor)}`.execute(
    tx,
  );
  return rows[0] ?? null;
}

export async function lockApplication(tx: Tx, actor: ResidentActor, id: string): Promise<Application | null> {
  if (!isId(id)) return null;
  const { rows } = await sql<Application>`
    SELECT ${applicationColumns} FROM applications WHERE id = ${id} AND ${applicationRows(actor)} FOR UPDATE`.execute(
    tx,
  );
  return rows[0] ?? null;
}

export async function findBySubmitKey(tx: Tx, submitKey: string): Promise<Application | null> {
  const { rows } = await sql<Application>`
    SELECT ${applicationColumns} FROM applications WHERE submit_key = ${submitKey}`.execute(tx);
  return rows[0] ?? null;
}

export interface NewApplication {
  id: string;
  receiptNumber: string;
  submitKey: string;
  bodyHash: string;
  procedure: { id: string; version: number };
  app: { id: string; version: number };
  accountId: string | null;
  language: string;
  answers: Answers;
  dueOn: string | null;
  draftId: string;
  sessionHash: string | null;
}

export interface ArrivedNow {
  arrivedAt: Date;
  attachments: Attachment[];
}

/**
 * The one statement of arrival: application, first event, right of the session, attachments moved, draft emptied. A repeat
 * under the same key does nothing of it and gives null.
 */
export async function insertApplication(tx: Tx, row: NewApplication): Promise<ArrivedNow | null> {
  const { rows } = await sql<ArrivedNow>`
    WITH arrived AS (
      INSERT INTO applications (id, receipt_number, secret_hash, submit_key, body_hash, procedure_id, procedure_version, app_id,
        app_version, account_id, language, answers, due_on)
      SELECT ${row.id}, ${row.receiptNumber}, secret_hash, ${row.submitKey}, ${row.bodyHash}, ${row.procedure.id},
        ${row.procedure.version}, ${row.app.id}, ${row.app.version}, ${row.accountId}, ${row.language},
        ${JSON.stringify(row.answers)}::jsonb, ${row.dueOn}::date FROM drafts WHERE id = ${row.draftId}
      ON CONFLICT (submit_key) DO NOTHING
      RETURNING id, arrived_at),
    event AS (
      INSERT INTO application_events (application_id, at, kind) SELECT id, arrived_at, 'arrived' FROM arrived),
    granted AS (
      INSERT INTO session_grants (session_hash, application_id)
      SELECT ${row.sessionHash}, id FROM arrived WHERE ${row.sessionHash}::text IS NOT NULL),
    files AS (
      UPDATE portal_files SET application_id = arrived.id FROM arrived
      WHERE portal_files.draft_id = ${row.draftId} AND portal_files.application_id IS NULL
      RETURNING portal_files.*),
    closed AS (
      UPDATE drafts SET submitted_as = arrived.id, typed = '{}', answers = '{}' FROM arrived WHERE drafts.id = ${row.draftId})
    SELECT arrived_at AS "arrivedAt", (
      SELECT coalesce(json_agg(json_build_object('id', f.id, 'fieldId', f.field_id, 'sha256', f.sha256, 'name', f.name,
        'type', f.type, 'bytes', f.bytes, 'scan', f.scan) ORDER BY f.created_at, f.id), '[]') FROM files f) AS attachments
    FROM arrived`.execute(tx);
  return rows[0] ?? null;
}

export interface ApplicationLine {
  id: string;
  receiptNumber: string;
  procedureId: string;
  procedureVersion: number;
  arrivedAt: Date;
  state: Application['state'];
  stateAt: Date;
  dueOn: string | null;
  mine: boolean;
  unopened: number;
}

/** For my page: headers only, newest first. */
export async function selectApplications(tx: Tx, actor: ResidentActor): Promise<ApplicationLine[]> {
  const { rows } = await sql<ApplicationLine>`
    SELECT id, receipt_number AS "receiptNumber", procedure_id AS "procedureId", procedure_version AS "procedureVersion",
      arrived_at AS "arrivedAt", state, state_at AS "stateAt", due_on AS "dueOn",
      account_id IS NOT DISTINCT FROM ${actor.id}::uuid AS mine,
      (SELECT count(*)::integer FROM application_documents d
        WHERE d.application_id = applications.id AND d.opened_at IS NULL AND d.revoked_at IS NULL) AS unopened
    FROM applications WHERE ${applicationRows(actor)} ORDER BY arrived_at DESC LIMIT 100`.execute(tx);
  return rows;
}

export async function selectEvents(tx: Tx, applicationId: string): Promise<ApplicationEvent[]> {
  const { rows } = await sql<ApplicationEvent>`
    SELECT at, kind, detail FROM application_events WHERE application_id = ${applicationId} ORDER BY at, id`.execute(
    tx,
  );
  return rows;
}

export async function selectMessages(tx: Tx, applicationId: string): Promise<ApplicationMessage[]> {
  const { rows } = await sql<ApplicationMessage>`
    SELECT at, sender, body FROM application_messages WHERE application_id = ${applicationId} ORDER BY at, id`.execute(
    tx,
  );
  return rows;
}

export async function selectDocuments(tx: Tx, applicationId: string): Promise<ApplicationDocument[]> {
  const { rows } = await sql<ApplicationDocument>`
    SELECT id, number, title, sha256, bytes, issued_at AS "issuedAt", opened_at AS "openedAt", revoked_at AS "revokedAt"
    FROM application_documents WHERE application_id = ${applicationId} ORDER BY issued_at`.execute(tx);
  return rows;
}

/** The time of opening is the first one; null when it had been opened before. */
export async function markOpened(tx: Tx, documentId: string): Promise<Date | null> {
  const { rows } = await sql<{ opened_at: Date }>`
    UPDATE application_documents SET opened_at = now() WHERE id = ${documentId} AND opened_at IS NULL
    RETURNING opened_at`.execute(tx);
  return rows[0]?.opened_at ?? null;
}

export async function insertEvent(
  tx: Tx,
  applicationId: string,
  kind: string,
  detail: Record<string, unknown> = {},
): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`
    INSERT INTO application_events (application_id, at, kind, detail)
    VALUES (${applicationId}, now(), ${kind}, ${JSON.stringify(detail)}::jsonb) RETURNING at`.execute(tx);
  return rows[0]!.at;
}

export async function insertMessage(tx: Tx, applicationId: string, body: string): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`
    INSERT INTO application_messages (application_id, sender, body) VALUES (${applicationId}, 'applicant', ${body})
    RETURNING at`.execute(tx);
  return rows[0]!.at;
}

/** Answers after a correction; the request is answered by it. */
export async function updateCorrected(tx: Tx, id: string, answers: Answers): Promise<void> {
  await sql`
    UPDATE applications SET answers = ${JSON.stringify(answers)}::jsonb, correction = NULL, state = 'corrected', state_at = now()
    WHERE id = ${id}`.execute(tx);
}

export async function updateWithdrawn(tx: Tx, id: string): Promise<void> {
  await sql`
    UPDATE applications SET state = 'withdrawn', state_at = now(), withdrawn_at = now(), correction = NULL
    WHERE id = ${id}`.execute(tx);
}

/** The account's own last application, for taking over what it said. */
export async function findLatestOwn(tx: Tx, accountId: string): Promise<Application | null> {
  const { rows } = await sql<Application>`
    SELECT ${applicationColumns} FROM applications WHERE account_id = ${accountId} ORDER BY arrived_at DESC LIMIT 1`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** Keeps what a correction holds until it can be sent. */
export async function updateCorrectionTyped(
  tx: Tx,
  id: string,
  kept: { typed: Typed; answers: Answers },
): Promise<void> {
  await sql`UPDATE applications SET correction = correction || ${JSON.stringify(kept)}::jsonb WHERE id = ${id} AND correction IS NOT NULL`.execute(
    tx,
  );
}

/** How documents are to arrive; false when it was so already. */
export async function updateDelivery(tx: Tx, id: string, delivery: 'electronic' | 'post'): Promise<boolean> {
  const { rows } = await sql`
    UPDATE applications SET delivery = ${delivery} WHERE id = ${id} AND delivery IS DISTINCT FROM ${delivery} RETURNING id`.execute(
    tx,
  );
  return rows.length === 1;
}
