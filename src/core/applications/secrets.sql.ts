import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

/** Seconds a key still has to wait; 0 when it may try. Takes the row's lock, so that guesses stand in line. */
export async function secondsLocked(tx: Tx, key: string): Promise<number> {
  const { rows } = await sql<{ wait: number }>`
    INSERT INTO secret_attempts (key) VALUES (${key})
    ON CONFLICT (key) DO UPDATE SET failures = secret_attempts.failures
    RETURNING greatest(0, ceil(extract(epoch FROM coalesce(locked_until, now()) - now())))::integer AS wait`.execute(
    tx,
  );
  return rows[0]?.wait ?? 0;
}

/** 3 free tries, then a pause that doubles from 2 seconds, from the 8th an hour. */
export async function countFailure(tx: Tx, key: string): Promise<void> {
  await sql`
    UPDATE secret_attempts SET failures = failures + 1, locked_until = CASE
      WHEN failures + 1 >= 8 THEN now() + interval '1 hour'
      WHEN failures + 1 >= 3 THEN now() + make_interval(secs => power(2, failures - 1)) END
    WHERE key = ${key}`.execute(tx);
}

export async function forgetFailures(tx: Tx, key: string): Promise<void> {
  await sql`UPDATE secret_attempts SET failures = 0, locked_until = NULL WHERE key = ${key}`.execute(tx);
}

/** A draft, what became of it, or an application by its number, whoever asks: the secret is the right to it. */
export async function findByNumber(
  tx: Tx,
  number: string,
): Promise<{ kind: 'draft' | 'application'; id: string; secretHash: string } | null> {
  const { rows } = await sql<{ kind: 'draft' | 'application'; id: string; secretHash: string }>`
    SELECT 'application' AS kind, id, secret_hash AS "secretHash" FROM applications WHERE receipt_number = ${number}
    UNION ALL
    SELECT CASE WHEN submitted_as IS NULL THEN 'draft' ELSE 'application' END, coalesce(submitted_as, id), secret_hash
    FROM drafts WHERE number = ${number} AND expires_at > now()`.execute(tx);
  return rows[0] ?? null;
}

/** Keeps the same secret under a better hash, where it is still the one that was looked at. */
export async function renewHash(tx: Tx, number: string, from: string, to: string): Promise<void> {
  await sql`
    WITH drafts_of AS (UPDATE drafts SET secret_hash = ${to} WHERE number = ${number} AND secret_hash = ${from})
    UPDATE applications SET secret_hash = ${to} WHERE receipt_number = ${number} AND secret_hash = ${from}`.execute(
    tx,
  );
}

export async function grant(
  tx: Tx,
  sessionHash: string,
  kind: 'draft' | 'application',
  id: string,
): Promise<void> {
  const column = kind === 'draft' ? sql`draft_id` : sql`application_id`;
  await sql`
    INSERT INTO session_grants (session_hash, ${column}) VALUES (${sessionHash}, ${id})
    ON CONFLICT (session_hash, ${column}) DO NOTHING`.execute(tx);
}

/** What the secret of a draft or an application can have been made from, and its hash. */
export async function findPaper(
  tx: Tx,
  kind: 'draft' | 'application',
  id: string,
): Promise<{ made: string[]; hash: string } | null> {
  // Applications of before had a secret of their own, made from the submit key.
  const from =
    kind === 'draft'
      ? sql`ARRAY['draft:' || id] AS made, secret_hash AS hash FROM drafts WHERE id = ${id}`
      : sql`CASE WHEN d.secret_hash = a.secret_hash THEN ARRAY['draft:' || d.id]
            ELSE array_remove(ARRAY['draft:' || d.id, 'application:' || a.submit_key], NULL) END AS made, a.secret_hash AS hash
          FROM applications a LEFT JOIN drafts d ON d.submit_key = a.submit_key WHERE a.id = ${id}`;
  const { rows } = await sql<{ made: string[]; hash: string }>`SELECT ${from}`.execute(tx);
  return rows[0] ?? null;
}
