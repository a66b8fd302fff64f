import { link, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import tar from 'tar-stream';
import { type Lock, locked } from './lock.server.ts';
import { sealed } from './seal.server.ts';

export interface ArchiveWriter {
  add(name: string, content: Uint8Array): Promise<void>;
  /** `bytes` must be known beforehand; another length ends the archive with an error. */
  addStream(name: string, bytes: number, content: AsyncIterable<Uint8Array>): Promise<void>;
}

export interface WrittenArchive {
  bytes: number;
  /** Of the tar stream in clear, up to the seal: what `SHA256` inside says. */
  digest: string;
}

const day = 24 * 3600_000;
const header = (name: string) => ({ name, mode: 0o600, mtime: new Date(0) });

/** Writes a whole archive, or nothing under this name. Refuses a name that is taken. */
export async function writeArchive(
  file: string,
  lock: Lock | null,
  produce: (writer: ArchiveWriter) => Promise<void>,
): Promise<WrittenArchive> {
  if (await stat(file).catch(() => undefined)) throw Object.assign(new Error('exists'), { code: 'EEXIST' });
  const folder = path.dirname(file);
  await removeLeftovers(folder);
  const part = path.join(folder, `.${path.basename(file)}.${process.pid}.part`);
  const handle = await open(part, 'wx', 0o600);
  const pack = tar.pack();
  let digest = '';
  let bytes = 0;
  try {
    const produced = produce(writerOf(pack)).then(
      () => pack.finalize(),
      (error: Error) => {
        pack.destroy(error);
        throw error;
      },
    );
    // Awaited below; without this a failing writer would leave a rejection nobody handles.
    produced.catch(() => undefined);
    try {
      const body = sealed(pack as AsyncIterable<Uint8Array>, (found) => {
        digest = found;
      });
      for await (const chunk of lock === null ? body : await locked(body, lock)) {
        await handle.writeFile(chunk);
        bytes += chunk.length;
      }
    } catch (error) {
      pack.destroy();
      // The cause, not its echo: the producer's failure ends the stream and the other way round.
      await produced.catch((cause: unknown) => {
        if ((cause as Error).message !== 'tar entry destroyed') throw cause;
      });
      throw error;
    }
    await produced;
    await handle.sync();
    await handle.close();
    await give(part, file);
    await sync(folder);
    return { bytes, digest };
  } finally {
    await handle.close().catch(() => undefined);
    await rm(part, { force: true });
  }
}

function writerOf(pack: tar.Pack): ArchiveWriter {
  return {
    add: (name, content) =>
      new Promise((resolve, reject) => {
        pack.entry(header(name), Buffer.from(content), (error) => (error ? reject(error) : resolve()));
      }),
    async addStream(name, bytes, content) {
      const entry = pack.entry({ ...header(name), size: bytes });
      await pipeline(content, entry);
    },
  };
}

/** Gives the finished file its name, and never takes it from another one. Not every file system has links. */
async function give(part: string, file: string): Promise<void> {
  try {
    await link(part, file);
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST') throw error;
    await rename(part, file);
  }
}

/** Of runs that were killed: half archives would fill the disc night after night. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!/^\..+\.\d+\.part$/.test(name)) continue;
    const found = await stat(path.join(folder, name)).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > day)
      await rm(path.join(folder, name), { force: true });
  }
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder);
  await handle.sync();
  await handle.close();
}
