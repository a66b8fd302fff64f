import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export interface StaffRow {
  id: string;
  login: string;
  name: string;
}

export async function selectStaffByLogin(tx: Tx, login: string): Promise<StaffRow | null> {
  const { rows } = await sql<StaffRow>`
    SELECT id, login, family || ' ' || given AS name FROM staff WHERE login = ${login} AND suspended_at IS NULL`.execute(
    tx,
  );
  return rows[0] ?? null;
}

export interface CredentialRow {
  id: string;
  staff_id: string;
  kind: 'password' | 'totp' | 'passkey' | 'oidc';
  secret: string;
  public_id: string | null;
  counter: string;
  label: string;
  last_used_at: Date | null;
  /** Of a first password, given by somebody else: until when it opens. */
  ends_at: Date | null;
}

export async function selectCredentials(tx: Tx, staffId: string): Promise<CredentialRow[]> {
  const { rows } = await sql<CredentialRow>`
    SELECT id, staff_id, kind, secret, public_id, counter, label, last_used_at, ends_at FROM staff_credentials
    WHERE staff_id = ${staffId} ORDER BY created_at`.execute(tx);
  return rows;
}

/** By passkey id or `issuer#subject` of single sign-on; only of staff who are not suspended. */
export async function selectByPublicId(
  tx: Tx,
  kind: 'passkey' | 'oidc',
  publicId: string,
): Promise<CredentialRow | null> {
  const { rows } = await sql<CredentialRow>`
    SELECT c.id, c.staff_id, c.kind, c.secret, c.public_id, c.counter, c.label, c.last_used_at, c.ends_at
    FROM staff_credentials c JOIN staff s ON s.id = c.staff_id
    WHERE c.kind = ${kind} AND c.public_id = ${publicId} AND s.suspended_at IS NULL`.execute(tx);
  return rows[0] ?? null;
}

export async function insertCredential(
  tx: Tx,
  row: {
    id: string;
    staffId: string;
    kind: CredentialRow['kind'];
    secret: string;
    publicId?: string;
    counter?: number;
    label?: string;
    /** Only for a first password, which its owner has to replace. */
    endsInDays?: number;
  },
): Promise<void> {
  await sql`
    INSERT INTO staff_credentials (id, staff_id, kind, secret, public_id, counter, label, ends_at)
    VALUES (${row.id}, ${row.staffId}, ${row.kind}, ${row.secret}, ${row.publicId ?? null}, ${row.counter ?? 0},
      ${row.label ?? ''}, now() + make_interval(days => ${row.endsInDays ?? null}::integer))`.execute(tx);
}

/** From now on this is the password, for as long as its owner wants. */
export async function replacePassword(tx: Tx, staffId: string, hash: string): Promise<void> {
  await sql`
    UPDATE staff_credentials SET secret = ${hash}, ends_at = NULL, created_at = now(), last_used_at = NULL
    WHERE staff_id = ${staffId} AND kind = 'password'`.execute(tx);
}

export async function deleteCredential(tx: Tx, id: string, staffId: string): Promise<void> {
  await sql`DELETE FROM staff_credentials WHERE id = ${id} AND staff_id = ${staffId} AND kind = 'passkey'`.execute(
    tx,
  );
}

/** Moves a counter forward only: a TOTP step or a passkey counter seen before is a replay, and false. */
export async function advanceCounter(tx: Tx, id: string, counter: number): Promise<boolean> {
  const result = await sql`
    UPDATE staff_credentials SET counter = ${counter}, last_used_at = now() WHERE id = ${id} AND counter < ${counter}`.execute(
    tx,
  );
  return result.numAffectedRows === 1n;
}

export async function touchCredential(tx: Tx, id: string): Promise<void> {
  await sql`UPDATE staff_credentials SET last_used_at = now() WHERE id = ${id}`.execute(tx);
}

