/** What becomes of a case's file when the scanner has spoken after all. */
import { randomUUID } from 'node:crypto';
import { definitionsOf } from '#core/definitions.server';
import { post } from '#core/exchange.server';
import type { Answers } from '#core/fields';
import { fileControls } from '#core/forms';
import { loadRecord } from '#core/records.server';
import type { Tx } from '#platform/db.server';
import { selectCase, updateCase } from './cases.sql.ts';
import { type SettledFile, updateScan } from './file-scans.sql.ts';
import { insertAction, insertCorrection, insertLetter } from './log.sql.ts';
import { everyRow } from './system-rows.sql.ts';

const reason =
  '前に送られたファイルからウイルスが見つかったため、受け取れませんでした。ほかのファイルか、書類を撮った写真を送ってください。';

/**
 * Ends the quarantine of a content. An infected file goes back to the applicant: as a correction of its field while the
 * case can still be corrected, else as a letter. Staff read it in the action log either way.
 */
export async function settleFile(
  tx: Tx,
  municipality: string,
  sha256: string,
  scan: 'clean' | 'infected' | 'none',
): Promise<void> {
  const settled = await updateScan(tx, sha256, scan);
  if (scan !== 'infected') return;
  const byCase = Map.groupBy(
    settled.filter((file) => file.case_id !== null),
    (file) => file.case_id!,
  );
  for (const [caseId, files] of byCase) await refuseFiles(tx, municipality, caseId, files);
}

async function refuseFiles(
  tx: Tx,
  municipality: string,
  caseId: string,
  files: SettledFile[],
): Promise<void> {
  const row = await selectCase(tx, caseId, everyRow, true);
  if (row === null) return;
  const names = files.map((file) => `「${file.name}」`).join('、');
  const fields = await fieldsOf(tx, municipality, row, new Set(files.map((file) => file.id)));
  const goesBack =
    row.application_id !== null && fields.length > 0 && ['received', 'checking'].includes(row.state);
  const to = goesBack ? 'awaitingCorrection' : row.state;
  if (goesBack && !(await updateCase(tx, caseId, row.revision, { state: to })))
    throw new Error('case changed under its lock');
  await insertAction(tx, {
    caseId,
    verb: 'refuseFile',
    actorKind: 'system',
    postId: null,
    from: row.state,
    to,
    note: `添付${names}からウイルスが見つかったため、使えなくしました。`,
    detail: { files: files.map((file) => file.id) },
  });
  if (row.application_id === null) return;
  const at = new Date().toISOString();
  const { application_id: applicationId } = row;
  if (goesBack) {
    const correction = { fields: fields.map((path) => ({ path, reason })), message: '', answerBy: null };
    await insertCorrection(tx, { id: randomUUID(), caseId, postId: null, ...correction });
    await post(tx, 'case.correctionAsked', { applicationId, at, ...correction });
    return;
  }
  const body = `添付されたファイル${names}からウイルスが見つかったため、開かずに消しました。あらためて必要なときは、こちらからご連絡します。`;
  await insertLetter(tx, { caseId, sender: 'office', postId: null, body });
  await post(tx, 'case.message', { applicationId, at, body });
}

/** Controls of the answers that name these files. */
async function fieldsOf(
  tx: Tx,
  municipality: string,
  row: { app_id: string; app_version: number; record_id: string },
  ids: ReadonlySet<string>,
): Promise<string[]> {
  const app = (await definitionsOf(tx, municipality)).app(row.app_id, { version: row.app_version });
  const record = app === null ? null : await loadRecord(tx, app.body, row.record_id);
  if (app === null || record === null) return [];
  const controls = fileControls(app.body.fields, record.answers as Answers);
  return [...new Set(controls.filter(({ file }) => ids.has(file.fileId)).map(({ name }) => name))];
}
