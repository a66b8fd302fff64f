/** Disposal lists and their items. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import type { DisposalAction, ItemState } from './model.ts';

export interface ListRow {
  id: string;
  kind: 'term' | 'erasure';
  department: string;
  department_name: string | null;
  basis: string;
  proposed_by: string | null;
  proposed_at: Date;
  first_by: string | null;
  first_staff: string | null;
  first_at: Date | null;
  second_by: string | null;
  second_at: Date | null;
  dropped_at: Date | null;
  finished_at: Date | null;
  proof: { digest: string; cases: number } | null;
  listed: number;
  excluded: number;
  done: number;
}

const who = (column: string) =>
  sql`(SELECT p.position || ' ' || s.family || ' ' || s.given FROM posts p JOIN staff s ON s.id = p.staff_id WHERE p.id = l.${sql.ref(column)})`;

const columns = sql`l.id, l.kind, l.department, l.basis, l.proposed_at, l.first_staff, l.first_at, l.second_at, l.dropped_at,
  l.finished_at, l.proof, ${who('proposed_by')} AS proposed_by, ${who('first_by')} AS first_by, ${who('second_by')} AS second_by,
  (SELECT d.name FROM departments d WHERE d.code = l.department ORDER BY d.valid_from DESC LIMIT 1) AS department_name,
  (SELECT count(*)::int FROM disposal_items i WHERE i.list_id = l.id AND i.state IN ('listed', 'handedOver')) AS listed,
  (SELECT count(*)::int FROM disposal_items i WHERE i.list_id = l.id AND i.state = 'excluded') AS excluded,
  (SELECT count(*)::int FROM disposal_items i WHERE i.list_id = l.id AND i.state = 'done') AS done`;

/** Lists of these departments, or of all (`null`), newest first. */
export async function selectLists(tx: Tx, departments: string[] | null): Promise<ListRow[]> {
  const { rows } = await sql<ListRow>`
    SELECT ${columns} FROM disposal_lists l
    WHERE ${departments === null ? sql`true` : sql`l.department = ANY (${departments}::text[])`}
    ORDER BY l.proposed_at DESC LIMIT 200`.execute(tx);
  return rows;
}

/** One list; locked when something is to be done to it. */
export async function selectList(tx: Tx, id: string, lock = false): Promise<ListRow | null> {
  if (lock) await sql`SELECT 1 FROM disposal_lists WHERE id::text = ${id} FOR UPDATE`.execute(tx);
  const { rows } =
    await sql<ListRow>`SELECT ${columns} FROM disposal_lists l WHERE l.id::text = ${id}`.execute(tx);
  return rows[0] ?? null;
}

export async function insertList(
  tx: Tx,
  row: { id: string; kind: ListRow['kind']; department: string; basis: string; postId: string },
): Promise<void> {
  await sql`
    INSERT INTO disposal_lists (id, kind, department, basis, proposed_by)
    VALUES (${row.id}, ${row.kind}, ${row.department}, ${row.basis}, ${row.postId})`.execute(tx);
}

export interface ItemRow {
  case_id: string;
  receipt_number: string;
  procedure_id: string;
  record_class: string;
  closed_on: string | null;
  kept_to: string | null;
  action: DisposalAction;
  state: ItemState;
  reason: string;
  done_at: Date | null;
}

