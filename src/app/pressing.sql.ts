/** For tests of what becomes of a submission: everything that stands in the database about it. */
import { sql } from 'kysely';
import type { Database } from '#platform/db.server';

export interface Kept {
  /** Applications made of a draft, and messages about them to the office. */
  applications: number;
  messages: number;
}

export async function selectKept(admin: Database, code: string, draft: string): Promise<Kept> {
  return admin.tenant(code, 'owner', async (tx) => {
    const { rows } = await sql<Kept>`
      SELECT count(*)::int AS applications,
             (SELECT count(*)::int FROM outbox o WHERE o.kind = 'application.submitted'
                AND o.payload ->> 'applicationId' IN (SELECT a.id::text FROM applications a JOIN drafts d ON d.submit_key = a.submit_key WHERE d.id = ${draft})) AS messages
      FROM applications a JOIN drafts d ON d.submit_key = a.submit_key WHERE d.id = ${draft}`.execute(tx);
    return rows[0]!;
  });
}

export interface Whole {
  applications: number;
  /** Acts of submitting that the audit knows. */
  audited: number;
  undelivered: number;
  cases: number;
  /** First entries of the action log. */
  begun: number;
}

/** Whether every act is whole: each application is audited once, and is one case once its message is delivered. */
export async function selectWhole(admin: Database, code: string): Promise<Whole> {
  return admin.tenant(code, 'owner', async (tx) => {
    const { rows } = await sql<Whole>`
      SELECT (SELECT count(*)::int FROM applications) AS applications,
        (SELECT count(DISTINCT ids)::int FROM audit WHERE act = 'application.submit') AS audited,
        (SELECT count(*)::int FROM outbox WHERE kind = 'application.submitted' AND delivered_at IS NULL) AS undelivered,
        (SELECT count(*)::int FROM cases WHERE application_id IN (SELECT id FROM applications)) AS cases,
        (SELECT count(DISTINCT case_id)::int FROM case_actions) AS begun`.execute(tx);
    return rows[0]!;
  });
}

export async function forgetLimits(db: Database, code: string): Promise<void> {
  await db.tenant(code, 'portal', (tx) => sql`UPDATE rate_limits SET hits = 0`.execute(tx));
}

/** As if the time had passed after which the outbox makes lost jobs again. */
export async function expectLostJobs(admin: Database, code: string): Promise<void> {
  await admin.tenant(code, 'owner', (tx) =>
    sql`UPDATE outbox SET relayed_at = now() - interval '1 hour' WHERE delivered_at IS NULL`.execute(tx),
  );
}

/** Ends the segment of the log of changes: the next change needs a new file. */
export async function switchWal(admin: Database): Promise<void> {
  await admin.shared((client) => client.query('SELECT pg_switch_wal()'));
}
