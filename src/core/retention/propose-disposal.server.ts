/** Lists of what is to go: proposed by the section, looked through, approved by its head and then by the records office. */
import { randomUUID } from 'node:crypto';
import { type Desk, openCase } from '#core/cases.server';
import { post } from '#core/exchange.server';
import { permissionsOf } from '#core/policy';
import { caseRows, departmentsFor } from '#core/policy.server';
import { tokyoDate } from '#kernel/dates';
import { fail, ok, type Result } from '#kernel/result';
import { decideGoing } from './decide-going.server.ts';
import {
  approveListRow,
  changeItem,
  dropListRow,
  insertItem,
  insertList,
  type ListRow,
  selectItems,
  selectList,
} from './lists.sql.ts';
import type { DisposalAction } from './model.ts';
import { selectDue } from './terms.sql.ts';

/** More in one list nobody looks through; the rest comes with the next one. */
const longestList = 500;

/** Whether the actor sees and approves the lists of all departments. */
export const isRecordsOffice = (desk: Pick<Desk, 'actor'>): boolean =>
  desk.actor.post !== null && permissionsOf(desk.actor.post.roles).has('records.office');

/** A list the actor may see; notFound otherwise. */
export async function openList(desk: Desk, id: string, lock = false): Promise<Result<ListRow>> {
  const list = await selectList(desk.tx, id, lock);
  const own = departmentsFor(desk.actor, 'records.read');
  return list !== null && (isRecordsOffice(desk) || own.includes(list.department))
    ? ok(list)
    : fail('notFound');
}

/** 廃棄・移管の一覧 of everything due in the actor's department; `today` moves only in tests. Gives the list's id. */
export async function proposeDisposal(
  desk: Desk,
  today = tokyoDate(new Date()),
): Promise<Result<{ id: string; cases: number }>> {
  const due = await selectDue(desk.tx, caseRows(desk.actor, 'records.manage'), today, longestList);
  if (due.length === 0) return fail('conflict', '保存期間が終わった案件はありません。');
  const id = randomUUID();
  await insertList(desk.tx, {
    id,
    kind: 'term',
    department: desk.actor.post!.department,
    basis: '保存期間の満了',
    postId: desk.actor.postId!,
  });
  let cases = 0;
  for (const one of due) {
    const item = {
      ...one,
      case_id: one.id,
      action: one.afterwards === 'transfer' ? ('transfer' as const) : ('dispose' as const),
    };
    if (await insertItem(desk.tx, id, item)) cases += 1;
  }
  return ok({ id, cases });
}

/** 消去: one closed case before its term, because the law asks for it (個人情報保護法98 and the like). A hold stops it all the same. */
export async function proposeErasure(
  desk: Desk,
  caseId: string,
  basis: string,
): Promise<Result<{ id: string }>> {
  const open = await openCase(desk, caseId, 'records.manage', true);
  if (!open.ok) return open;
  const { row, procedure } = open.value;
  if (row.closed_at === null) return fail('conflict', '完結していない案件は消去できません。');
  if (basis === '' || [...basis].length > 500)
    return fail('invalid', undefined, [
      { path: 'basis', message: '根拠（法令の条や決定の番号）を書いてください（500文字まで）。' },
    ]);
  const id = randomUUID();
  await insertList(desk.tx, {
    id,
    kind: 'erasure',
    department: row.department,
    basis,
    postId: desk.actor.postId!,
  });
  const listed = await insertItem(desk.tx, id, {
    case_id: caseId,
    receipt_number: row.receipt_number,
    procedure_id: row.procedure_id,
    record_class: procedure.recordClass,
    closed_on: tokyoDate(row.closed_at),
    kept_to: null,
    action: 'dispose',
  });
  return listed ? ok({ id }) : fail('conflict', 'この案件はすでに廃棄の一覧に載っています。');
}

/** Takes a case out of a list, or changes between 廃棄 and 移管, before the first approval. */
export async function reviewItem(
  desk: Desk,
  listId: string,
  caseId: string,
  change: { exclude: boolean; action?: DisposalAction; reason: string },
): Promise<Result<unknown>> {
  const list = await openList(desk, listId, true);
  if (!list.ok) return list;
  if (!departmentsFor(desk.actor, 'records.manage').includes(list.value.department)) return fail('notFound');
  if (change.exclude && change.reason === '')
    return fail('invalid', undefined, [{ path: `reason-${caseId}`, message: '外す理由を書いてください。' }]);
  const state = change.exclude ? 'excluded' : 'listed';
  const changed = await changeItem(desk.tx, listId, caseId, {
    state,
    action: change.action,
    reason: change.reason,
  });
  return changed ? ok() : fail('conflict', '承認が始まった一覧は変えられません。');
}

/** Both approvals. After the second one the worker carries the list out; until then it can be dropped. */
export async function approveDisposal(
  desk: Desk,
  listId: string,
): Promise<Result<{ step: 'first' | 'second' }>> {
  const found = await openList(desk, listId, true);
  if (!found.ok) return found;
  const list = found.value;
  if (list.dropped_at !== null || list.second_at !== null) return fail('conflict');
  const by = { postId: desk.actor.postId!, staffId: desk.actor.id! };
  if (list.first_at === null) {
    if (!departmentsFor(desk.actor, 'records.approve').includes(list.department))
      return fail('conflict', '一人目の承認は、その所属の課長などがします。');
    if (list.listed === 0) return fail('conflict', '一覧に案件がありません。取り下げてください。');
    return (await approveListRow(desk.tx, listId, 'first', by)) ? ok({ step: 'first' }) : fail('conflict');
  }
  if (!isRecordsOffice(desk)) return fail('conflict', '二人目の承認は、文書管理の担当がします。');
  if (!(await approveListRow(desk.tx, listId, 'second', by)))
    return fail('conflict', '一人目に承認した人は、二人目の承認をできません。');
  for (const item of await selectItems(desk.tx, listId))
    if (item.state === 'listed' && item.action === 'dispose') {
      await decideGoing(desk.tx, listId, item.case_id, false);
      await post(desk.tx, 'case.dispose', { listId, caseId: item.case_id });
    }
  return ok({ step: 'second' });
}

export async function dropDisposal(desk: Desk, listId: string): Promise<Result<unknown>> {
  const list = await openList(desk, listId, true);
  if (!list.ok) return list;
  const own = departmentsFor(desk.actor, 'records.manage').includes(list.value.department);
  if (!own && !isRecordsOffice(desk)) return fail('notFound');
  return (await dropListRow(desk.tx, listId))
    ? ok()
    : fail('conflict', '二人が承認した一覧は取り下げられません。');
}
