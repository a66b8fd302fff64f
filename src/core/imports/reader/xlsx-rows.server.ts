/** The rows of one sheet of a workbook, as a stream. */
import { type NumberFormat, shownNumber } from './number-formats.ts';
import { type SharedStrings, unescaped } from './shared-strings.server.ts';
import { checkRow, type SheetRow, sheetLimits, UnreadableSheet } from './sheet.ts';
import { walkXml } from './xml.server.ts';

export interface SheetContext {
  strings: SharedStrings;
  /** By number of the cell's style. */
  formats: readonly NumberFormat[];
  date1904: boolean;
}

const plain: NumberFormat = { kind: 'number' };

/** Rows with something in them. */
export async function* walkRows(
  xml: AsyncIterable<Uint8Array>,
  context: SheetContext,
): AsyncGenerator<SheetRow> {
  const taken: SheetRow[] = [];
  for await (const rows of walkXml(xml, rowHandlers(context, taken), taken)) yield* rows;
}

function rowHandlers(context: SheetContext, taken: SheetRow[]) {
  let row: SheetRow = { number: 0, cells: [] };
  let column = -1;
  let type = 'n';
  let style = 0;
  let text = '';
  let reading = false;
  let inReading = false;
  return {
    open(name: string, attributes: Readonly<Record<string, string>>) {
      if (name === 'row') {
        row = { number: Number(attributes.r) || row.number + 1, cells: [] };
        column = -1;
      } else if (name === 'c') {
        column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
        if (column >= sheetLimits.columns)
          checkRow({ number: row.number, cells: Array(column + 1).fill('') });
        type = attributes.t ?? 'n';
        style = Number(attributes.s ?? 0);
        text = '';
      } else if (name === 'v' || name === 't') reading = !inReading;
      else if (name === 'rPh') inReading = true;
    },
    text(piece: string) {
      if (!reading) return;
      text += piece;
      if (text.length > sheetLimits.cell * 4)
        throw new UnreadableSheet(`${row.number}行目に大きすぎるセルがあります。短くしてください。`);
    },
    close(name: string) {
      if (name === 'v' || name === 't') reading = false;
      else if (name === 'rPh') inReading = false;
      else if (name === 'c') {
        if (column < 0) return;
        while (row.cells.length < column) row.cells.push('');
        row.cells[column] = shown(type, text, context.formats[style] ?? plain, context);
      } else if (name === 'row' && row.cells.some((cell) => cell !== '')) {
        checkRow(row);
        taken.push(row);
      }
    },
  };
}

function shown(type: string, text: string, format: NumberFormat, context: SheetContext): string {
  if (type === 's') return text === '' ? '' : context.strings.get(Number(text));
  if (type === 'inlineStr' || type === 'str') return unescaped(text);
  if (type === 'b') return text === '1' ? 'TRUE' : 'FALSE';
  if (type === 'd') return text.replace('T', ' ').replace(/ 00:00:00(?:\.0+)?Z?$/, '');
  if (type === 'e') return text;
  return shownNumber(text, format, context.date1904);
}

/** `AB12` → 27. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference) {
    const value = letter.charCodeAt(0) - 64;
    if (value < 1 || value > 26) break;
    column = column * 26 + value;
  }
  return column - 1;
}
