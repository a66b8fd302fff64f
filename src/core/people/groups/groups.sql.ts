import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import type { Group, GroupMember, Member } from './model.ts';

const columns = sql`id, name, department, valid_from::text AS "validFrom", valid_to::text AS "validTo"`;

/** Held until the transaction ends with `lock`: who changes a group does so after those before. */
export async function selectGroup(tx: Tx, id: string, lock = false): Promise<Group | null> {
  const { rows } = await sql<Group>`
    SELECT ${columns} FROM staff_groups WHERE id = ${id} ${lock ? sql`FOR UPDATE` : sql``}`.execute(tx);
  return rows[0] ?? null;
}

/** Groups that are there on a day, by name. */
export async function selectGroups(tx: Tx, on: string): Promise<Group[]> {
  const { rows } = await sql<Group>`
    SELECT ${columns} FROM staff_groups WHERE valid_from <= ${on} AND (valid_to IS NULL OR valid_to >= ${on})
    ORDER BY name COLLATE "ja-x-icu", id COLLATE "C"`.execute(tx);
  return rows;
}

/** False when the id or, within the department, the name is taken. */
export async function insertGroup(tx: Tx, group: Omit<Group, 'validTo'>): Promise<boolean> {
  const { rows } = await sql`
    INSERT INTO staff_groups (id, name, department, valid_from)
    VALUES (${group.id}, ${group.name}, ${group.department}, ${group.validFrom})
    ON CONFLICT DO NOTHING RETURNING id`.execute(tx);
  return rows.length === 1;
}

/** False when another group of the department has the name. */
export async function updateGroupName(tx: Tx, id: string, name: string): Promise<boolean> {
  const { rows } = await sql`
    UPDATE staff_groups AS g SET name = ${name} WHERE id = ${id} AND NOT EXISTS (
      SELECT FROM staff_groups o WHERE o.department = g.department AND o.name = ${name} AND o.id <> g.id AND o.valid_to IS NULL)
    RETURNING id`.execute(tx);
  return rows.length === 1;
}

/** The day before `on` was its last. */
export async function endGroup(tx: Tx, id: string, on: string): Promise<void> {
  await sql`UPDATE staff_groups SET valid_to = ${on}::date - 1 WHERE id = ${id} AND valid_to IS NULL`.execute(
    tx,
  );
}

export async function selectMembers(tx: Tx, groupId: string, on: string): Promise<GroupMember[]> {
  const { rows } = await sql<GroupMember>`
    SELECT id, staff_id AS "staffId", department, below, valid_from::text AS "validFrom" FROM staff_group_members
    WHERE group_id = ${groupId} AND valid_from <= ${on} AND (valid_to IS NULL OR valid_to >= ${on})
    ORDER BY valid_from, id`.execute(tx);
  return rows;
}

/** Null when it is a member already, or no such person or department is there today. */
export async function insertMember(
  tx: Tx,
  row: { id: string; groupId: string; member: Member; on: string },
): Promise<boolean> {
  const { member, on } = row;
  const staffId = 'staffId' in member ? member.staffId : null;
  const department = 'department' in member ? member.department : null;
  const below = 'department' in member && member.below;
  const { rows } = await sql`
    INSERT INTO staff_group_members (id, group_id, staff_id, department, below, valid_from)
    SELECT ${row.id}::uuid, ${row.groupId}, ${staffId}::uuid, ${department}::text, ${below}::boolean, ${on}::date
    WHERE EXISTS (SELECT FROM staff WHERE id = ${staffId}::uuid AND suspended_at IS NULL)
      OR EXISTS (SELECT FROM departments WHERE code = ${department}::text
        AND valid_from <= ${on}::date AND (valid_to IS NULL OR valid_to >= ${on}::date))
    ON CONFLICT DO NOTHING RETURNING id`.execute(tx);
  return rows.length === 1;
}

/** The day before `on` was the last; false when it is none any more. */
export async function endMember(tx: Tx, groupId: string, id: string, on: string): Promise<boolean> {
  const { rows } = await sql`
    UPDATE staff_group_members SET valid_to = ${on}::date - 1
    WHERE id = ${id} AND group_id = ${groupId} AND valid_to IS NULL RETURNING id`.execute(tx);
  return rows.length === 1;
}
