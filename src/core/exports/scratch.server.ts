/** A file that has no name: it is gone when it is closed, or when the process dies, whatever happens. */
import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Reader } from '@zip.js/zip.js';

export async function openScratch(): Promise<FileHandle> {
  const name = path.join(tmpdir(), `madoguchi-${randomUUID()}`);
  const handle = await open(name, 'wx+', 0o600);
  await rm(name);
  return handle;
}

/** Lets zip.js read anywhere in an open file. */
export class HandleReader extends Reader<FileHandle> {
  readonly #handle: FileHandle;
  constructor(handle: FileHandle) {
    super(handle);
    this.#handle = handle;
  }
  override async init(): Promise<void> {
    await super.init?.();
    this.size = (await this.#handle.stat()).size;
  }
  override async readUint8Array(offset: number, length: number): Promise<Uint8Array> {
    const bytes = Buffer.alloc(Math.max(0, Math.min(length, this.size - offset)));
    await this.#handle.read(bytes, 0, bytes.length, offset);
    return bytes;
  }
}