/** False when another list was faster with this case. */
export async function insertItem(
  tx: Tx,
  listId: string,
  item: Omit<ItemRow, 'state' | 'reason' | 'done_at'>,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    INSERT INTO disposal_items (list_id, case_id, receipt_number, procedure_id, record_class, closed_on, kept_to, action)
    VALUES (${listId}, ${item.case_id}, ${item.receipt_number}, ${item.procedure_id}, ${item.record_class}, ${item.closed_on},
      ${item.kept_to}, ${item.action})
    ON CONFLICT (case_id) WHERE state IN ('listed', 'handedOver') DO NOTHING`.execute(tx);
  return numAffectedRows === 1n;
}

export async function selectItems(tx: Tx, listId: string): Promise<ItemRow[]> {
  const { rows } = await sql<ItemRow>`
    SELECT case_id, receipt_number, procedure_id, record_class, closed_on, kept_to, action, state, reason, done_at
    FROM disposal_items WHERE list_id = ${listId} ORDER BY kept_to NULLS LAST, receipt_number`.execute(tx);
  return rows;
}

/** Before the last approval only, so that what two persons approved is what goes. */
export async function changeItem(
  tx: Tx,
  listId: string,
  caseId: string,
  change: { state: 'listed' | 'excluded'; action?: DisposalAction; reason: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    UPDATE disposal_items i SET state = ${change.state}, reason = ${change.reason}, action = coalesce(${change.action ?? null}, i.action)
    FROM disposal_lists l
    WHERE l.id = i.list_id AND i.list_id = ${listId} AND i.case_id::text = ${caseId} AND i.state = 'listed'
      AND l.first_at IS NULL AND l.dropped_at IS NULL`.execute(tx);
  return numAffectedRows === 1n;
}

export async function approveListRow(
  tx: Tx,
  listId: string,
  step: 'first' | 'second',
  by: { postId: string; staffId: string },
): Promise<boolean> {
  const [post, staff, at] = [`${step}_by`, `${step}_staff`, `${step}_at`].map((name) => sql.ref(name));
  const { numAffectedRows } = await sql`
    UPDATE disposal_lists SET ${post} = ${by.postId}, ${staff} = ${by.staffId}, ${at} = now()
    WHERE id = ${listId} AND ${at} IS NULL AND dropped_at IS NULL
      AND ${step === 'first' ? sql`true` : sql`first_at IS NOT NULL AND first_staff <> ${by.staffId}::uuid`}`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}

/** Gives the list up; its cases are free for another one. */
export async function dropListRow(tx: Tx, listId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    UPDATE disposal_lists SET dropped_at = now() WHERE id = ${listId} AND second_at IS NULL AND dropped_at IS NULL`.execute(
    tx,
  );
  if (numAffectedRows !== 1n) return false;
  await sql`UPDATE disposal_items SET state = 'excluded', reason = '一覧の取下げ' WHERE list_id = ${listId} AND state = 'listed'`.execute(
    tx,
  );
  return true;
}

export interface PackageRow {
  sha256: string;
  cases: number;
  made_at: Date;
  received_by: string | null;
  confirmed_at: Date | null;
}

export async function selectPackage(tx: Tx, listId: string): Promise<PackageRow | null> {
  const { rows } = await sql<PackageRow>`
    SELECT sha256, cases, made_at, received_by, confirmed_at FROM archive_packages WHERE list_id = ${listId}`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** The digest of the newest package that was handed out, until somebody confirmed one. */
export async function upsertPackage(
  tx: Tx,
  row: { listId: string; sha256: string; cases: number },
): Promise<void> {
  await sql`
    INSERT INTO archive_packages (list_id, sha256, cases) VALUES (${row.listId}, ${row.sha256}, ${row.cases})
    ON CONFLICT (list_id) DO UPDATE SET sha256 = excluded.sha256, cases = excluded.cases, made_at = now()
    WHERE archive_packages.confirmed_at IS NULL`.execute(tx);
}

/** True once; what the archives say they received must be what was handed out last. */
export async function confirmPackageRow(
  tx: Tx,
  row: { listId: string; sha256: string; receivedBy: string; postId: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    UPDATE archive_packages SET received_by = ${row.receivedBy}, confirmed_by = ${row.postId}, confirmed_at = now()
    WHERE list_id = ${row.listId} AND sha256 = ${row.sha256} AND confirmed_at IS NULL`.execute(tx);
  return numAffectedRows === 1n;
}

export async function handOverItems(tx: Tx, listId: string): Promise<string[]> {
  const { rows } = await sql<{ case_id: string }>`
    UPDATE disposal_items SET state = 'handedOver' WHERE list_id = ${listId} AND action = 'transfer' AND state = 'listed'
    RETURNING case_id`.execute(tx);
  return rows.map((row) => row.case_id);
}
