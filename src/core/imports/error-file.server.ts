/** The rows that could not be taken in, with the same columns and the reasons beside them: mended, the file comes back. */
import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { guardText } from '#core/exports';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import type { Database } from '#platform/db.server';
import { type ImportRow, selectProblems } from './imports.sql.ts';
import { recordStarts } from './line-rows.ts';
import { type ImportProblem, reasonHeading } from './model.ts';
import { findImport, type ImportDesk, openKept } from './request-import.server.ts';

/** `record.readImportProblems`. The stream reads the file again beside the reasons, both in the order of rows. */
export async function errorFile(
  desk: ImportDesk,
  db: Database,
  appId: string,
  id: string,
): Promise<Result<{ fileName: string; stream: ReadableStream<Uint8Array> }>> {
  const found = await findImport(desk, appId, id);
  if (!found.ok) return found;
  const row = found.value;
  if (row.sha256 === null) return fail('notFound');
  desk.touched('record-import', [appId, id], [], 'record.readImportProblems');
  const pages = (after: number) =>
    db.tenant(desk.municipality, 'staff', (tx) => selectProblems(tx, id, after, 1000));
  const texts = lines(desk, row, pages);
  return ok({
    fileName: `${row.file_name.replace(/\.[^.]*$/, '')}-取り込めない行.csv`,
    stream: Readable.toWeb(Readable.from(texts, { objectMode: false })) as ReadableStream<Uint8Array>,
  });
}

async function* lines(
  { files }: ImportDesk,
  row: ImportRow,
  pages: (after: number) => Promise<ImportProblem[]>,
): AsyncGenerator<Uint8Array> {
  const sheet = await openKept(files, row);
  const width = row.heading.length;
  const write = (cells: string[]) =>
    Buffer.from(stringify([cells], { quoted: true, record_delimiter: '\r\n' }));
  // Cells of a CSV stand as they came, guards and all; those of a workbook get theirs here.
  const put = (cell: string) => (row.format === 'csv' ? safe(cell) : guarded(cell));
  // A column of reasons from the last time makes room for the new one.
  const kept = row.heading.flatMap((name, index) => (name === reasonHeading ? [] : [index]));
  try {
    yield Buffer.from('\ufeff');
    yield write([...kept.map((index) => guarded(row.heading[index]!)), reasonHeading]);
    const reasons = byRow(pages);
    let next = await reasons.next();
    const starts = recordStarts(row.mapping);
    let heading = true;
    let told = false;
    for await (const { number, cells } of sheet.rows(row.sheet)) {
      const begins = heading || starts(cells);
      heading = false;
      // Further rows of a record go with it, so that it comes back whole.
      if (!begins && told) yield write([...kept.map((index) => put(cells[index] ?? '')), '']);
      if (!begins) continue;
      told = false;
      if (next.done === true) break;
      if (number !== next.value.row) continue;
      told = true;
      const reason = next.value.problems.map(({ place, message }) =>
        place === null || place >= width ? message : `${row.heading[place]}：${message}`,
      );
      yield write([...kept.map((index) => put(cells[index] ?? '')), guarded(reason.join(' '))]);
      next = await reasons.next();
    }
  } finally {
    await sheet.close();
  }
}

const guarded = (text: string): string => (text === '' ? '' : guardText(text));
/** Strangers' files may hold formulas: none leaves here, and nothing is guarded twice. */
const safe = (cell: string): string =>
  cell === '' || (cell.startsWith("'") && guardText(cell.slice(1)) === cell) ? cell : guardText(cell);

async function* byRow(
  pages: (after: number) => Promise<ImportProblem[]>,
): AsyncGenerator<{ row: number; problems: ImportProblem[] }> {
  let problems: ImportProblem[] = [];
  for (let after = 0; ; ) {
    const page = await pages(after);
    for (const one of page) {
      if (problems.length > 0 && problems[0]!.row !== one.row) {
        yield { row: problems[0]!.row, problems };
        problems = [];
      }
      problems.push(one);
    }
    if (page.length < 1000) break;
    // A row's reasons are at most twenty: those cut off by the page are read again with the next one.
    after = problems[0]!.row - 1;
    problems = [];
  }
  if (problems.length > 0) yield { row: problems[0]!.row, problems };
}
