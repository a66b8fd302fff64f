/** The one way in for spreadsheets: CSV or XLSX, told apart by content, read row by row in constant memory. */
import type { FileHandle } from 'node:fs/promises';
import { fail, ok, type Result } from '#kernel/result';
import { openScratch } from '#platform/files.server';
import { csvRows, encodingOf } from './csv-sheet.server.ts';
import { oldBook, type SheetEncoding, type SheetRow, UnreadableSheet } from './sheet.ts';
import { openWorkbook } from './xlsx-sheet.server.ts';

export interface Sheet {
  format: 'csv' | 'xlsx';
  /** Of a CSV: as found, or as given. */
  encoding: SheetEncoding | null;
  /** Names of the visible sheets; of a CSV none. */
  sheets: string[];
  /** Rows that are not empty, from the beginning each time. Throws UnreadableSheet, whose message is for the sender. */
  rows(sheet?: number): AsyncGenerator<SheetRow>;
  close(): Promise<void>;
}

/**
 * Takes the bytes over into a nameless file first. Close what comes back.
 *
 *     const sheet = await readSheet(await files.get(sha256));
 *     for await (const { number, cells } of sheet.value.rows()) …
 */
export async function readSheet(
  source: Uint8Array | AsyncIterable<Uint8Array>,
  { encoding }: { encoding?: SheetEncoding } = {},
): Promise<Result<Sheet>> {
  const scratch = await openScratch();
  try {
    await takeOver(scratch, source);
    return ok(await open(scratch, encoding));
  } catch (error) {
    await scratch.close();
    if (error instanceof UnreadableSheet) return fail('invalid', error.message);
    throw error;
  }
}

async function open(scratch: FileHandle, given: SheetEncoding | undefined): Promise<Sheet> {
  const head = Buffer.alloc(4);
  const { bytesRead } = await scratch.read(head, 0, 4, 0);
  if (bytesRead === 0) throw new UnreadableSheet('ファイルが空です。');
  if (head.readUInt32BE(0) === 0xd0cf11e0) throw new UnreadableSheet(oldBook);
  if (head.readUInt32BE(0) !== 0x504b0304) {
    const encoding = given ?? (await encodingOf(scratch));
    return {
      format: 'csv',
      encoding,
      sheets: [],
      rows: () => csvRows(scratch, encoding),
      close: () => scratch.close(),
    };
  }
  const workbook = await openWorkbook(scratch);
  return {
    format: 'xlsx',
    encoding: null,
    sheets: workbook.sheets,
    rows: (sheet = 0) => workbook.rows(sheet),
    async close() {
      await workbook.close();
      await scratch.close();
    },
  };
}

async function takeOver(scratch: FileHandle, source: Uint8Array | AsyncIterable<Uint8Array>): Promise<void> {
  const pieces = source instanceof Uint8Array ? [source] : source;
  for await (const piece of pieces) await scratch.writeFile(piece);
}
