import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import tar from 'tar-stream';
import { type Key, unlocked } from './lock.server.ts';
import { ArchiveDamaged, ArchiveLocked } from './model.ts';
import { unsealed } from './seal.server.ts';

export interface ArchiveEntry {
  name: string;
  bytes: number;
  /** Must be read before the next entry; what is left of it is passed over. */
  content: AsyncIterable<Uint8Array>;
}

/**
 * The entries of an archive, in order. Throws ArchiveDamaged as soon as something is wrong, at the latest at the end: what
 * was read counts only when the loop ended by itself. `onDigest` is told the digest then.
 */
export async function* readArchive(
  file: string,
  key: Key | null,
  onDigest: (digest: string) => void = () => undefined,
): AsyncGenerator<ArchiveEntry> {
  const source = createReadStream(file, { highWaterMark: 256 * 1024 });
  const extract = tar.extract();
  let sealSeen = false;
  try {
    const clear = await unlocked(source, key);
    const feed = Readable.from(
      unsealed(clear, (digest) => {
        sealSeen = true;
        onDigest(digest);
      }),
      { objectMode: false },
    );
    feed.on('error', (error) => extract.destroy(error));
    feed.pipe(extract);
    for await (const entry of extract) {
      yield {
        name: entry.header.name,
        bytes: entry.header.size ?? 0,
        content: entry as AsyncIterable<Uint8Array>,
      };
      entry.resume();
    }
    if (!sealSeen) throw new ArchiveDamaged('end');
  } catch (error) {
    throw asDamage(error);
  } finally {
    source.destroy();
    extract.destroy();
  }
}

/** Whatever a reader stumbles over is damage; trouble of the disc is not. */
function asDamage(error: unknown): unknown {
  if (error instanceof ArchiveDamaged || error instanceof ArchiveLocked) return error;
  if ((error as { syscall?: string }).syscall !== undefined) return error;
  return new ArchiveDamaged('structure', { cause: error });
}
