/** Removes what has expired. Each statement runs in the role that owns the rows' zone. */
import { sql } from 'kysely';
import type { Database, Tx } from '#platform/db.server';

export interface Swept {
  sessions: number;
  drafts: number;
  loginCodes: number;
}

/** Resident side: sessions, drafts nobody sent, their files, one-time codes, counters. */
export function sweepPortal(db: Database, municipality: string): Promise<Swept> {
  return db.tenant(municipality, 'portal', async (tx) => {
    const codes = await sql`DELETE FROM login_codes WHERE expires_at < now() - interval '1 day'`.execute(tx);
    const sessions = await sql`
      DELETE FROM portal_sessions
      WHERE least(expires_at, last_seen_at + interval '2 hours') < now() - interval '1 day'`.execute(tx);
    // Files first: deleting the draft would only cut the link.
    await sql`
      DELETE FROM portal_files f USING drafts d
      WHERE d.id = f.draft_id AND d.expires_at < now() AND d.submitted_as IS NULL AND f.application_id IS NULL`.execute(
      tx,
    );
    const drafts = await sql`DELETE FROM drafts WHERE expires_at < now() AND submitted_as IS NULL`.execute(
      tx,
    );
    await sql`DELETE FROM rate_limits WHERE window_start < now() - interval '2 days'`.execute(tx);
    return {
      sessions: Number(sessions.numAffectedRows ?? 0),
      drafts: Number(drafts.numAffectedRows ?? 0),
      loginCodes: Number(codes.numAffectedRows ?? 0),
    };
  });
}

/** Office side: sessions. */
export function sweepStaff(db: Database, municipality: string): Promise<number> {
  return db.tenant(municipality, 'staff', async (tx) => {
    const { numAffectedRows } = await sql`
      DELETE FROM staff_sessions WHERE expires_at < now() OR last_seen_at < now() - interval '1 day'`.execute(
      tx,
    );
    return Number(numAffectedRows ?? 0);
  });
}

/**
 * Files sent by the API that no case and no record took up: they may be taken up for a day. In the role of the worker, the only one that
 * may delete attachments. Their contents go with the sweep of contents nobody names.
 */
export function sweepUploads(db: Database, municipality: string): Promise<number> {
  return db.tenant(municipality, 'worker', async (tx) => {
    const { numAffectedRows } = await sql`
      DELETE FROM staff_files WHERE case_id IS NULL AND record_id IS NULL AND added_at < now() - interval '2 days'`.execute(
      tx,
    );
    return Number(numAffectedRows ?? 0);
  });
}

/** Of these contents, those that the resident side names; what was refused is no longer wanted. */
export async function selectNamedByPortal(tx: Tx, digests: string[]): Promise<string[]> {
  const { rows } = await sql<{ sha256: string }>`
    SELECT sha256 FROM portal_files WHERE sha256 = ANY (${digests}) AND scan <> 'infected'
    UNION SELECT sha256 FROM application_documents WHERE sha256 = ANY (${digests})`.execute(tx);
  return rows.map((row) => row.sha256);
}

/** Of these contents, those that the office names. */
export async function selectNamedByStaff(tx: Tx, digests: string[]): Promise<string[]> {
  const { rows } = await sql<{ sha256: string }>`
    SELECT sha256 FROM staff_files WHERE sha256 = ANY (${digests}) AND scan <> 'infected'
    UNION SELECT sha256 FROM documents WHERE sha256 = ANY (${digests})
    UNION SELECT sha256 FROM record_documents WHERE sha256 = ANY (${digests})
    UNION SELECT sha256 FROM record_imports WHERE sha256 = ANY (${digests})`.execute(tx);
  return rows.map((row) => row.sha256);
}
