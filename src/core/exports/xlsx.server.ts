/**
 * Rows as XLSX, written straight into a zip stream. Written here because the kept writers either hold the workbook in
 * memory or let rows pile up in front of a slow disc; what is written is read back by ExcelJS in tests (ADR 0039).
 * Text cells are text and never formulas, whatever they begin with.
 */
import { TextReader, ZipWriter } from '@zip.js/zip.js';
import type { Cell } from './cells.ts';
import {
  column,
  contentTypes,
  coreProperties,
  escapeText,
  relations,
  serial,
  sheetEnd,
  sheetStart,
  styles,
  workbook,
  workbookRelations,
} from './xlsx-parts.ts';

/** Rows of one sheet, its header included. */
export const sheetRows = 1_048_576;
/** Characters of one cell. */
export const cellLimit = 32_767;

export interface XlsxOptions {
  /** Watermark: name and value, a sheet of its own, and in the footer of every printed page. */
  receipt: () => [string, string][];
  title: string;
  author: string;
  printed: string;
  /** Rows of one sheet, header included; tests lower it. */
  maxRows?: number;
  /** Takes text too long for a cell; gives what stands there instead. */
  tooLong: (text: string, row: number, label: string) => Promise<string>;
}

/** Writes the whole workbook into `writable` and closes it; gives the number of sheets with data. */
export async function writeXlsx(
  labels: string[],
  batches: AsyncIterable<Cell[][]>,
  writable: WritableStream<Uint8Array>,
  options: XlsxOptions,
): Promise<number> {
  // Readers of spreadsheets stumble over zip64 in small files.
  const zip = new ZipWriter(writable, { zip64: false, useWebWorkers: false, level: 6 });
  const limit = (options.maxRows ?? sheetRows) - 1;
  const rows = flatten(batches);
  let ahead = await rows.next();
  let sheets = 0;
  let written = 0;
  do {
    sheets += 1;
    const sheet = async function* (): AsyncGenerator<string> {
      yield sheetStart(labels.length) +
        rowXml(
          0,
          labels.map((value) => ({ kind: 'text', value })),
          true,
        );
      for (let line = 1; line <= limit && !ahead.done; line += 1) {
        written += 1;
        const cells = await fitCells(ahead.value, written, labels, options.tooLong);
        yield rowXml(line, cells, false);
        ahead = await rows.next();
      }
      yield sheetEnd(options.printed, labels.length);
    };
    await zip.add(`xl/worksheets/sheet${sheets}.xml`, inPieces(sheet()));
  } while (!ahead.done);
  const names = Array.from({ length: sheets }, (_one, index) => (sheets === 1 ? '一覧' : `一覧${index + 1}`));
  const text = (name: string, body: string) => zip.add(name, new TextReader(body));
  const lines = options.receipt().map(([name, value], index) =>
    rowXml(
      index,
      [
        { kind: 'text', value: name },
        { kind: 'text', value },
      ],
      false,
    ),
  );
  await text(
    `xl/worksheets/sheet${sheets + 1}.xml`,
    sheetStart(2, false) + lines.join('') + sheetEnd(options.printed, 0),
  );
  await text('xl/workbook.xml', workbook([...names, '控え']));
  await text('xl/_rels/workbook.xml.rels', workbookRelations(sheets + 1));
  await text('xl/styles.xml', styles);
  await text('docProps/core.xml', coreProperties(options.title, options.author, options.printed));
  await text('_rels/.rels', relations);
  await text('[Content_Types].xml', contentTypes(sheets + 1));
  await zip.close();
  return sheets;
}

async function* flatten<T>(batches: AsyncIterable<T[]>): AsyncGenerator<T> {
  for await (const batch of batches) yield* batch;
}

async function fitCells(
  cells: Cell[],
  row: number,
  labels: string[],
  tooLong: XlsxOptions['tooLong'],
): Promise<Cell[]> {
  if (cells.every((cell) => cell === null || cell.value.length <= cellLimit)) return cells;
  return Promise.all(
    cells.map(async (cell, index) =>
      cell !== null && cell.value.length > cellLimit
        ? { kind: 'text' as const, value: await tooLong(cell.value, row, labels[index]!) }
        : cell,
    ),
  );
}

/** Of about 64 KB: a piece per row would spend its time in streams. Pulled, so a slow disc slows the database. */
function inPieces(texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        let piece = '';
        while (piece.length < 65_536) {
          const next = await texts.next();
          if (next.done) {
            if (piece !== '') controller.enqueue(Buffer.from(piece));
            controller.close();
            return;
          }
          piece += next.value;
        }
        controller.enqueue(Buffer.from(piece));
      },
      async cancel() {
        await texts.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
}

function rowXml(index: number, cells: Cell[], header: boolean): string {
  const number = index + 1;
  let xml = `<row r="${number}">`;
  cells.forEach((cell, at) => {
    if (cell === null) return;
    const place = `r="${column(at)}${number}"`;
    if (cell.kind === 'number') xml += `<c ${place}><v>${cell.value}</v></c>`;
    else if (cell.kind === 'date' || cell.kind === 'time')
      xml += `<c ${place} s="${cell.kind === 'date' ? 2 : 3}"><v>${serial(cell.value)}</v></c>`;
    else
      xml += `<c ${place} t="inlineStr" s="${header ? 4 : 1}"><is><t xml:space="preserve">${escapeText(cell.value)}</t></is></c>`;
  });
  return `${xml}</row>`;
}
