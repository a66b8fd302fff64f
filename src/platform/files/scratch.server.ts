/** A file that has no name: it is gone when it is closed, or when the process dies, whatever happens. */
import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export async function openScratch(): Promise<FileHandle> {
  const name = path.join(tmpdir(), `madoguchi-${randomUUID()}`);
  const handle = await open(name, 'wx+', 0o600);
  await rm(name);
  return handle;
}
