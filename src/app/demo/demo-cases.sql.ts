import { sql } from 'kysely';
import type { Answers } from '#core/fields';
import type { Tx } from '#platform/db.server';

export async function countCases(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM cases`.execute(tx);
  return rows[0]!.count;
}

export async function selectCaseId(
  tx: Tx,
  receiptNumber: string,
): Promise<{ id: string; revision: number; record_id: string } | null> {
  const { rows } = await sql<{ id: string; revision: number; record_id: string }>`
    SELECT id, revision, record_id FROM cases WHERE receipt_number = ${receiptNumber}`.execute(tx);
  return rows[0] ?? null;
}

/** An account by its mail address, made when new. */
export async function accountOf(tx: Tx, id: string, mail: string): Promise<string> {
  const { rows } = await sql<{ account_id: string }>`
    SELECT account_id FROM account_channels WHERE kind = 'mail' AND address_key = ${mail}`.execute(tx);
  if (rows[0] !== undefined) return rows[0].account_id;
  await sql`INSERT INTO accounts (id) VALUES (${id})`.execute(tx);
  await sql`INSERT INTO account_channels (account_id, kind, address, address_key) VALUES (${id}, 'mail', ${mail}, ${mail})`.execute(
    tx,
  );
  return id;
}

export interface DemoApplication {
  id: string;
  receiptNumber: string;
  procedure: { id: string; version: number };
  app: { id: string; version: number };
  accountId: string | null;
  language: string;
  answers: Answers;
  arrivedAt: Date;
}

export async function insertApplication(tx: Tx, row: DemoApplication): Promise<void> {
  await sql`
    INSERT INTO applications (id, receipt_number, secret_hash, submit_key, body_hash, procedure_id, procedure_version, app_id,
      app_version, account_id, language, answers, arrived_at, state_at)
    VALUES (${row.id}, ${row.receiptNumber}, '', ${row.id}, '', ${row.procedure.id}, ${row.procedure.version}, ${row.app.id},
      ${row.app.version}, ${row.accountId}, ${row.language}, ${JSON.stringify(row.answers)}::jsonb, ${row.arrivedAt}, ${row.arrivedAt})`.execute(
    tx,
  );
  await sql`
    INSERT INTO application_events (application_id, at, kind) VALUES (${row.id}, ${row.arrivedAt}, 'arrived')`.execute(
    tx,
  );
}

export async function insertPortalFile(
  tx: Tx,
  row: {
    id: string;
    applicationId: string;
    fieldId: number;
    sha256: string;
    name: string;
    type: string;
    bytes: number;
  },
): Promise<void> {
  await sql`
    INSERT INTO portal_files (id, application_id, field_id, sha256, name, type, bytes)
    VALUES (${row.id}, ${row.applicationId}, ${row.fieldId}, ${row.sha256}, ${row.name}, ${row.type}, ${row.bytes})`.execute(
    tx,
  );
}

/** As owner: the log of a sample happened on the days the sample says, not all at the moment of seeding. */
export async function backdate(tx: Tx, receiptNumber: string, daysAgo: number[]): Promise<void> {
  await sql`
    WITH target AS (SELECT id, application_id, arrived_at FROM cases WHERE receipt_number = ${receiptNumber}),
    numbered AS (
      SELECT a.id, row_number() OVER (ORDER BY a.id) AS position FROM case_actions a JOIN target t ON t.id = a.case_id
      WHERE a.verb <> 'arrive')
    UPDATE case_actions a SET at = greatest(t.arrived_at + interval '1 hour', now() - make_interval(days => d.days))
    FROM numbered n, target t,
      LATERAL (SELECT coalesce((${daysAgo}::int[])[least(n.position, ${daysAgo.length})::int], 0) AS days) d
    WHERE a.id = n.id AND ${daysAgo.length} > 0`.execute(tx);
  await sql`
    UPDATE case_actions a SET at = c.arrived_at FROM cases c WHERE c.id = a.case_id AND c.receipt_number = ${receiptNumber} AND a.verb = 'arrive'`.execute(
    tx,
  );
  await sql`
    UPDATE application_events e SET at = greatest(a.arrived_at, now() - make_interval(days => ${daysAgo.at(-1) ?? 0}))
    FROM applications a WHERE a.id = e.application_id AND a.receipt_number = ${receiptNumber} AND e.kind <> 'arrived'`.execute(
    tx,
  );
}