/** Sessions in stages; the cookie changes at every stage (session fixation). */
export async function insertStaffSession(
  tx: Tx,
  row: {
    hash: string;
    staffId: string | null;
    stage: 'start' | 'second-factor' | 'new-password' | 'post';
    challenge?: string;
    returnTo?: string;
  },
): Promise<void> {
  await sql`
    INSERT INTO staff_sessions (id_hash, staff_id, stage, challenge, return_to, expires_at)
    VALUES (${row.hash}, ${row.staffId}, ${row.stage}, ${row.challenge ?? null}, ${row.returnTo ?? null}, now() + interval '12 hours')`.execute(
    tx,
  );
}

export interface StaffSessionState {
  staff_id: string | null;
  stage: string;
  challenge: string | null;
  return_to: string | null;
  /** The person's password is still the one somebody else gave. */
  first_password: boolean;
}

export async function selectStaffSession(tx: Tx, hash: string): Promise<StaffSessionState | null> {
  const { rows } = await sql<StaffSessionState>`
    SELECT s.staff_id, s.stage, s.challenge, s.return_to, EXISTS (
        SELECT FROM staff_credentials c WHERE c.staff_id = s.staff_id AND c.kind = 'password' AND c.ends_at IS NOT NULL
      ) AS first_password
    FROM staff_sessions s WHERE s.id_hash = ${hash} AND s.expires_at > now()`.execute(tx);
  return rows[0] ?? null;
}

export async function setChallenge(tx: Tx, hash: string, challenge: string | null): Promise<void> {
  await sql`UPDATE staff_sessions SET challenge = ${challenge} WHERE id_hash = ${hash}`.execute(tx);
}

/** The session goes on under a new cookie, and is known to be its owner's. */
export async function renewStaffSession(tx: Tx, from: string, to: string): Promise<void> {
  await sql`UPDATE staff_sessions SET id_hash = ${to}, confirmed_at = now(), challenge = NULL WHERE id_hash = ${from}`.execute(
    tx,
  );
}

export async function wasConfirmed(tx: Tx, hash: string): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM staff_sessions WHERE id_hash = ${hash} AND confirmed_at > now() - interval '5 minutes'`.execute(
    tx,
  );
  return rows.length === 1;
}

export async function choosePost(tx: Tx, hash: string, postId: string): Promise<void> {
  await sql`
    UPDATE staff_sessions SET post_id = ${postId}, stage = 'full' WHERE id_hash = ${hash} AND stage IN ('post', 'full')`.execute(
    tx,
  );
}

export async function deleteStaffSession(tx: Tx, hash: string): Promise<void> {
  await sql`DELETE FROM staff_sessions WHERE id_hash = ${hash}`.execute(tx);
}

/** Takes ways to sign in away; passkeys and single sign-on stay unless named. */
export async function deleteCredentialsOf(
  tx: Tx,
  staffId: string,
  kinds: CredentialRow['kind'][],
): Promise<void> {
  await sql`DELETE FROM staff_credentials WHERE staff_id = ${staffId} AND kind = ANY (${kinds})`.execute(tx);
}

/** Whose subject at the identity provider this is; suspended staff too: their sessions must end all the same. */
export async function selectStaffOfSubject(tx: Tx, publicId: string): Promise<string | null> {
  const { rows } = await sql<{ staff_id: string }>`
    SELECT staff_id FROM staff_credentials WHERE kind = 'oidc' AND public_id = ${publicId}`.execute(tx);
  return rows[0]?.staff_id ?? null;
}

export async function endSessionsOf(tx: Tx, staffId: string): Promise<void> {
  await sql`DELETE FROM staff_sessions WHERE staff_id = ${staffId}`.execute(tx);
}

/** Nobody who is suspended signs in or goes on. Gives the id, null when there is no such login. */
export async function setSuspended(tx: Tx, login: string, suspended: boolean): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    UPDATE staff SET suspended_at = CASE WHEN ${suspended}::boolean THEN coalesce(suspended_at, now()) END
    WHERE login = ${login} RETURNING id`.execute(tx);
  const id = rows[0]?.id ?? null;
  if (id !== null && suspended) await endSessionsOf(tx, id);
  return id;
}
