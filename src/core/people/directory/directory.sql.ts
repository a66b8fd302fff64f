/** Names of people and offices, and who of them may be chosen. One statement each, however many are asked for. */
import { sql } from 'kysely';
import type { UserOptions } from '#core/fields';
import type { Tx } from '#platform/db.server';

export interface NameRow {
  kind: 'staff' | 'departments' | 'groups';
  id: string;
  name: string;
  /** Suspended, closed, ended, or not begun on the day. */
  gone: boolean;
}

/** A department by its name of the day, or by its last one; with that of the one above where others are called the same. */
export async function selectNames(
  tx: Tx,
  wanted: { staff: string[]; departments: string[]; groups: string[] },
  on: string,
): Promise<NameRow[]> {
  const { rows } = await sql<NameRow>`
    SELECT 'staff' AS kind, id::text AS id, family || ' ' || given AS name, suspended_at IS NOT NULL AS gone
    FROM staff WHERE id = ANY (${wanted.staff}::uuid[])
    UNION ALL
    (SELECT DISTINCT ON (code) 'departments', code,
      CASE WHEN EXISTS (SELECT FROM departments o WHERE o.name = d.name AND o.code <> d.code)
        THEN coalesce((SELECT a.name || ' ' FROM departments a WHERE a.code = d.parent ORDER BY a.valid_from DESC LIMIT 1), '') ELSE '' END || name,
      NOT (valid_from <= ${on} AND (valid_to IS NULL OR valid_to >= ${on}))
    FROM departments d WHERE code = ANY (${wanted.departments}::text[])
    ORDER BY code, (valid_from <= ${on} AND (valid_to IS NULL OR valid_to >= ${on})) DESC, valid_from DESC)
    UNION ALL
    SELECT 'groups', id, name, NOT (valid_from <= ${on} AND (valid_to IS NULL OR valid_to >= ${on}))
    FROM staff_groups WHERE id = ANY (${wanted.groups}::text[])`.execute(tx);
  return rows;
}

export interface ChoiceRow {
  value: string;
  label: string;
  detail: string | null;
  /** What else it may be found by: a reading, a login, a code. */
  words: string;
}

/** Which of those who may be chosen. */
export interface Which {
  on: string;
  /** Only these; null: any. */
  ids: string[] | null;
  /** Null: all. */
  limit: number | null;
}

/** Staff who hold a post on the day and are not suspended, by reading; of `from` where it narrows. */
export async function selectPeople(tx: Tx, from: UserOptions['from'], which: Which): Promise<ChoiceRow[]> {
  const { on, ids, limit } = which;
  const departments = from?.departments ?? [];
  const groups = from?.groups ?? [];
  const { rows } = await sql<ChoiceRow>`
    WITH RECURSIVE living AS (
      SELECT code, parent, name FROM departments WHERE valid_from <= ${on} AND (valid_to IS NULL OR valid_to >= ${on})),
    members AS (
      SELECT m.staff_id, m.department, m.below FROM staff_group_members m JOIN staff_groups g ON g.id = m.group_id
      WHERE g.id = ANY (${groups}::text[]) AND g.valid_from <= ${on} AND (g.valid_to IS NULL OR g.valid_to >= ${on})
        AND m.valid_from <= ${on} AND (m.valid_to IS NULL OR m.valid_to >= ${on})),
    wide AS (
      SELECT code FROM living WHERE code = ANY (${departments}::text[]) OR code IN (SELECT department FROM members WHERE below)
      UNION SELECT l.code FROM living l JOIN wide ON l.parent = wide.code),
    held AS (
      SELECT p.staff_id, d.name, p.kind, p.rank,
        p.department IN (SELECT code FROM wide) OR p.department IN (SELECT department FROM members) AS meant
      FROM posts p JOIN living d ON d.code = p.department
      WHERE p.valid_from <= ${on} AND (p.valid_to IS NULL OR p.valid_to >= ${on})),
    main AS (SELECT DISTINCT ON (staff_id) staff_id, name FROM held ORDER BY staff_id, kind <> 'main', rank DESC, name)
    SELECT s.id::text AS value, s.family || ' ' || s.given AS label, main.name AS detail,
      s.kana || ' ' || s.login AS words
    FROM staff s JOIN main ON main.staff_id = s.id
    WHERE s.suspended_at IS NULL AND (${ids}::uuid[] IS NULL OR s.id = ANY (${ids}::uuid[]))
      AND (${from === undefined}::boolean OR s.id IN (SELECT staff_id FROM members) OR s.id IN (SELECT staff_id FROM held WHERE meant))
    ORDER BY s.kana COLLATE "ja-x-icu", s.family COLLATE "ja-x-icu", s.given COLLATE "ja-x-icu", s.id LIMIT ${limit}`.execute(
    tx,
  );
  return rows;
}

