import { randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { fail, ok, type Result } from '#kernel/result';
import { check } from './check.server.ts';
import type { FileRules, FileSource, StoredFile } from './model.ts';
import { keyOf, type ObjectStore } from './objects.server.ts';
import { createDiskObjects } from './objects-disk.server.ts';
import { digestOf, receive } from './receive.server.ts';
import { infected, type Scanner, type Verdict } from './scanner.server.ts';
import { AlteredFile, verifying } from './verify.server.ts';

export interface FileStoreOptions {
  /** Local folder: of what is being received, and of everything where there is no other object store. */
  dir: string;
  objects?: ObjectStore;
  scanner?: Scanner;
  /** Ceilings above whatever a field allows. */
  limits?: { maxBytes?: number; maxPixels?: number };
}

/** Contents of one municipality. */
export interface CityFiles {
  /** Receives, checks and keeps a file. The same content twice is kept once. Callers that name it in a table: `keepFile`. */
  put(source: FileSource, rules: FileRules): Promise<Result<StoredFile>>;
  /** The stream fails at its end when the content is not what was kept. */
  get(sha256: string): Promise<Result<{ stream: Readable; bytes: number }>>;
  /** The whole file in memory: for small ones. Throws AlteredFile. */
  read(sha256: string): Promise<Result<Uint8Array>>;
  has(sha256: string): Promise<boolean>;
  /** Keeps what was kept before, for a restore: no checks, but only if the content has this digest. Throws AlteredFile. */
  restore(sha256: string, source: AsyncIterable<Uint8Array>): Promise<void>;
  /** Whether the kept content still has its own digest; for restore drills. */
  verify(sha256: string): Promise<boolean>;
  /** Looks for viruses in what is kept; `waiting` while the scanner cannot say, also when the content is gone. */
  scan(sha256: string): Promise<Verdict>;
  /** Removes for good. Whether nobody needs it any more is the caller's to know (`sweepOrphans`). */
  remove(sha256: string): Promise<void>;
  /** Everything that is kept, for backup and sweep. */
  list(): AsyncIterable<{ sha256: string; bytes: number; changedAt: Date }>;
}

export interface FileStore {
  of(municipality: string): CityFiles;
  /** Removes what broken uploads left behind; returns how many. */
  sweepIncoming(olderThanMs?: number): Promise<number>;
}

const missing = () => fail('notFound', 'ファイルが見つかりません。');

/** Files addressed by their content, in a folder or an S3 bucket, each municipality's apart. */
export function createFileStore({ dir, limits, scanner, ...options }: FileStoreOptions): FileStore {
  const incoming = join(dir, 'incoming');
  mkdirSync(incoming, { recursive: true, mode: 0o700 });
  const objects = options.objects ?? createDiskObjects(dir);

  function of(municipality: string): CityFiles {
    async function put(source: FileSource, rules: FileRules): Promise<Result<StoredFile>> {
      const house = rules.bulk ? undefined : limits?.maxBytes;
      const most = Math.min(rules.maxBytes, house ?? Number.POSITIVE_INFINITY);
      const received = await receive(source, incoming, most);
      if (!received.ok) return received;
      const { path, bytes } = received.value;
      try {
        // Before anything looks inside: what attacks a decoder is found first.
        const scan = rules.own ? 'none' : ((await scanner?.scan(path)) ?? 'none');
        if (scan === 'infected') return fail('invalid', infected);
        const checked = await check(path, bytes, rules, limits?.maxPixels ?? Number.POSITIVE_INFINITY);
        if (!checked.ok) return checked;
        const { path: final, ...file } = checked.value;
        const sha256 = await digestOf(final);
        const key = keyOf(municipality, sha256);
        if (key === null) throw new Error('files of no municipality');
        await objects.put(key, final, file.bytes, sha256);
        return ok({ sha256, ...file, scan });
      } finally {
        await Promise.all([path, `${path}.drawn`].map((leftover) => rm(leftover, { force: true })));
      }
    }

    async function get(sha256: string): Promise<Result<{ stream: Readable; bytes: number }>> {
      const key = keyOf(municipality, sha256);
      const found = key === null ? null : await objects.get(key);
      if (found === null) return missing();
      const stream = found.stream.compose(verifying(sha256));
      return ok({ stream: Readable.from(stream, { objectMode: false }), bytes: found.bytes });
    }

    async function has(sha256: string): Promise<boolean> {
      const key = keyOf(municipality, sha256);
      return key !== null && (await objects.head(key)) !== null;
    }

    async function read(sha256: string): Promise<Result<Uint8Array>> {
      const found = await get(sha256);
      return found.ok ? ok(new Uint8Array(await buffer(found.value.stream))) : found;
    }

    async function restore(sha256: string, source: AsyncIterable<Uint8Array>): Promise<void> {
      const key = keyOf(municipality, sha256);
      const path = join(incoming, randomUUID());
      try {
        await pipeline(source, verifying(sha256), createWriteStream(path, { mode: 0o600, flush: true }));
        if (key === null) throw new AlteredFile();
        await objects.put(key, path, (await stat(path)).size, sha256);
      } finally {
        await rm(path, { force: true });
      }
    }

    return {
      put,
      restore,
      get,
      read,
      has,
      verify: async (sha256) => (await read(sha256).catch(() => missing())).ok,
      async scan(sha256) {
        if (scanner === undefined) return 'none';
        const found = await get(sha256);
        return found.ok ? scanner.scan(found.value.stream) : 'waiting';
      },
      async remove(sha256) {
        const key = keyOf(municipality, sha256);
        if (key !== null) await objects.remove(key);
      },
      async *list() {
        for await (const { key, bytes, changedAt } of objects.list(municipality)) {
          const sha256 = key.slice(-64);
          if (keyOf(municipality, sha256) === key) yield { sha256, bytes, changedAt };
        }
      },
    };
  }

  return {
    of,
    async sweepIncoming(olderThanMs = 24 * 3600_000) {
      let removed = 0;
      for (const name of await readdir(incoming)) {
        const found = await stat(join(incoming, name)).catch(() => undefined);
        if (found === undefined || Date.now() - found.mtimeMs < olderThanMs) continue;
        await rm(join(incoming, name), { force: true });
        removed++;
      }
      return removed;
    },
  };
}
