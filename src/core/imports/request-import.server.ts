/** A file arrives: it is kept, its heading read, and its columns matched with fields as far as their names say. */
import { createHash, randomUUID } from 'node:crypto';
import { type EntryApp, type EntryDesk, openForImport } from '#core/entries.server';
import { sentenceOf } from '#kernel/errors';
import { fail, ok, type Result, unwrap } from '#kernel/result';
import { type CityFiles, keepFile } from '#platform/files.server';
import { type ImportRow, insertImport, selectImport, selectImports, selectMapping } from './imports.sql.ts';
import type { ImportView } from './model.ts';
import { readSheet, type Sheet } from './reader/read-sheet.server.ts';
import { type SheetEncoding, type SheetRow, sheetLimits, UnreadableSheet } from './reader/sheet.ts';
import { guessMapping, soundMapping } from './targets.ts';

export type ImportDesk = EntryDesk & { files: CityFiles };

/** Bytes of a file; a million rows of fifteen fields are about 200 MB of CSV. */
export const mostBytes = 300e6;

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** What came at once, or a stream of what came in pieces, from its beginning each time it is asked. */
type Kept = Uint8Array | (() => AsyncIterable<Uint8Array>);

/** `record.requestImport`. Nothing is taken in yet. */
export async function requestImport(
  desk: ImportDesk,
  appId: string,
  file: { name: string; bytes: Kept; encoding?: SheetEncoding | undefined },
): Promise<Result<{ id: string }>> {
  const open = await openForImport(desk, appId);
  if (!open.ok) return open;
  const { id: staffId, postId } = desk.actor;
  if (staffId === null || postId === null) return fail('notFound');
  const kept = await keepFile(desk.tx, desk.files, file.bytes, {
    name: file.name,
    allowed: ['text/csv', 'text/plain', xlsx],
    maxBytes: mostBytes,
    bulk: true,
    unpacked: sheetLimits.unpacked,
  });
  if (!kept.ok) return atFile(sentenceOf(kept.error));
  if (kept.value.scan === 'waiting')
    return atFile(
      'ウイルスの検査ができないため、いまは取り込めません。しばらくしてからもう一度お試しください。',
    );
  const stored = unwrap(await desk.files.get(kept.value.sha256));
  const read = await readSheet(stored.stream, { encoding: file.encoding });
  if (!read.ok) return atFile(sentenceOf(read.error));
  const sheet = read.value;
  try {
    const heading = await headingOf(sheet, 0);
    if (heading === null) return atFile('見出しの行がありません。1行目に列の名前を書いてください。');
    const id = randomUUID();
    await insertImport(desk.tx, {
      id,
      app_id: appId,
      staff_id: staffId,
      post_id: postId,
      file_name: kept.value.name,
      sha256: kept.value.sha256,
      bytes: kept.value.bytes,
      format: sheet.format,
      encoding: sheet.encoding,
      sheets: sheet.sheets,
      heading,
      mapping: await firstMapping(desk, open.value, heading),
    });
    desk.touched('record-import', [appId, id], [], 'record.requestImport');
    return ok({ id });
  } catch (error) {
    if (error instanceof UnreadableSheet) return atFile(error.message);
    throw error;
  } finally {
    await sheet.close();
  }
}

export const atFile = (message: string) => fail('invalid', undefined, [{ path: 'file', message }]);

/** As it was the last time with this heading, else by names. */
export async function firstMapping(
  { tx, actor }: ImportDesk,
  open: EntryApp,
  heading: readonly string[],
): Promise<ImportRow['mapping']> {
  const remembered = await selectMapping(tx, {
    appId: open.app.id,
    staffId: actor.id!,
    heading: headingDigest(heading),
  });
  return remembered === null ? guessMapping(open, heading) : soundMapping(open, heading.length, remembered);
}

export const headingDigest = (heading: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(heading)).digest('hex');

/** The first row that is not empty; its cells beyond the last filled one are none. */
export async function headingOf(sheet: Sheet, at: number): Promise<string[] | null> {
  for await (const { cells } of sheet.rows(at)) {
    const last = cells.findLastIndex((cell) => cell.trim() !== '');
    return cells.slice(0, last + 1).map((cell) => cell.replace(/\s+/g, ' ').trim().slice(0, 200));
  }
  return null;
}

/** The import as its owner sees it; anybody else's does not exist. */
export async function findImport(
  desk: Pick<EntryDesk, 'tx' | 'actor'>,
  appId: string,
  id: string,
  lock = false,
): Promise<Result<ImportRow>> {
  const row = isId(id) ? await selectImport(desk.tx, id, ownerOf(desk), lock) : null;
  return row === null || row.app_id !== appId ? fail('notFound') : ok(row);
}

export const ownerOf = ({ actor }: Pick<EntryDesk, 'actor'>) => ({
  staffId: actor.id ?? '00000000-0000-0000-0000-000000000000',
  postId: actor.postId ?? '00000000-0000-0000-0000-000000000000',
});

export async function readImport(
  desk: ImportDesk,
  appId: string,
  id: string,
): Promise<Result<{ view: ImportView; open: EntryApp }>> {
  const open = await openForImport(desk, appId);
  if (!open.ok) return open;
  const row = await findImport(desk, appId, id);
  return row.ok ? ok({ view: viewOf(row.value), open: open.value }) : row;
}

export async function listImports(desk: EntryDesk, appId: string): Promise<ImportView[]> {
  return (await selectImports(desk.tx, appId, ownerOf(desk), 20)).map(viewOf);
}

function viewOf(row: ImportRow): ImportView {
  return {
    id: row.id,
    appId: row.app_id,
    fileName: row.file_name,
    format: row.format,
    encoding: row.encoding,
    sheets: row.sheets,
    sheet: row.sheet,
    heading: row.heading,
    mapping: row.mapping,
    state: row.state,
    total: row.total,
    problem: row.problem,
    askedAt: row.asked_at,
    finishedAt: row.finished_at,
    kept: row.sha256 !== null,
    seen: row.seen,
    added: row.added,
    changed: row.changed,
    unchanged: row.unchanged,
    wrong: row.wrong,
    warned: row.warned,
  };
}

/** The first rows below the heading, for whoever chooses; read from the file each time, kept nowhere. */
export async function sampleRows(
  desk: ImportDesk,
  row: ImportView,
  count: number,
): Promise<Result<SheetRow[]>> {
  const found = await findImport(desk, row.appId, row.id);
  if (!found.ok) return found;
  if (found.value.sha256 === null) return ok([]);
  const sheet = await openKept(desk.files, found.value);
  try {
    const rows: SheetRow[] = [];
    for await (const one of sheet.rows(found.value.sheet)) {
      rows.push(one);
      if (rows.length > count) break;
    }
    return ok(rows.slice(1));
  } finally {
    await sheet.close();
  }
}

/** The sheet of a kept file. Throws UnreadableSheet where the file is not there or not readable any more. */
export async function openKept(files: CityFiles, row: ImportRow): Promise<Sheet> {
  const found = row.sha256 === null ? null : await files.get(row.sha256);
  if (found === null || !found.ok)
    throw new UnreadableSheet('ファイルがもうありません。もう一度選んでください。');
  const read = await readSheet(found.value.stream, { encoding: row.encoding ?? undefined });
  if (!read.ok) throw new UnreadableSheet(sentenceOf(read.error));
  return read.value;
}
