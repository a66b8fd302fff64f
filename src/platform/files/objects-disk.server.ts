import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ObjectInfo, ObjectStore } from './objects.server.ts';

async function sync(path: string) {
  const handle = await open(path);
  await handle.sync();
  await handle.close();
}

const names = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

/** A folder. What is visible is whole: it comes by renaming a synced file, and the name is synced too. */
export function createDiskObjects(dir: string): ObjectStore {
  const place = (key: string) => join(dir, key);
  async function head(key: string): Promise<ObjectInfo | null> {
    const found = await stat(place(key)).catch(() => null);
    return found?.isFile() ? { key, bytes: found.size, changedAt: found.mtime } : null;
  }
  return {
    async put(key, path) {
      const folder = dirname(place(key));
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const now = new Date();
      await utimes(path, now, now);
      try {
        await rename(path, place(key));
      } catch (error) {
        if ((error as { code?: string }).code !== 'EXDEV') throw error;
        // Another disc: copied beside its place first, so that nobody sees a half.
        const aside = `${place(key)}.${process.pid}.part`;
        await copyFile(path, aside);
        await sync(aside);
        await rename(aside, place(key));
      }
      for (const upper of [folder, dirname(folder), dir]) await sync(upper);
    },
    async get(key) {
      const found = await head(key);
      return found === null ? null : { stream: createReadStream(place(key)), bytes: found.bytes };
    },
    head,
    remove: (key) => rm(place(key), { force: true }),
    async *list(municipality) {
      for (const part of await names(join(dir, municipality)))
        for (const name of await names(join(dir, municipality, part))) {
          const found = await head(`${municipality}/${part}/${name}`);
          if (found !== null) yield found;
        }
    },
  };
}
