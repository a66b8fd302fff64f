/** The way things go for good. As the worker role, which alone may delete; what hangs on a row goes by its foreign key. */
import { sql } from 'kysely';
import { eraseRecord } from '#core/records.server';
import type { Tx } from '#platform/db.server';

export interface Doomed {
  application_id: string | null;
  app_id: string;
  record_id: string;
  basis: string;
}

/**
 * The case of an item two persons approved, locked, so that a hold placed meanwhile is either seen here or waits and finds
 * nothing. Null when the item is not to be carried out (any more).
 */
export async function lockDoomed(tx: Tx, listId: string, caseId: string): Promise<Doomed | null> {
  const { rows } = await sql<Doomed>`
    SELECT c.application_id, c.app_id, c.record_id, l.basis
    FROM disposal_items i JOIN disposal_lists l ON l.id = i.list_id JOIN cases c ON c.id = i.case_id
    WHERE i.list_id = ${listId} AND i.case_id = ${caseId} AND l.second_at IS NOT NULL AND l.dropped_at IS NULL
      AND (i.state = 'handedOver' OR (i.state = 'listed' AND i.action = 'dispose'))
    FOR UPDATE OF c, i`.execute(tx);
  return rows[0] ?? null;
}

/** Whether a hold stands, read after the lock: the statement that locked saw what stood when it began. */
export async function isHeld(tx: Tx, caseId: string): Promise<boolean> {
  const { rows } =
    await sql`SELECT 1 FROM legal_holds WHERE case_id = ${caseId} AND lifted_at IS NULL`.execute(tx);
  return rows.length > 0;
}

/** Office side: record, history, header and everything on it, and what still lies in messages. Idempotent. */
export async function deleteCase(
  tx: Tx,
  one: { caseId: string; applicationId: string | null; appId: string; recordId: string },
): Promise<void> {
  const { rows } = await sql<{ table_name: string }>`
    SELECT table_name FROM app_tables WHERE app_id = ${one.appId}`.execute(tx);
  for (const { table_name } of rows) await eraseRecord(tx, one.appId, table_name, one.recordId);
  await emptyMessages(tx, [one.caseId, one.applicationId]);
  await sql`DELETE FROM cases WHERE id = ${one.caseId}`.execute(tx);
}

/** Resident side: the application, its draft, letters, files, documents and grants. Idempotent. */
export async function deleteApplication(tx: Tx, applicationId: string): Promise<void> {
  await sql`DELETE FROM drafts WHERE submitted_as = ${applicationId}`.execute(tx);
  await emptyMessages(tx, [applicationId]);
  await sql`DELETE FROM applications WHERE id = ${applicationId}`.execute(tx);
}

/** Messages that name one of them and arrived already; older ones were emptied long ago. */
async function emptyMessages(tx: Tx, ids: (string | null)[]): Promise<void> {
  const named = ids.filter((id) => id !== null);
  await sql`
    UPDATE outbox SET payload = '{}' WHERE payload <> '{}' AND delivered_at IS NOT NULL
      AND (payload ->> 'caseId' = ANY (${named}) OR payload ->> 'applicationId' = ANY (${named}))`.execute(
    tx,
  );
}

export async function endItem(
  tx: Tx,
  listId: string,
  caseId: string,
  end: { state: 'done' | 'excluded'; reason: string },
): Promise<void> {
  await sql`
    UPDATE disposal_items SET state = ${end.state}, reason = ${end.reason}, done_at = now()
    WHERE list_id = ${listId} AND case_id = ${caseId}`.execute(tx);
}

/** Who decided what about a case of a list, for the journal. */
export async function selectDecision(
  tx: Tx,
  listId: string,
  caseId: string,
): Promise<{
  kind: 'term' | 'erasure';
  basis: string;
  decided_by: string[];
  application_id: string | null;
} | null> {
  const { rows } = await sql<{
    kind: 'term' | 'erasure';
    basis: string;
    decided_by: string[];
    application_id: string | null;
  }>`
    SELECT l.kind, l.basis, ARRAY[l.first_by::text, l.second_by::text] AS decided_by, c.application_id
    FROM disposal_lists l, cases c WHERE l.id = ${listId} AND c.id = ${caseId}`.execute(tx);
  return rows[0] ?? null;
}

/** Of these ids, the cases that a restored backup brought back. */
export async function selectGone(
  tx: Tx,
  ids: string[],
): Promise<{ caseId: string; applicationId: string | null; appId: string; recordId: string }[]> {
  const { rows } = await sql<{
    caseId: string;
    applicationId: string | null;
    appId: string;
    recordId: string;
  }>`
    SELECT id AS "caseId", application_id AS "applicationId", app_id AS "appId", record_id AS "recordId"
    FROM cases WHERE id = ANY (${ids}::uuid[]) OR application_id = ANY (${ids}::uuid[])`.execute(tx);
  return rows;
}

/** Messages that wait and name one of them: delivered, they would make it anew. */
export async function dropMessages(tx: Tx, ids: string[]): Promise<void> {
  await sql`
    UPDATE outbox SET payload = '{}', dropped_at = now() WHERE delivered_at IS NULL
      AND (payload ->> 'caseId' = ANY (${ids}) OR payload ->> 'applicationId' = ANY (${ids}))`.execute(tx);
}

/** Lists of the backup that still had them before them. */
export async function endItems(tx: Tx, caseIds: string[]): Promise<void> {
  await sql`
    UPDATE disposal_items SET state = 'done', done_at = now()
    WHERE case_id = ANY (${caseIds}::uuid[]) AND state IN ('listed', 'handedOver')`.execute(tx);
}

/** Writes the proof once nothing of the list waits any more: a digest over what went and when. */
export async function finishList(tx: Tx, listId: string): Promise<void> {
  await sql`
    UPDATE disposal_lists l SET finished_at = now(), proof = (
      SELECT jsonb_build_object('cases', count(*), 'digest', encode(sha256(convert_to(
        coalesce(string_agg(i.case_id || ' ' || i.receipt_number || ' ' || i.action || ' ' || i.done_at, E'\n' ORDER BY i.case_id), ''),
        'UTF8')), 'hex'))
      FROM disposal_items i WHERE i.list_id = l.id AND i.state = 'done')
    WHERE l.id = ${listId} AND l.finished_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM disposal_items i WHERE i.list_id = l.id AND i.state IN ('listed', 'handedOver'))`.execute(
    tx,
  );
}

/** Contents of messages that arrived 30 days ago; the rows stay, so that nothing is sent twice. */
export async function emptyOldMessages(tx: Tx): Promise<number> {
  const { numAffectedRows } = await sql`
    UPDATE outbox SET payload = '{}' WHERE payload <> '{}' AND delivered_at < now() - interval '30 days'`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0);
}
