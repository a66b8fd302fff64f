/** What the office's messages change here. Each does nothing when its message id was seen before. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import type { Correction } from './model.ts';

/** The event of a message; false when this message already made one. */
export async function insertEventOnce(
  tx: Tx,
  row: {
    messageId: string;
    applicationId: string;
    at: string;
    kind: string;
    detail?: Record<string, unknown>;
  },
): Promise<boolean> {
  const { rows } = await sql`
    INSERT INTO application_events (application_id, at, kind, detail, message_id)
    VALUES (${row.applicationId}, ${row.at}, ${row.kind}, ${JSON.stringify(row.detail ?? {})}::jsonb, ${row.messageId})
    ON CONFLICT (message_id) DO NOTHING RETURNING id`.execute(tx);
  return rows.length === 1;
}

/** Messages may overtake one another: an older state never replaces a newer one, and what is withdrawn stays so. */
export async function updateState(
  tx: Tx,
  row: {
    applicationId: string;
    state: string;
    at: string;
    dueOn: string | null;
    visit: { yen: number; text: string } | null;
  },
): Promise<boolean> {
  const { rows } = await sql`
    UPDATE applications SET state = ${row.state}, state_at = ${row.at}, due_on = coalesce(${row.dueOn}, due_on),
      counter_check = ${row.visit === null ? null : JSON.stringify(row.visit)}::jsonb,
      correction = CASE WHEN ${row.state} = 'correctionAsked' THEN correction END
    WHERE id = ${row.applicationId} AND state_at <= ${row.at} AND withdrawn_at IS NULL RETURNING id`.execute(
    tx,
  );
  return rows.length === 1;
}

export async function updateCorrectionAsked(
  tx: Tx,
  applicationId: string,
  at: string,
  correction: Correction,
): Promise<void> {
  await sql`
    UPDATE applications SET state = 'correctionAsked', state_at = ${at}, correction = ${JSON.stringify(correction)}::jsonb
    WHERE id = ${applicationId} AND state_at <= ${at} AND withdrawn_at IS NULL`.execute(tx);
}

export async function insertOfficeMessage(
  tx: Tx,
  row: { messageId: string; applicationId: string; at: string; body: string },
): Promise<boolean> {
  const { rows } = await sql`
    INSERT INTO application_messages (application_id, at, sender, body, message_id)
    VALUES (${row.applicationId}, ${row.at}, 'office', ${row.body}, ${row.messageId})
    ON CONFLICT (message_id) DO NOTHING RETURNING id`.execute(tx);
  return rows.length === 1;
}

export async function insertDocument(
  tx: Tx,
  row: {
    id: string;
    applicationId: string;
    number: string;
    title: string;
    sha256: string;
    bytes: number;
    issuedAt: string;
  },
): Promise<boolean> {
  const { rows } = await sql`
    INSERT INTO application_documents (id, application_id, number, title, sha256, bytes, issued_at)
    VALUES (${row.id}, ${row.applicationId}, ${row.number}, ${row.title}, ${row.sha256}, ${row.bytes}, ${row.issuedAt})
    ON CONFLICT (id) DO NOTHING RETURNING id`.execute(tx);
  return rows.length === 1;
}

export async function insertVerification(
  tx: Tx,
  row: {
    code: string;
    title: string;
    number: string;
    issuedOn: string;
    issuer: string;
    signature: {
      signer: string;
      signedAt: string;
      timestamp: { at: string; authority: string } | null;
    } | null;
  },
): Promise<void> {
  const { signature } = row;
  await sql`
    INSERT INTO verifications (code, kind_title, number, issued_on, issuer, state, state_on, signer, signed_at,
      timestamped_at, timestamped_by)
    VALUES (${row.code}, ${row.title}, ${row.number}, ${row.issuedOn}, ${row.issuer}, 'valid', ${row.issuedOn},
      ${signature?.signer ?? null}, ${signature?.signedAt ?? null}, ${signature?.timestamp?.at ?? null},
      ${signature?.timestamp?.authority ?? null})
    ON CONFLICT (code) DO NOTHING`.execute(tx);
}

export async function updateVerification(
  tx: Tx,
  row: { code: string; documentId: string; state: 'valid' | 'revoked' | 'reissued'; on: string },
): Promise<void> {
  await sql`UPDATE verifications SET state = ${row.state}, state_on = ${row.on} WHERE code = ${row.code}`.execute(
    tx,
  );
  await sql`
    UPDATE application_documents SET revoked_at = CASE WHEN ${row.state} = 'valid' THEN NULL ELSE ${row.on}::date::timestamptz END
    WHERE id = ${row.documentId}`.execute(tx);
}

export interface Verification {
  title: string;
  number: string;
  issuedOn: string;
  issuer: string;
  state: 'valid' | 'revoked' | 'reissued';
  stateOn: string;
  /** Null: not signed electronically. */
  signer: string | null;
  signedAt: Date | null;
  timestampedAt: Date | null;
  timestampedBy: string | null;
}

export async function findVerification(tx: Tx, code: string): Promise<Verification | null> {
  const { rows } = await sql<Verification>`
    SELECT kind_title AS title, number, issued_on AS "issuedOn", issuer, state, state_on AS "stateOn", signer,
      signed_at AS "signedAt", timestamped_at AS "timestampedAt", timestamped_by AS "timestampedBy"
    FROM verifications WHERE code = ${code}`.execute(tx);
  return rows[0] ?? null;
}

/** Where news of an application may be sent: the account's channels, in the language it applied in. */
export async function selectNewsChannel(
  tx: Tx,
  applicationId: string,
): Promise<{ language: string; kind: 'mail' | 'phone'; address: string } | null> {
  const { rows } = await sql<{ language: string; kind: 'mail' | 'phone'; address: string }>`
    SELECT a.language, c.kind, c.address FROM applications a JOIN account_channels c ON c.account_id = a.account_id
    WHERE a.id = ${applicationId} AND c.bounced_at IS NULL ORDER BY c.kind, c.verified_at DESC LIMIT 1`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** From now on no proxy acts for the account behind this application, or proxies may again. */
export async function updateOwnerOnly(
  tx: Tx,
  messageId: string,
  { applicationId, ownerOnly }: { applicationId: string; ownerOnly: boolean },
): Promise<void> {
  await sql`
    UPDATE applications SET owner_only = ${ownerOnly}, access_message = ${messageId}
    WHERE id = ${applicationId} AND access_message < ${messageId}::bigint`.execute(tx);
}
