import { createReadStream, mkdirSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { fail, ok, type Result } from '#kernel/result';
import { detectType } from './detect.server.ts';
import { officeProblem, pdfProblem } from './documents.server.ts';
import { redrawImage } from './images.server.ts';
import { type FileRules, type FileSource, fileTypes, isImage, type StoredFile } from './model.ts';
import { safeFileName } from './name.ts';
import { digestOf, receive } from './receive.server.ts';

export interface FileStoreOptions {
  dir: string;
  /** Ceilings above whatever a field allows. */
  limits?: { maxBytes?: number; maxPixels?: number };
}

export interface FileStore {
  /** Receives, checks and keeps a file. The same content twice is kept once. */
  put(source: FileSource, rules: FileRules): Promise<Result<StoredFile>>;
  get(sha256: string): Promise<Result<{ stream: Readable; bytes: number }>>;
  /** The whole file in memory: for small ones. */
  read(sha256: string): Promise<Result<Uint8Array>>;
  /** Whether the kept content still has its own digest; for restore drills. */
  verify(sha256: string): Promise<boolean>;
  /** Removes for good. Whether nobody needs it any more is the caller's to know. */
  remove(sha256: string): Promise<void>;
  /** Removes what broken uploads left behind; returns how many. */
  sweep(olderThanMs?: number): Promise<number>;
}

const heic =
  'HEIC形式の写真は使えません。iPhoneの「設定」→「カメラ」→「フォーマット」で「互換性優先」を選んで撮り直すか、写真のスクリーンショットを送ってください。';
const address = /^[0-9a-f]{64}$/;
const missing = () => fail('notFound', 'ファイルが見つかりません。');

function refusedType(allowed: readonly string[], also: string | undefined) {
  if (also === 'image/heic' || also === 'image/heif') return fail('unsupportedType', heic);
  const names = [...new Set(allowed.map((type) => fileTypes[type]?.[0]?.toUpperCase() ?? ''))].filter(
    (name) => name !== '',
  );
  return fail(
    'unsupportedType',
    `この種類のファイルは使えません。${names.join('・')}のどれかにしてください。`,
  );
}

async function sync(directory: string) {
  const handle = await open(directory);
  await handle.sync();
  await handle.close();
}

/** Files on disc, addressed by their content. What is visible is whole: written aside, synced, then renamed into place. */
export function createFileStore({ dir, limits }: FileStoreOptions): FileStore {
  const incoming = join(dir, 'incoming');
  mkdirSync(incoming, { recursive: true, mode: 0o700 });
  const pathOf = (sha256: string) => join(dir, sha256.slice(0, 2), sha256);

  /** Checks a received file and gives back the path to keep: the file itself, or its redrawing. */
  async function prepare(
    path: string,
    bytes: number,
    rules: FileRules,
  ): Promise<Result<Omit<StoredFile, 'sha256'> & { path: string }>> {
    const { type, also } = await detectType(path, rules.name, rules.allowed);
    if (type === undefined || !rules.allowed.includes(type)) return refusedType(rules.allowed, also);
    const kept = { path, bytes, type, name: safeFileName(rules.name, type) };
    if (isImage(type)) {
      const maxPixels = Math.min(
        rules.image?.maxPixels ?? 64e6,
        limits?.maxPixels ?? Number.POSITIVE_INFINITY,
      );
      const drawn = await redrawImage(path, `${path}.drawn`, type, { ...rules.image, maxPixels });
      return drawn.ok ? ok({ ...kept, ...drawn.value, path: `${path}.drawn` }) : drawn;
    }
    const office = type.startsWith('application/vnd.');
    const problem =
      type === 'application/pdf'
        ? await pdfProblem(path, bytes)
        : office
          ? await officeProblem(path, bytes)
          : undefined;
    return problem === undefined ? ok(kept) : fail('invalid', problem);
  }

  async function keep(path: string, sha256: string) {
    const place = pathOf(sha256);
    await mkdir(dirname(place), { recursive: true, mode: 0o700 });
    await rename(path, place);
    await sync(dirname(place));
    await sync(dir);
  }

  return {
    async put(source, rules) {
      const received = await receive(
        source,
        incoming,
        Math.min(rules.maxBytes, limits?.maxBytes ?? Number.POSITIVE_INFINITY),
      );
      if (!received.ok) return received;
      const { path, bytes } = received.value;
      try {
        const prepared = await prepare(path, bytes, rules);
        if (!prepared.ok) return prepared;
        const { path: final, ...file } = prepared.value;
        const sha256 = await digestOf(final);
        await keep(final, sha256);
        return ok({ sha256, ...file });
      } finally {
        await Promise.all([path, `${path}.drawn`].map((leftover) => rm(leftover, { force: true })));
      }
    },
    async get(sha256) {
      const found = address.test(sha256) ? await stat(pathOf(sha256)).catch(() => undefined) : undefined;
      if (found === undefined) return missing();
      return ok({ stream: createReadStream(pathOf(sha256)), bytes: found.size });
    },
    async read(sha256) {
      const found = address.test(sha256) ? await readFile(pathOf(sha256)).catch(() => undefined) : undefined;
      return found === undefined ? missing() : ok(new Uint8Array(found));
    },
    verify: async (sha256) =>
      address.test(sha256) && (await digestOf(pathOf(sha256)).catch(() => '')) === sha256,
    async remove(sha256) {
      if (address.test(sha256)) await rm(pathOf(sha256), { force: true });
    },
    async sweep(olderThanMs = 24 * 3600_000) {
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
