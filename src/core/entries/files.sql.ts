/** Files that values of records name: kept as long as a row of `staff_files` says whose they are. */
import { type RawBuilder, sql } from 'kysely';
import { type FileRef, uuidPattern } from '#core/fields';
import type { Tx } from '#platform/db.server';

/** Who takes a file into which record. */
export interface Taker {
  appId: string;
  recordId: string;
  /** The record is being added in this transaction, or stands on a page only. */
  isNew: boolean;
  postId: string | null;
  staffId: string | null;
}

export interface WantedFile {
  id: string;
  /** The field that names it, with its line: `f9`, `f3[k1].f5`. Null: not known yet, asked when it is claimed. */
  control: string | null;
}

/**
 * What the record has already, and what this post sent within a day that belongs to nothing yet. A file that was sent for one
 * field (`meant_for`) is nobody's to name in another one, in another record, or instead of somebody else.
 */
const within = ({ appId, recordId, isNew, postId, staffId }: Taker): RawBuilder<boolean> => sql<boolean>`
  scan IN ('none', 'clean') AND case_id IS NULL
  AND (meant_for IS NULL OR wanted.control IS NULL OR meant_for = wanted.control)
  AND ((app_id = ${appId} AND record_id::text = ${recordId})
    OR (record_id IS NULL AND added_by = ${postId}::uuid AND added_at > now() - interval '1 day'
      AND (meant_for IS NULL OR (meant_app = ${appId} AND meant_by = ${staffId}::uuid
        AND CASE WHEN meant_record IS NULL THEN ${isNew} ELSE meant_record::text = ${recordId} END))))`;

const listed = (files: readonly WantedFile[]): RawBuilder<unknown> => {
  const sound = files.filter((one) => uuidPattern.test(one.id));
  return sql`unnest(${sound.map((one) => one.id)}::uuid[], ${sound.map((one) => one.control)}::text[]) AS wanted (id, control)`;
};

/** Takes files for a record. Gives those that nobody may have there. */
export async function claimFiles(tx: Tx, taker: Taker, files: readonly WantedFile[]): Promise<WantedFile[]> {
  if (files.length === 0) return [];
  // By place, not by file: what may stand in one field may still be refused in another of the same post.
  const { rows } = await sql<WantedFile>`
    WITH fit AS (
      SELECT staff_files.id, wanted.control FROM staff_files JOIN ${listed(files)} ON staff_files.id = wanted.id
      WHERE ${within(taker)} FOR UPDATE OF staff_files),
    taken AS (
      UPDATE staff_files SET app_id = ${taker.appId}, record_id = ${taker.recordId}::uuid WHERE id IN (SELECT id FROM fit))
    SELECT id, control FROM fit`.execute(tx);
  const taken = new Set(rows.map((row) => `${row.control} ${row.id}`));
  return files.filter((one) => !taken.has(`${one.control} ${one.id}`));
}

/** Files that a value of this record may name: its own, and what this post sent. */
export async function selectFiles(tx: Tx, taker: Taker, files: readonly WantedFile[]): Promise<FileRef[]> {
  const { rows } = await sql<FileRef>`
    SELECT staff_files.id AS "fileId", name, type, bytes FROM staff_files JOIN ${listed(files)} ON staff_files.id = wanted.id
    WHERE ${within(taker)}`.execute(tx);
  return rows;
}

/** Lines that others added meanwhile move mine to another key: the files just sent for them go along. */
export async function moveMeaning(
  tx: Tx,
  moves: readonly { id: string; from: string; to: string }[],
  staffId: string | null,
): Promise<void> {
  const of = (part: 'id' | 'from' | 'to') => moves.map((one) => one[part]);
  await sql`
    UPDATE staff_files SET meant_for = moved.new FROM unnest(${of('id')}::uuid[], ${of('from')}::text[], ${of('to')}::text[]) AS moved (id, old, new)
    WHERE staff_files.id = moved.id AND meant_for = moved.old AND meant_by = ${staffId}::uuid AND record_id IS NULL`.execute(
    tx,
  );
}