/** Departments that are open on the day, in the order of their codes; of one and all below it where `below` narrows. */
export async function selectOpenDepartments(
  tx: Tx,
  below: string | undefined,
  which: Which,
): Promise<ChoiceRow[]> {
  const { on, ids, limit } = which;
  const living = (name: 'd' | 'above' | 'o') =>
    sql<boolean>`${sql.ref(`${name}.valid_from`)} <= ${on} AND (${sql.ref(`${name}.valid_to`)} IS NULL OR ${sql.ref(`${name}.valid_to`)} >= ${on})`;
  // Left out where nothing narrows: a record that names a department asks this as it is saved.
  const inside =
    below === undefined
      ? sql<boolean>`true`
      : sql<boolean>`d.code IN (
          WITH RECURSIVE wide AS (
            SELECT o.code FROM departments o WHERE o.code = ${below} AND ${living('o')}
            UNION SELECT o.code FROM departments o JOIN wide ON o.parent = wide.code WHERE ${living('o')})
          SELECT code FROM wide)`;
  const named = ids === null ? sql<boolean>`true` : sql<boolean>`d.code = ANY (${ids}::text[])`;
  const { rows } = await sql<ChoiceRow>`
    SELECT d.code AS value, d.name AS label, above.name AS detail, d.code AS words
    FROM departments d LEFT JOIN departments above ON above.code = d.parent AND ${living('above')}
    WHERE ${living('d')} AND ${named} AND ${inside}
    ORDER BY d.code COLLATE "C" LIMIT ${limit}`.execute(tx);
  return rows;
}

export interface LivingDepartment {
  code: string;
  name: string;
  parent: string | null;
}

/** All departments of the day in the order of their codes. */
export async function selectLivingDepartments(tx: Tx, on: string): Promise<LivingDepartment[]> {
  const { rows } = await sql<LivingDepartment>`
    SELECT code, name, parent FROM departments WHERE valid_from <= ${on} AND (valid_to IS NULL OR valid_to >= ${on})
    ORDER BY code COLLATE "C"`.execute(tx);
  return rows;
}

/** Groups of the day by name, each with the department that keeps it. */
export async function selectOpenGroups(tx: Tx, which: Which): Promise<ChoiceRow[]> {
  const { on, ids, limit } = which;
  const { rows } = await sql<ChoiceRow>`
    SELECT g.id AS value, g.name AS label, d.name AS detail, '' AS words
    FROM staff_groups g LEFT JOIN departments d ON d.code = g.department
      AND d.valid_from <= ${on} AND (d.valid_to IS NULL OR d.valid_to >= ${on})
    WHERE g.valid_from <= ${on} AND (g.valid_to IS NULL OR g.valid_to >= ${on})
      AND (${ids}::text[] IS NULL OR g.id = ANY (${ids}::text[]))
    ORDER BY g.name COLLATE "ja-x-icu", g.id COLLATE "C" LIMIT ${limit}`.execute(tx);
  return rows;
}

/** The ward a department lies in on the day: its own, else that of the nearest above; null outside wards. */
export async function selectWard(tx: Tx, department: string, on: string): Promise<string | null> {
  const { rows } = await sql<{ ward: string | null }>`
    WITH RECURSIVE living AS (
      SELECT code, parent, ward FROM departments WHERE valid_from <= ${on} AND (valid_to IS NULL OR valid_to >= ${on})),
    up AS (
      SELECT code, parent, ward, 0 AS level FROM living WHERE code = ${department}
      UNION ALL SELECT l.code, l.parent, l.ward, up.level + 1 FROM living l JOIN up ON l.code = up.parent WHERE up.level < 20)
    SELECT ward FROM up WHERE ward IS NOT NULL ORDER BY level LIMIT 1`.execute(tx);
  return rows[0]?.ward ?? null;
}
