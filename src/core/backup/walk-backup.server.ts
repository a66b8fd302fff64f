/** Reads a backup from beginning to end and believes nothing: order, digests and sums are compared on the way. */
import { createHash, type Hash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import type { z } from 'zod';
import { ArchiveDamaged, type Key, readArchive } from '#platform/archive.server';
import { rowSum } from './copy.sql.ts';
import {
  type BackupHead,
  type FilesSum,
  filesSum,
  head as headSchema,
  readEntryName,
  type TableHead,
  type TableSum,
  tablesSum,
} from './model.ts';

/** What to do with the parts. Nothing may be taken for true before `walkBackup` has returned. */
export interface BackupVisitor {
  begin?(head: BackupHead): Promise<void>;
  piece?(table: TableHead, content: AsyncIterable<Uint8Array>): Promise<void>;
  tables?(sums: TableSum[]): Promise<void>;
  file?(sha256: string, content: AsyncIterable<Uint8Array>): Promise<void>;
  files?(sum: FilesSum): Promise<void>;
}

export interface BackupFacts {
  head: BackupHead;
  tables: TableSum[];
  files: FilesSum;
  /** Of the whole archive in clear. */
  digest: string;
}

const mostJson = 64 * 1024 * 1024;

export async function walkBackup(
  archive: string,
  key: Key | null,
  visitor: BackupVisitor = {},
): Promise<BackupFacts> {
  let head: BackupHead | undefined;
  let tables: TableSum[] | undefined;
  let files: FilesSum | undefined;
  let digest = '';
  const sums = new Map<string, { sum: ReturnType<typeof rowSum>; pieces: number }>();
  const seen = { count: 0, bytes: 0, last: '' };

  for await (const entry of readArchive(archive, key, (found) => {
    digest = found;
  })) {
    const damaged = (): never => {
      throw new ArchiveDamaged(entry.name);
    };
    const what = readEntryName(entry.name) ?? damaged();
    if (what.kind === 'head') {
      if (head !== undefined) damaged();
      head = await readJson(entry, headSchema);
      for (const { name } of head.tables) sums.set(name, { sum: rowSum(), pieces: 0 });
      await visitor.begin?.(head);
      continue;
    }
    if (head === undefined || files !== undefined) return damaged();
    if (what.kind === 'piece') {
      const known = sums.get(what.table);
      const table = head.tables.find((one) => one.name === what.table);
      if (tables !== undefined || known === undefined || table === undefined) return damaged();
      known.pieces += 1;
      if (known.pieces !== what.number) damaged();
      const hash = createHash('sha256');
      const content = tapped(entry.content, hash, known.sum.add);
      await visitor.piece?.(table, content);
      await drain(content);
      if (hash.digest('hex') !== what.sha256) damaged();
    } else if (what.kind === 'tables') {
      if (tables !== undefined) damaged();
      tables = (await readJson(entry, tablesSum)).tables;
      if (tables.length !== sums.size) damaged();
      for (const one of tables) {
        const known = sums.get(one.name);
        const { rows, sha256 } = known?.sum.done() ?? damaged();
        if (rows !== one.rows || sha256 !== one.sha256 || known?.pieces !== one.pieces) damaged();
      }
      await visitor.tables?.(tables);
    } else if (what.kind === 'file') {
      if (tables === undefined || what.sha256 <= seen.last) damaged();
      seen.last = what.sha256;
      seen.count += 1;
      const hash = createHash('sha256');
      const content = tapped(entry.content, hash, (piece) => {
        seen.bytes += piece.length;
      });
      await visitor.file?.(what.sha256, content);
      await drain(content);
      if (hash.digest('hex') !== what.sha256) damaged();
    } else {
      files = await readJson(entry, filesSum);
      if (tables === undefined || files.count !== seen.count || files.bytes !== seen.bytes) damaged();
      await visitor.files?.(files);
    }
  }
  if (head === undefined || tables === undefined || files === undefined) throw new ArchiveDamaged('end');
  return { head, tables, files, digest };
}

/** Whose archive this says it is. Believed by nobody who changes something: `walkBackup` compares. */
export async function readBackupHead(archive: string, key: Key | null): Promise<BackupHead> {
  for await (const entry of readArchive(archive, key))
    if (readEntryName(entry.name)?.kind === 'head') return readJson(entry, headSchema);
    else break;
  throw new ArchiveDamaged('head');
}

async function readJson<T>(
  entry: { name: string; bytes: number; content: AsyncIterable<Uint8Array> },
  schema: z.ZodType<T>,
): Promise<T> {
  // A damaged length must not fill the memory.
  if (entry.bytes > mostJson) throw new ArchiveDamaged(entry.name);
  try {
    return schema.parse(JSON.parse(await text(entry.content as AsyncIterable<never>)));
  } catch (cause) {
    throw cause instanceof ArchiveDamaged ? cause : new ArchiveDamaged(entry.name, { cause });
  }
}

/** Hashes what passes. Can be iterated again for what was left. */
function tapped(
  source: AsyncIterable<Uint8Array>,
  hash: Hash,
  also: (piece: Uint8Array) => void,
): AsyncIterable<Uint8Array> {
  const reader = source[Symbol.asyncIterator]();
  const next = async (): Promise<IteratorResult<Uint8Array>> => {
    const result = await reader.next();
    if (!result.done) {
      hash.update(result.value);
      also(result.value);
    }
    return result;
  };
  return { [Symbol.asyncIterator]: () => ({ next }) };
}

async function drain(source: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of source) {
    // Only its digest counts.
  }
}
