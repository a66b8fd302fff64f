/** What people do with a file that arrived: say what its columns mean, have it checked, start it, call it off. */
import { openForImport } from '#core/entries.server';
import type { Issue } from '#kernel/errors';
import { fail, ok, type Result } from '#kernel/result';
import { beginRound, endImport, rememberMapping, saveMapping, selectProblems } from './imports.sql.ts';
import { lineTarget } from './line-rows.ts';
import { type ImportProblem, isAtWork, type Mapping, markHeading } from './model.ts';
import {
  findImport,
  firstMapping,
  headingDigest,
  headingOf,
  type ImportDesk,
  openKept,
} from './request-import.server.ts';
import { targetsOf } from './targets.ts';

const moved = '取込みの状態が変わっています。いまの内容を確かめてください。';

/** Another sheet of the workbook: its heading is read, its columns matched anew. */
export async function chooseSheet(
  desk: ImportDesk,
  appId: string,
  id: string,
  sheet: number,
): Promise<Result<undefined>> {
  const open = await openForImport(desk, appId);
  if (!open.ok) return open;
  const found = await findImport(desk, appId, id, true);
  if (!found.ok) return found;
  const row = found.value;
  if (isAtWork(row.state) || row.state === 'done') return fail('conflict', moved);
  if (!Number.isInteger(sheet) || row.sheets[sheet] === undefined) return fail('notFound');
  const kept = await openKept(desk.files, row);
  try {
    const heading = await headingOf(kept, sheet);
    if (heading === null)
      return fail('invalid', undefined, [{ path: 'sheet', message: 'このシートには何も書かれていません。' }]);
    await saveMapping(desk.tx, id, {
      sheet,
      heading,
      mapping: await firstMapping(desk, open.value, heading),
    });
    return ok();
  } finally {
    await kept.close();
  }
}

/** `record.checkImport`: the worker says what would become of each row; nothing is written. */
export async function checkImport(
  desk: ImportDesk,
  appId: string,
  id: string,
  mapping: Mapping,
): Promise<Result<undefined>> {
  const open = await openForImport(desk, appId);
  if (!open.ok) return open;
  const found = await findImport(desk, appId, id, true);
  if (!found.ok) return found;
  const row = found.value;
  if (isAtWork(row.state) || row.state === 'done' || row.sha256 === null) return fail('conflict', moved);
  const labels = new Map(targetsOf(open.value).map((one) => [one.value, one.label]));
  const issues = mappingIssues(mapping, labels, row.heading.length);
  if (issues.length > 0) return fail('invalid', undefined, issues);
  await saveMapping(desk.tx, id, { mapping, sheet: row.sheet, heading: row.heading });
  await rememberMapping(desk.tx, {
    appId,
    staffId: row.staff_id,
    heading: headingDigest(row.heading),
    mapping,
  });
  await beginRound(desk.tx, id, 'checking');
  desk.touched('record-import', [appId, id], [], 'record.checkImport');
  return ok();
}

function mappingIssues(mapping: Mapping, labels: ReadonlyMap<string, string>, width: number): Issue[] {
  const { columns, key } = mapping;
  const issues: Issue[] = [];
  const first = new Map<string, number>();
  if (columns.length !== width) return [{ path: 'column0', message: moved }];
  columns.forEach((target, column) => {
    if (target === null) return;
    const label = labels.get(target);
    if (label === undefined)
      issues.push({ path: `column${column}`, message: 'この項目に取り込むことはできません。' });
    else if (first.has(target))
      issues.push({ path: `column${column}`, message: `「${label}」は、ほかの列にも選ばれています。` });
    first.set(target, column);
  });
  if (columns.every((target) => target === null || target === 'id' || target === 'mark'))
    issues.push({ path: 'column0', message: '取り込む項目を1つ以上選んでください。' });
  if (columns.some((target) => lineTarget(target) !== null) && key === null && !first.has('mark'))
    issues.push({
      path: 'key',
      message: `明細の列があるときは、「${markHeading}」の列か、照合に使う項目を選んでください。どの行からが次のレコードかが分かるようにします。`,
    });
  if (key !== null && !first.has(key))
    issues.push({ path: 'key', message: '照合に使う項目を、どれかの列に選んでください。' });
  return issues;
}

/** `record.startImport`: only what was checked begins. */
export async function startImport(desk: ImportDesk, appId: string, id: string): Promise<Result<undefined>> {
  const open = await openForImport(desk, appId);
  if (!open.ok) return open;
  const found = await findImport(desk, appId, id, true);
  if (!found.ok) return found;
  if (found.value.state !== 'checked' || found.value.sha256 === null) return fail('conflict', moved);
  await beginRound(desk.tx, id, 'running');
  desk.touched('record-import', [appId, id], [], 'record.startImport');
  return ok();
}

/** What was taken in stays; the rest is left. While it is being checked: back to the columns. */
export async function cancelImport(desk: ImportDesk, appId: string, id: string): Promise<Result<undefined>> {
  const found = await findImport(desk, appId, id, true);
  if (!found.ok) return found;
  const { state } = found.value;
  if (state === 'done' || state === 'cancelled' || state === 'failed') return fail('conflict', moved);
  await endImport(desk.tx, id, state === 'checking' ? 'mapping' : 'cancelled');
  desk.touched('record-import', [appId, id], [], 'record.cancelImport');
  return ok();
}

/** The first reasons, for the page; all of them stand in the file of rows to mend. */
export async function problemsOf(
  desk: ImportDesk,
  appId: string,
  id: string,
  limit: number,
): Promise<Result<ImportProblem[]>> {
  const found = await findImport(desk, appId, id);
  return found.ok ? ok(await selectProblems(desk.tx, id, 0, limit)) : found;
}
