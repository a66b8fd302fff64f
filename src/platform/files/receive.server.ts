import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '#kernel/result';
import type { FileSource } from './model.ts';

export interface Received {
  path: string;
  bytes: number;
}

async function* once(bytes: Uint8Array) {
  yield bytes;
}

/** Sizes are told in the unit people know. */
const megabytes = (bytes: number) =>
  bytes >= 1e6 ? `${Math.floor(bytes / 1e5) / 10}MB` : `${Math.floor(bytes / 1000)}KB`;

/** Writes a source to a temporary file, no faster than the disc takes it, and stops at the limit. */
export async function receive(
  source: FileSource,
  directory: string,
  maxBytes: number,
): Promise<Result<Received>> {
  const path = join(directory, randomUUID());
  const file = await open(path, 'wx', 0o600);
  let bytes = 0;
  let kept = false;
  let writing = false;
  try {
    for await (const chunk of source instanceof Uint8Array ? once(source) : source) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes)
        return fail('tooLarge', `ファイルが大きすぎます。${megabytes(maxBytes)}までにしてください。`);
      writing = true;
      await file.writeFile(chunk);
      writing = false;
    }
    if (bytes === 0) return fail('invalid', 'ファイルが空です。');
    await file.sync();
    kept = true;
    return ok({ path, bytes });
  } catch (error) {
    // The disc's fault is ours to see; the sender's broken connection is an ordinary failure.
    if (writing) throw error;
    return fail('invalid', 'ファイルを最後まで受け取れませんでした。もう一度送ってください。');
  } finally {
    await file.close();
    if (!kept) await rm(path, { force: true });
  }
}

/** SHA-256 of a file, hexadecimal. */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
