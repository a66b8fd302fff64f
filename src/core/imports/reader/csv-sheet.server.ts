/** A CSV as a stream of rows: encoding and separator are found out, quotes may hold line breaks. */
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { checkRow, type SheetEncoding, type SheetRow, sheetLimits, UnreadableSheet } from './sheet.ts';

const decoderNames: Readonly<Record<SheetEncoding, string>> = {
  'utf-8': 'utf-8',
  'windows-31j': 'shift_jis',
  'utf-16le': 'utf-16le',
};

const unknownEncoding =
  '文字コードがわかりません。UTF-8かWindows-31J（シフトJIS）のCSV、またはExcel（.xlsx）で保存してください。';

/** The whole file decides: what reads as UTF-8 to its end is UTF-8, else what reads as Windows-31J. */
export async function encodingOf(handle: FileHandle): Promise<SheetEncoding> {
  const head = Buffer.alloc(2);
  await handle.read(head, 0, 2, 0);
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  for (const encoding of ['utf-8', 'windows-31j'] as const) {
    try {
      for await (const _text of texts(handle, encoding));
      return encoding;
    } catch {
      // The next encoding, or none.
    }
  }
  throw new UnreadableSheet(unknownEncoding);
}

export async function* csvRows(handle: FileHandle, encoding: SheetEncoding): AsyncGenerator<SheetRow> {
  const delimiter = await delimiterOf(handle, encoding);
  const parser = parse({
    bom: true,
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: sheetLimits.cell * 20,
  });
  const source = Readable.from(texts(handle, encoding));
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let number = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      number += 1;
      if (cells.every((cell) => cell === '')) continue;
      const row = { number, cells };
      checkRow(row);
      yield row;
    }
  } catch (error) {
    throw error instanceof CsvError ? unreadable(error, number + 1) : error;
  } finally {
    source.destroy();
    parser.destroy();
  }
}

function unreadable(error: CsvError, row: number): UnreadableSheet {
  const near = `${row.toLocaleString('en-US')}行目`;
  if (error.code === 'CSV_MAX_RECORD_SIZE' || error.code === 'CSV_QUOTE_NOT_CLOSED')
    return new UnreadableSheet(
      `${near}から、引用符（"）が閉じていません。対になっているか確かめてください。`,
    );
  return new UnreadableSheet(`${near}をCSVとして読めません。Excelで開いて保存し直してください。`);
}

/** What stands oftenest in the first line, outside quotes. */
async function delimiterOf(handle: FileHandle, encoding: SheetEncoding): Promise<string> {
  let head = '';
  for await (const text of texts(handle, encoding)) {
    head += text;
    if (head.length > 20_000) break;
  }
  const bare = head.replace(/"(?:[^"]|"")*"?/g, '');
  const [line = ''] = bare.split(/\r\n|\r|\n/);
  const count = (sign: string) => line.split(sign).length - 1;
  return [',', '\t', ';'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

async function* texts(handle: FileHandle, encoding: SheetEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(decoderNames[encoding], { fatal: true });
  const checked = (text: string): string => {
    if (text.includes('\0')) throw new UnreadableSheet(unknownEncoding);
    return text;
  };
  try {
    for await (const piece of bytesOf(handle)) yield checked(decoder.decode(piece, { stream: true }));
    yield checked(decoder.decode());
  } catch (error) {
    throw error instanceof TypeError
      ? new UnreadableSheet(
          `文字コードが${encoding === 'utf-8' ? 'UTF-8' : '選んだもの'}ではありません。別の文字コードを選んでください。`,
        )
      : error;
  }
}

/** From the beginning, whoever else reads the same handle. */
async function* bytesOf(handle: FileHandle): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.alloc(1 << 18);
  for (let position = 0; ; ) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    position += bytesRead;
  }
}
