/** SQL of loading and exporting packs. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import type { PostCode } from './model.ts';

/** Gives how many are new or changed. */
export async function upsertPostCodes(tx: Tx, codes: PostCode[]): Promise<number> {
  let changed = 0;
  for (let from = 0; from < codes.length; from += 10_000) {
    const { rows } = await sql`
      INSERT INTO post_codes (post_code, prefecture, city, ward, town, town_kana)
      SELECT DISTINCT ON (post_code, city, ward, town) post_code, prefecture, city, ward, town, town_kana
      FROM jsonb_to_recordset(${JSON.stringify(codes.slice(from, from + 10_000))}::jsonb)
        AS r (post_code text, prefecture text, city text, ward text, town text, town_kana text)
      ON CONFLICT (post_code, city, ward, town) DO UPDATE SET prefecture = excluded.prefecture, town_kana = excluded.town_kana
      WHERE (post_codes.prefecture, post_codes.town_kana) IS DISTINCT FROM (excluded.prefecture, excluded.town_kana)
      RETURNING post_code`.execute(tx);
    changed += rows.length;
  }
  return changed;
}

export interface ExportRow {
  kind: string;
  id: string;
  body: Record<string, unknown>;
  pack: string;
}

/** The newest version of every definition. */
export async function selectNewestDefinitions(tx: Tx): Promise<ExportRow[]> {
  const { rows } = await sql<ExportRow>`
    SELECT DISTINCT ON (kind, id) kind, id, body, pack FROM definitions ORDER BY kind, id, version DESC`.execute(
    tx,
  );
  return rows;
}

export interface StaffExportRow {
  login: string;
  family: string;
  given: string;
  kana: string;
  mail: string;
  department: string;
  position: string;
  kind: string;
  from: string;
  to: string | null;
}

export async function selectStaffForExport(tx: Tx): Promise<StaffExportRow[]> {
  const { rows } = await sql<StaffExportRow>`
    SELECT s.login, s.family, s.given, s.kana, s.mail, p.department, p.position, p.kind, p.valid_from AS "from", p.valid_to AS "to"
    FROM posts p JOIN staff s ON s.id = p.staff_id
    ORDER BY s.login COLLATE "C", p.valid_from, p.department COLLATE "C", p.position COLLATE "C"`.execute(tx);
  return rows;
}

export async function selectPostCodesForExport(tx: Tx): Promise<PostCode[]> {
  const { rows } = await sql<PostCode>`
    SELECT post_code, prefecture, city, ward, town, town_kana FROM post_codes
    ORDER BY post_code COLLATE "C", city COLLATE "C", ward COLLATE "C", town COLLATE "C"`.execute(tx);
  return rows;
}
