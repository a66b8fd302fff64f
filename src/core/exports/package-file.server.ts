/** The encrypted file that leaves the house: a zip with AES-256, the data in it, and a receipt beside it. */
import { createHash } from 'node:crypto';
import { configure, Reader, TextReader, ZipReader, ZipWriter } from '@zip.js/zip.js';
import { openScratch } from '#platform/files.server';
import type { Cell } from './cells.ts';
import { writeCsv } from './csv.server.ts';
import type { Encoding, Format } from './model.ts';
import { pieceBytes } from './pieces.sql.ts';
import { type Counted, countRows } from './verify.server.ts';
import { writeXlsx } from './xlsx.server.ts';

export interface Content {
  format: Format;
  encoding: Encoding;
  replacements: Readonly<Record<string, string>>;
  labels: string[];
  batches: AsyncIterable<Cell[][]>;
  /** Without its ending. */
  fileName: string;
  password: string;
  title: string;
  author: string;
  /** One line that says whose file this is. */
  watermark: () => string;
  /** The same and more, name and value. */
  receipt: () => [string, string][];
  /** Rows of one sheet; tests lower it. */
  maxRows?: number;
}

export interface Written {
  /** Of the data, as it is after decrypting. */
  sha256: string;
  bytes: number;
  sheets: number;
  dataName: string;
}

/** Where pieces go as they are made, and where they are read from again. */
export interface PieceStore {
  put(position: number, bytes: Uint8Array): Promise<void>;
  get(position: number): Promise<Uint8Array | null>;
}

// Work is done here, not in workers, and a workbook inside a package takes two places of the pool at once: with one place
// per processor, exports would wait for each other for ever.
configure({ useWebWorkers: false, maxWorkers: 64 });

const aes = { encryptionStrength: 3, useWebWorkers: false } as const;

/** Writes data, long texts and receipt; each piece is stored before the next one is made. */
export async function writePackage(content: Content, store: PieceStore): Promise<Written> {
  const sink = pieceSink(store);
  const { password } = content;
  const zip = new ZipWriter(sink.writable, { ...aes, password });
  const hash = createHash('sha256');
  const tap = new TransformStream<Uint8Array, Uint8Array>({
    transform(bytes, controller) {
      hash.update(bytes);
      controller.enqueue(bytes);
    },
  });
  const dataName = `${content.fileName}.${content.format}`;
  const long = await longTexts();
  let sheets = 1;
  try {
    // What is compressed already is only encrypted.
    const added = zip.add(dataName, tap.readable, { level: content.format === 'csv' ? 6 : 0 });
    const made = writeData(content, tap.writable, long.keep).then((count) => {
      sheets = count;
    });
    await Promise.all([added, made]);
    for await (const text of long.all()) await zip.add(text.name, new TextReader(text.body), { level: 6 });
    const sha256 = hash.digest('hex');
    const receipt = [...content.receipt(), ['データのファイル', dataName], ['SHA-256', sha256]];
    const lines = receipt.map(([name, value]) => `${name}：${value}\r\n`).join('');
    await zip.add('控え.txt', new TextReader(`\ufeff${lines}`), { level: 6 });
    await zip.close();
    return { sha256, bytes: sink.written(), sheets, dataName };
  } finally {
    await long.close();
  }
}

async function writeData(
  content: Content,
  writable: WritableStream<Uint8Array>,
  keepLong: (text: string, name: string) => Promise<string>,
): Promise<number> {
  const { labels, batches } = content;
  try {
    if (content.format === 'xlsx')
      return await writeXlsx(labels, batches, writable, {
        receipt: content.receipt,
        title: content.title,
        author: content.author,
        printed: content.watermark(),
        maxRows: content.maxRows,
        tooLong: (text, row, label) =>
          keepLong(text, `長い文/${row}-${label.replace(/[^\p{L}\p{N}]/gu, '_')}.txt`),
      });
    const writer = writable.getWriter();
    for await (const bytes of writeCsv(labels, batches, content.watermark, content))
      await writer.write(bytes);
    await writer.close();
    return 1;
  } catch (error) {
    void writable.abort(error).catch(() => undefined);
    throw error;
  }
}

/** Texts too long for a cell wait in a nameless file until the data is done. */
async function longTexts() {
  const kept: { name: string; offset: number; length: number }[] = [];
  const handle = await openScratch();
  let offset = 0;
  return {
    async keep(text: string, name: string): Promise<string> {
      const bytes = Buffer.from(text);
      const at = offset;
      offset += bytes.length;
      kept.push({ name, offset: at, length: bytes.length });
      await handle.write(bytes, 0, bytes.length, at);
      return `（長いため、同じZIPの「${name}」にあります）`;
    },
    async *all() {
      for (const { name, offset: from, length } of kept) {
        const bytes = Buffer.alloc(length);
        await handle.read(bytes, 0, length, from);
        yield { name, body: bytes.toString() };
      }
    },
    close: () => handle.close(),
  };
}

function pieceSink(store: PieceStore) {
  let buffer = Buffer.alloc(0);
  let position = 0;
  let bytes = 0;
  const writable = new WritableStream<Uint8Array>({
    async write(chunk) {
      bytes += chunk.byteLength;
      buffer = Buffer.concat([buffer, chunk]);
      while (buffer.length >= pieceBytes) {
        await store.put(position, buffer.subarray(0, pieceBytes));
        buffer = Buffer.from(buffer.subarray(pieceBytes));
        position += 1;
      }
    },
    async close() {
      if (buffer.length > 0) await store.put(position, buffer);
    },
  });
  return { writable, written: () => bytes };
}

/** Lets zip.js read anywhere in the stored pieces. */
class PieceReader extends Reader<PieceStore> {
  readonly #store: PieceStore;
  #last: { position: number; bytes: Uint8Array } | undefined;
  constructor(store: PieceStore, size: number) {
    super(store);
    this.#store = store;
    this.size = size;
  }
  override async readUint8Array(offset: number, length: number): Promise<Uint8Array> {
    const end = Math.min(offset + length, this.size);
    const parts: Uint8Array[] = [];
    for (let at = offset; at < end; ) {
      const position = Math.floor(at / pieceBytes);
      const piece = await this.#piece(position);
      const from = at - position * pieceBytes;
      const part = piece.subarray(from, Math.min(piece.length, from + end - at));
      if (part.length === 0) throw new Error('a piece of the export is missing');
      parts.push(part);
      at += part.length;
    }
    return Buffer.concat(parts);
  }
  async #piece(position: number): Promise<Uint8Array> {
    if (this.#last?.position === position) return this.#last.bytes;
    const bytes = await this.#store.get(position);
    if (bytes === null) throw new Error('a piece of the export is missing');
    this.#last = { position, bytes };
    return bytes;
  }
}

/** Reads what was stored, as the recipient will: decrypts, counts rows with another reader, and takes the checksum. */
export async function readPackage(
  store: PieceStore,
  written: Written,
  how: { password: string; format: Format; encoding: Encoding },
): Promise<Counted> {
  const zip = new ZipReader(new PieceReader(store, written.bytes), {
    password: how.password,
    useWebWorkers: false,
  });
  try {
    for await (const entry of zip.getEntriesGenerator())
      if (!entry.directory && entry.filename === written.dataName)
        return await countRows((writable) => entry.getData(writable), how.format, how.encoding);
    throw new Error('the data of the export is missing');
  } finally {
    await zip.close();
  }
}
