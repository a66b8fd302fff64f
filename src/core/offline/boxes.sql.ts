/** Boxes: what is out, with whom, until when. */
import { sql } from 'kysely';
import { renewRows, type SealedStore } from '#core/sealing.server';
import type { Place } from '#platform/crypto.server';
import { countOf, type Database, type Tx } from '#platform/db.server';

/** The key of a box opens in its own row only. */
export const boxPlace = (id: string): Place => ({ noun: 'offline_box', row: id, field: 'key' });

export interface BoxRow {
  id: string;
  staff_id: string;
  app_id: string;
  label: string;
  taken_at: Date;
  expires_at: Date;
  seen_at: Date | null;
  ended_at: Date | null;
  ending: 'returned' | 'revoked' | null;
  records: number;
  sent: number;
  /** Records that were begun in it. */
  made: number;
}

const columns = sql`b.id, b.staff_id, b.app_id, b.label, b.taken_at, b.expires_at, b.seen_at, b.ended_at, b.ending,
  (SELECT count(*)::int FROM offline_box_records r WHERE r.box_id = b.id) AS records,
  (SELECT count(*)::int FROM offline_box_records r WHERE r.box_id = b.id AND r.sent_at IS NOT NULL) AS sent,
  (SELECT count(*)::int FROM offline_box_drafts d WHERE d.box_id = b.id) AS made`;

export async function insertBox(
  tx: Tx,
  box: { id: string; staffId: string; appId: string; label: string; key: string; hours: number },
  records: readonly { id: string; revision: number }[],
): Promise<{ takenAt: Date; until: Date }> {
  const { rows } = await sql<{ taken_at: Date; expires_at: Date }>`
    INSERT INTO offline_boxes (id, staff_id, app_id, label, key, expires_at)
    VALUES (${box.id}::uuid, ${box.staffId}::uuid, ${box.appId}, ${box.label}, ${box.key},
      clock_timestamp() + make_interval(hours => ${box.hours}::integer))
    RETURNING taken_at, expires_at`.execute(tx);
  await sql`
    INSERT INTO offline_box_records (box_id, app_id, record_id, revision)
    SELECT ${box.id}::uuid, ${box.appId}, one.id, one.revision
    FROM unnest(${records.map((one) => one.id)}::uuid[], ${records.map((one) => one.revision)}::integer[]) AS one (id, revision)`.execute(
    tx,
  );
  return { takenAt: rows[0]!.taken_at, until: rows[0]!.expires_at };
}

/** Those of a person that have not been ended and may still send. */
export async function selectOpenBoxes(tx: Tx, staffId: string, graceDays: number): Promise<BoxRow[]> {
  const { rows } = await sql<BoxRow>`
    SELECT ${columns} FROM offline_boxes b
    WHERE b.staff_id = ${staffId}::uuid AND b.ended_at IS NULL
      AND b.expires_at > now() - make_interval(days => ${graceDays}::integer)
    ORDER BY b.taken_at DESC LIMIT 200`.execute(tx);
  return rows;
}

/** Of an app, the newest first: what is out, and what was. */
export async function selectBoxesOfApp(tx: Tx, appId: string): Promise<BoxRow[]> {
  const { rows } = await sql<BoxRow>`
    SELECT ${columns} FROM offline_boxes b WHERE b.app_id = ${appId}
    ORDER BY b.ended_at IS NOT NULL, b.taken_at DESC LIMIT 200`.execute(tx);
  return rows;
}

