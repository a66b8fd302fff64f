/** Counts the rows of a written file without the code that wrote it: csv-parse and the platform's decoders, or the sheets' XML. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipReader } from '@zip.js/zip.js';
import { parse } from 'csv-parse';
import { openScratch } from '#platform/files.server';
import { HandleReader } from './handle-reader.server.ts';
import type { Encoding, Format } from './model.ts';

export interface Counted {
  /** Of data: without headings and the last row of a CSV. */
  rows: number;
  sha256: string;
}

/** `read` writes the decrypted data into what it is given. */
export async function countRows(
  read: (writable: WritableStream<Uint8Array>) => Promise<unknown>,
  format: Format,
  encoding: Encoding,
): Promise<Counted> {
  const hash = createHash('sha256');
  const through = new TransformStream<Uint8Array, Uint8Array>({
    transform(bytes, controller) {
      hash.update(bytes);
      controller.enqueue(bytes);
    },
  });
  const count = format === 'csv' ? countCsv(through.readable, encoding) : countXlsx(through.readable);
  const [rows] = await Promise.all([count, read(through.writable)]);
  return { rows, sha256: hash.digest('hex') };
}

async function countCsv(bytes: ReadableStream<Uint8Array>, encoding: Encoding): Promise<number> {
  const decoder = new TextDecoder(encoding === 'utf-8' ? 'utf-8' : 'shift_jis', { fatal: true });
  const texts = async function* () {
    for await (const piece of bytes) yield decoder.decode(piece, { stream: true });
    yield decoder.decode();
  };
  const parser = parse({ bom: true, record_delimiter: '\r\n' });
  let records = 0;
  parser.on('data', () => {
    records += 1;
  });
  await pipeline(Readable.from(texts()), parser);
  return records - 2;
}

async function countXlsx(bytes: ReadableStream<Uint8Array>): Promise<number> {
  const handle = await openScratch();
  try {
    let offset = 0;
    for await (const piece of bytes) {
      await handle.write(piece, 0, piece.length, offset);
      offset += piece.length;
    }
    const zip = new ZipReader(new HandleReader(handle), { useWebWorkers: false });
    const sheets: number[] = [];
    for await (const entry of zip.getEntriesGenerator())
      if (!entry.directory && entry.filename.startsWith('xl/worksheets/'))
        sheets.push(await countTag((writable) => entry.getData(writable)));
    await zip.close();
    // The last sheet is the receipt, and each of the others has a heading.
    return sheets.slice(0, -1).reduce((sum, rows) => sum + rows - 1, 0);
  } finally {
    await handle.close();
  }
}

/** `<row ` cannot stand in text: there it would be `&lt;row `. */
async function countTag(read: (writable: WritableStream<Uint8Array>) => Promise<unknown>): Promise<number> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const tag = '<row ';
  let rest = '';
  let count = 0;
  await read(
    new WritableStream<Uint8Array>({
      write(piece) {
        const text = rest + decoder.decode(piece, { stream: true });
        for (let at = text.indexOf(tag); at !== -1; at = text.indexOf(tag, at + tag.length)) count += 1;
        rest = text.slice(-(tag.length - 1));
      },
    }),
  );
  return count;
}
