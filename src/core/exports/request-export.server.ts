/** Asks for a file: what, and why. The worker counts; above 100 persons a second person is asked. */
import { randomUUID } from 'node:crypto';
import type { Desk } from '#core/cases.server';
import { fiscalYearOf, formatFiscalYear, tokyoDate } from '#kernel/dates';
import type { Issue } from '#kernel/errors';
import { fail, ok, type Result } from '#kernel/result';
import { insertAudit } from '#platform/audit.server';
import type { Tx } from '#platform/db.server';
import { sourceFor } from './desk.server.ts';
import { insertExport, takeNumber } from './exports.sql.ts';
import { type ExportWish, encodings, formats, sources } from './model.ts';
import { classesOf, type Source } from './source.ts';

export interface ExportRequest extends ExportWish {
  purpose: string;
}

/** Mistakes of a wish, and its source when there is none. Used by regular outputs too. */
export async function readWish(
  desk: Desk,
  wish: ExportWish,
): Promise<{ issues: Issue[]; source: Source | null }> {
  const issues: Issue[] = [];
  if (!Object.hasOwn(formats, wish.format))
    issues.push({ path: 'format', message: 'ファイルの形を選んでください。' });
  if (!Object.hasOwn(encodings, wish.encoding))
    issues.push({ path: 'encoding', message: '文字コードを選んでください。' });
  else if (wish.format === 'xlsx' && wish.encoding !== 'utf-8')
    issues.push({ path: 'encoding', message: 'Windows-31Jにできるのは CSV だけです。' });
  const source = Object.hasOwn(sources, wish.source) ? await sourceFor(desk, wish) : null;
  if (source !== null && source.columns.length === 0)
    issues.push({ path: 'columns', message: '書き出す項目を一つ以上選んでください。' });
  return { issues, source };
}

/** Why something leaves the house is said in a sentence, not in a word. */
export function purposeIssue(purpose: string): Issue[] {
  return purpose.length >= 5 && purpose.length <= 500
    ? []
    : [{ path: 'purpose', message: '何のために使うかを、5文字以上500文字以内で書いてください。' }];
}

export async function requestExport(desk: Desk, request: ExportRequest): Promise<Result<string>> {
  const { issues, source } = await readWish(desk, request);
  if (source === null) return fail('notFound');
  const purpose = request.purpose.trim();
  issues.push(...purposeIssue(purpose));
  if (issues.length > 0) return fail('invalid', undefined, issues);
  const id = randomUUID();
  const number = await nextNumber(desk.tx);
  const classes = classesOf(source.columns);
  await insertExport(desk.tx, {
    id,
    number,
    department: desk.actor.post!.department,
    postId: desk.actor.postId!,
    staffId: desk.actor.id!,
    purpose,
    source: request.source,
    query: source.query ?? request.query,
    columns: source.columns.map((one) => one.key),
    labels: source.columns.map((one) => one.label),
    classes,
    format: request.format,
    encoding: request.encoding,
  });
  await auditExport(desk, 'export.request', id, classes, `${number} ${purpose}`);
  return ok(id);
}

/** E-R8-000012, per fiscal year. */
export async function nextNumber(tx: Tx): Promise<string> {
  const year = fiscalYearOf(tokyoDate(new Date()));
  const serial = await takeNumber(tx, year);
  return `E-${formatFiscalYear(year).replace('年度', '')}-${String(serial).padStart(6, '0')}`;
}

/** Every act at an export, in its transaction, with its purpose. */
export function auditExport(
  desk: Desk,
  act: string,
  id: string,
  fieldClasses: string[],
  purpose: string,
): Promise<void> {
  return insertAudit(desk.tx, {
    zone: 'staff',
    actorKind: 'staff',
    actorId: desk.actor.id,
    postId: desk.actor.postId,
    act,
    noun: 'export',
    ids: [id],
    fieldClasses,
    purpose,
    requestId: null,
  });
}
