/** What a spreadsheet file is, however it was saved. Browser-safe. */

/** One row as people count it (the first is 1), each cell as text that the readers of fields understand. */
export interface SheetRow {
  number: number;
  cells: string[];
}

export const sheetEncodings = {
  'utf-8': 'UTF-8',
  'windows-31j': 'Windows-31J（シフトJIS）',
  'utf-16le': 'UTF-16',
} as const;
export type SheetEncoding = keyof typeof sheetEncodings;

/** What is refused whole, before it costs memory or time. */
export const sheetLimits = {
  columns: 500,
  /** Characters of one cell. */
  cell: 100_000,
  /** Rows of data and heading; a sheet of Excel has no more. */
  rows: 1_048_576,
  /** Bytes that a workbook may unpack to. It is read as a stream, so this is time and not memory. */
  unpacked: 4e9,
  /** Times its own size that a workbook may unpack to, above ten megabytes. */
  ratio: 200,
} as const;

/** The file cannot be read any further; the message is for whoever sent it. */
export class UnreadableSheet extends Error {
  override name = 'UnreadableSheet';
}

/** What the first bytes tell already, so that nobody sends the rest for nothing; null: it may be a sheet. */
export function unreadableHead(head: Uint8Array): string | null {
  const magic = [...head.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (magic === '504b0304') return null;
  if (magic === 'd0cf11e0') return oldBook;
  const controls = head.subarray(0, 4096).some((byte) => byte < 9 || (byte > 13 && byte < 32));
  return controls ? 'この種類のファイルは取り込めません。CSVかExcel（.xlsx）を選んでください。' : null;
}

export const oldBook =
  '古い形式（.xls）か、パスワードのかかったファイルです。Excelブック（.xlsx）で、パスワードなしで保存してください。';

const grouped = (count: number): string => count.toLocaleString('en-US');

/** Throws when a row is beyond what is read. */
export function checkRow({ number, cells }: SheetRow): void {
  if (number > sheetLimits.rows)
    throw new UnreadableSheet(`行が多すぎます。${grouped(sheetLimits.rows)}行までに分けてください。`);
  if (cells.length > sheetLimits.columns)
    throw new UnreadableSheet(
      `${number}行目の列が多すぎます。${grouped(sheetLimits.columns)}列までにしてください。`,
    );
  if (cells.some((cell) => cell.length > sheetLimits.cell))
    throw new UnreadableSheet(
      `${number}行目に、${grouped(sheetLimits.cell)}文字を超えるセルがあります。短くしてください。`,
    );
}