/** Those that the device can read at this moment, as far as the office knows. */
export async function countOut(tx: Tx, appId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM offline_boxes
    WHERE app_id = ${appId} AND ended_at IS NULL AND expires_at > now()`.execute(tx);
  return rows[0]!.count;
}

export interface HeldBox {
  id: string;
  staff_id: string;
  app_id: string;
  key: string | null;
  ended_at: Date | null;
  over: boolean;
}

/** Held until the end of the transaction: a box cannot end while something of it is saved. */
export async function lockBox(tx: Tx, id: string): Promise<HeldBox | null> {
  const { rows } = await sql<HeldBox>`
    SELECT id, staff_id, app_id, key, ended_at, expires_at <= now() AS over FROM offline_boxes
    WHERE id = ${id}::uuid FOR UPDATE`.execute(tx);
  return rows[0] ?? null;
}

export interface BoxRecord {
  record_id: string;
  send_key: string | null;
  sent_revision: number | null;
}

export async function selectBoxRecords(tx: Tx, boxId: string): Promise<BoxRecord[]> {
  const { rows } = await sql<BoxRecord>`
    SELECT record_id, send_key, sent_revision FROM offline_box_records WHERE box_id = ${boxId}::uuid`.execute(
    tx,
  );
  return rows;
}

export async function updateSent(
  tx: Tx,
  at: { boxId: string; recordId: string },
  sent: { key: string; revision: number },
): Promise<void> {
  await sql`
    UPDATE offline_box_records SET send_key = ${sent.key}::uuid, sent_revision = ${sent.revision}, sent_at = clock_timestamp()
    WHERE box_id = ${at.boxId}::uuid AND record_id = ${at.recordId}::uuid`.execute(tx);
}

export interface MadeDraft {
  record_id: string;
  send_key: string | null;
}

/** The record that a draft became; null: none yet. */
export async function selectDraft(tx: Tx, boxId: string, draftId: string): Promise<MadeDraft | null> {
  const { rows } = await sql<MadeDraft>`
    SELECT record_id, send_key FROM offline_box_drafts WHERE box_id = ${boxId}::uuid AND draft_id = ${draftId}::uuid`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** By box, in the order they were made. */
export async function selectDrafts(tx: Tx, boxIds: readonly string[]): Promise<Map<string, string[]>> {
  const made = new Map<string, string[]>();
  if (boxIds.length === 0) return made;
  const { rows } = await sql<{ box_id: string; draft_id: string }>`
    SELECT box_id, draft_id FROM offline_box_drafts WHERE box_id = ANY (${boxIds}::uuid[]) ORDER BY made_at`.execute(
    tx,
  );
  for (const row of rows) made.set(row.box_id, [...(made.get(row.box_id) ?? []), row.draft_id]);
  return made;
}

export async function insertDraft(
  tx: Tx,
  draft: { boxId: string; draftId: string; appId: string; recordId: string; sendKey: string | null },
): Promise<void> {
  await sql`
    INSERT INTO offline_box_drafts (box_id, draft_id, app_id, record_id, send_key)
    VALUES (${draft.boxId}::uuid, ${draft.draftId}::uuid, ${draft.appId}, ${draft.recordId}::uuid, ${draft.sendKey}::uuid)`.execute(
    tx,
  );
}

export async function updateSeen(tx: Tx, staffId: string): Promise<void> {
  await sql`
    UPDATE offline_boxes SET seen_at = clock_timestamp()
    WHERE staff_id = ${staffId}::uuid AND ended_at IS NULL`.execute(tx);
}

/** The key goes with it: what a device still holds opens nowhere any more. */
export async function endBoxRow(
  tx: Tx,
  id: string,
  by: string,
  ending: 'returned' | 'revoked',
): Promise<void> {
  await sql`
    UPDATE offline_boxes SET ended_at = clock_timestamp(), ended_by = ${by}::uuid, ending = ${ending}, key = NULL
    WHERE id = ${id}::uuid AND ended_at IS NULL`.execute(tx);
}

/** What nobody can send from any more, and what ended that long ago. */
export function sweepBoxes(db: Database, municipality: string, graceDays: number): Promise<number> {
  return db.tenant(municipality, 'worker', async (tx) => {
    const { numAffectedRows } = await sql`
      DELETE FROM offline_boxes WHERE expires_at < now() - make_interval(days => ${graceDays}::integer)`.execute(
      tx,
    );
    return Number(numAffectedRows ?? 0);
  });
}

/** Keys sealed anew, for a change of keys. */
export const boxStore: SealedStore = {
  name: 'keys of records taken along',
  role: 'staff',
  zone: 'staff',
  count: (tx, marks) => countOf(tx, sql`offline_boxes WHERE key LIKE ANY (${marks.text})`),
  async renew(tx, vault, marks, after, limit) {
    const { rows } = await sql<{ id: string; key: string }>`
      SELECT id, key FROM offline_boxes
      WHERE (${after}::uuid IS NULL OR id > ${after}::uuid) AND key LIKE ANY (${marks.text})
      ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED`.execute(tx);
    return renewRows(rows, async ({ id, key }) => {
      const place = boxPlace(id);
      await sql`UPDATE offline_boxes SET key = ${vault.seal(vault.open(key, place), place)} WHERE id = ${id}::uuid`.execute(
        tx,
      );
    });
  },
};
