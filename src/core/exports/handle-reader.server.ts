/** Lets zip.js read anywhere in an open file. */
import type { FileHandle } from 'node:fs/promises';
import { Reader } from '@zip.js/zip.js';

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
