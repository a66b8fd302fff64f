/** The end of an archive that proves all of it, and reading that lets nothing pass that the end does not prove. */
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import tar from 'tar-stream';
import { ArchiveDamaged } from './model.ts';

const endOfTar = Buffer.alloc(1024);
/** Header and block of the entry `SHA256`, then the end of the tar stream. */
const tailBytes = 512 + 512 + endOfTar.length;

/** The only end that an archive with this digest may have, byte for byte. */
async function tailOf(digest: string): Promise<Buffer> {
  const pack = tar.pack();
  pack.entry({ name: 'SHA256', mode: 0o600, mtime: new Date(0) }, `${digest}\n`);
  pack.finalize();
  return buffer(pack);
}

/** Passes everything on but the last `count` bytes, which it gives at the end. */
async function* holdBack(
  source: AsyncIterable<Uint8Array>,
  count: number,
): AsyncGenerator<Buffer, Buffer, undefined> {
  let held = Buffer.alloc(0);
  for await (const chunk of source) {
    held = Buffer.concat([held, chunk]);
    if (held.length <= count) continue;
    yield held.subarray(0, held.length - count);
    held = held.subarray(held.length - count);
  }
  return held;
}

/** A finished tar stream with its end replaced by the seal; `onDigest` is told what was sealed. */
export async function* sealed(
  source: AsyncIterable<Uint8Array>,
  onDigest: (digest: string) => void,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  const body = holdBack(source, endOfTar.length);
  for (;;) {
    const { value, done } = await body.next();
    if (done) break;
    hash.update(value);
    yield value;
  }
  const digest = hash.digest('hex');
  yield await tailOf(digest);
  onDigest(digest);
}

/** The tar stream of a sealed archive. The end comes only after the seal was compared. */
export async function* unsealed(
  source: AsyncIterable<Uint8Array>,
  onDigest: (digest: string) => void,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  const body = holdBack(source, tailBytes);
  for (;;) {
    const { value, done } = await body.next();
    if (!done) {
      hash.update(value);
      yield value;
      continue;
    }
    const digest = hash.digest('hex');
    if (!value.equals(await tailOf(digest))) throw new ArchiveDamaged('seal');
    onDigest(digest);
    yield endOfTar;
    return;
  }
}
