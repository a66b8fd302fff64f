/** A small table of the office's own (no personal data, no password) as one file: rules, lists of settings. */

import { writeCsv } from './csv.server.ts';
import { type Format, formats } from './model.ts';
import { writeXlsx } from './xlsx.server.ts';

export interface Sheet {
  title: string;
  labels: string[];
  lines: string[][];
  /** Who made it, and when: the last line, and the foot of printed pages. */
  printed: string;
  author: string;
}

export const isFormat = (text: string): text is Format => Object.hasOwn(formats, text);

export async function sheetFile(
  sheet: Sheet,
  format: Format,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; type: string }> {
  const batches = async function* () {
    yield sheet.lines.map((line) => line.map((value) => ({ kind: 'text' as const, value })));
  };
  const pieces: Uint8Array[] = [];
  if (format === 'csv') {
    const options = { encoding: 'utf-8' as const, replacements: {} };
    for await (const bytes of writeCsv(sheet.labels, batches(), () => sheet.printed, options))
      pieces.push(bytes);
    return { bytes: Uint8Array.from(Buffer.concat(pieces)), type: 'text/csv' };
  }
  const sink = new WritableStream<Uint8Array>({ write: (bytes) => void pieces.push(bytes.slice()) });
  await writeXlsx(sheet.labels, batches(), sink, {
    receipt: () => [['作成', sheet.printed]],
    title: sheet.title,
    author: sheet.author,
    printed: sheet.printed,
    tooLong: async (text) => text.slice(0, 32_000),
  });
  return {
    bytes: Uint8Array.from(Buffer.concat(pieces)),
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  };
}
