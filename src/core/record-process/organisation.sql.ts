/** The organisation as routes meet it, and what posts are called. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export interface KnownPost {
  staff: string;
  department: string;
  position: string;
  rank: number;
  main: boolean;
}

/** Posts of the day and of the two years before, whoever holds them: an office that stands empty is still known as one. */
export async function selectKnownPosts(tx: Tx, on: string): Promise<KnownPost[]> {
  const { rows } = await sql<KnownPost>`
    SELECT staff_id AS staff, department, position, rank, kind = 'main' AS main FROM posts
    WHERE valid_from <= ${on}::date AND (valid_to IS NULL OR valid_to >= ${on}::date - 730)
    ORDER BY department COLLATE "C", rank DESC, id`.execute(tx);
  return rows;
}

export interface KnownDepartment {
  code: string;
  parent: string | null;
  closed: boolean;
  successor: string | null;
}

/** Each as it is, or as it last was. */
export async function selectKnownDepartments(tx: Tx, on: string): Promise<KnownDepartment[]> {
  const { rows } = await sql<KnownDepartment>`
    SELECT DISTINCT ON (code) code, parent, successor, valid_to IS NOT NULL AND valid_to < ${on}::date AS closed
    FROM departments WHERE valid_from <= ${on}::date ORDER BY code, valid_from DESC`.execute(tx);
  return rows;
}

/** Posts in which integrations act. */
export async function selectSystemPosts(tx: Tx): Promise<Set<string>> {
  const { rows } = await sql<{ post: string }>`SELECT post_id AS post FROM integrations`.execute(tx);
  return new Set(rows.map((row) => row.post));
}

export interface PostWords {
  id: string;
  staff: string;
  name: string;
  /** `学事課 係長`. */
  words: string;
}

/** As their department is called today, or was last. */
export async function selectPostWords(tx: Tx, ids: readonly string[]): Promise<Map<string, PostWords>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<PostWords>`
    SELECT p.id, p.staff_id AS staff, s.family || ' ' || s.given AS name,
      coalesce((SELECT d.name || ' ' FROM departments d WHERE d.code = p.department ORDER BY d.valid_from DESC LIMIT 1), '')
        || p.position AS words
    FROM posts p JOIN staff s ON s.id = p.staff_id WHERE p.id = ANY (${[...ids]}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Which state of the organisation this is: another one after every change (migration 0057). */
export async function selectOrganisationMark(tx: Tx): Promise<string> {
  const { rows } = await sql<{ mark: string }>`SELECT mark FROM organisation_mark`.execute(tx);
  // A city without its row keeps nothing.
  return rows[0]?.mark ?? randomUUID();
}
