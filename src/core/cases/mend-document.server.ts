/** Repair of characters no font can print, and documents that are given up before they were issued. */
import { type Glyphs, readSubstitutes, type Substitute } from '#core/documents';
import {
  closeRepairTask,
  lockDocument,
  markVoid,
  selectRepairTask,
  updateData,
} from '#core/documents.server';
import { post } from '#core/exchange.server';
import { fail, ok, type Result } from '#kernel/result';
import { insertAction } from './log.sql.ts';
import { type Desk, openCase } from './open-case.server.ts';

export interface RepairView {
  id: string;
  characters: { character: string; codePoint: string }[];
}

/** Prints substitutes where the person agreed; who noted the consent is kept, the record keeps the name as written. */
export async function repairDocument(
  desk: Desk,
  fonts: Glyphs,
  caseId: string,
  documentId: string,
  substitutes: Record<string, string>,
  consent: boolean,
): Promise<Result<unknown>> {
  const open = await openCase(desk, caseId, 'case.work', true);
  if (!open.ok) return open;
  const document = await lockDocument(desk.tx, documentId);
  const task = await selectRepairTask(desk.tx, documentId);
  if (document === null || document.case_id !== caseId || task === null) return fail('notFound');
  const { used, issues } = readSubstitutes(task.characters, substitutes, fonts);
  if (!consent) issues.push({ path: 'consent', message: '本人の同意を確かめてください。' });
  if (issues.length > 0) return fail('invalid', undefined, issues);
  await updateData(desk.tx, documentId, replaceAll(document.data, used));
  await closeRepairTask(desk.tx, task.id, Object.fromEntries(used), desk.actor.postId!);
  await insertAction(desk.tx, {
    caseId,
    verb: 'repair',
    actorKind: 'staff',
    postId: desk.actor.postId,
    detail: { documentId },
  });
  await post(desk.tx, 'document.render', { documentId });
  return ok();
}

function replaceAll(value: unknown, used: readonly Substitute[]): unknown {
  if (typeof value === 'string') return used.reduce((text, [from, to]) => text.split(from).join(to), value);
  if (Array.isArray(value)) return value.map((one) => replaceAll(one, used));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaceAll(one, used)]));
  }
  return value;
}

/**
 * 欠番: a document that cannot be made or is not wanted any more loses its number, with the reason, before it was issued. The
 * case stays decided; `reissueDocument` makes the document anew, with the next number.
 */
export async function voidDocument(
  desk: Desk,
  caseId: string,
  documentId: string,
  reason: string,
): Promise<Result<unknown>> {
  const why = reason.trim();
  if (why === '')
    return fail('invalid', undefined, [{ path: 'voidReason', message: '欠番にする理由を書いてください。' }]);
  const open = await openCase(desk, caseId, 'case.decide', true);
  if (!open.ok) return open;
  const document = await lockDocument(desk.tx, documentId);
  if (document === null || document.case_id !== caseId) return fail('notFound');
  if (!(await markVoid(desk.tx, documentId, { reason: why, postId: desk.actor.postId })))
    return fail('conflict', 'すでに交付した文書は、取り消してください。');
  const task = await selectRepairTask(desk.tx, documentId);
  if (task !== null) await closeRepairTask(desk.tx, task.id, {}, desk.actor.postId!);
  await insertAction(desk.tx, {
    caseId,
    verb: 'void',
    actorKind: 'staff',
    postId: desk.actor.postId,
    note: why,
    detail: { documentId },
  });
  return ok();
}
