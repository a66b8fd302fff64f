/** Rows as CSV: everything quoted, CRLF, guarded text, and one last row that says whose file this is. */
import { stringify } from 'csv-stringify/sync';
import { type Cell, csvText, guardText } from './cells.ts';
import { type Encoding, footerMark } from './model.ts';
import { encodeWindows31J, replaceCharacters } from './windows31j.server.ts';

export interface CsvOptions {
  encoding: Encoding;
  replacements: Readonly<Record<string, string>>;
}

/** The file in pieces, one per batch. `footer` is asked when all rows have passed. */
export async function* writeCsv(
  labels: string[],
  batches: AsyncIterable<Cell[][]>,
  footer: () => string,
  options: CsvOptions,
): AsyncGenerator<Uint8Array> {
  const encode = (rows: string[][]): Uint8Array => {
    const text = stringify(rows, { quoted: true, quoted_empty: true, record_delimiter: '\r\n' });
    return options.encoding === 'utf-8' ? Buffer.from(text) : encodeWindows31J(text);
  };
  const put = (text: string) =>
    options.encoding === 'utf-8' ? text : replaceCharacters(text, options.replacements);
  if (options.encoding === 'utf-8') yield Buffer.from('\ufeff');
  yield encode([labels.map((label) => put(guardText(label)))]);
  for await (const rows of batches) yield encode(rows.map((row) => row.map((cell) => put(csvText(cell)))));
  yield encode([labels.map((_label, index) => (index === 0 ? put(`${footerMark}${footer()}`) : ''))]);
}
