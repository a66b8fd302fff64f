/** Contents from before each municipality had a folder of its own: every city gets them, the sweep takes what it does not name. */
import { link, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';

/** Moves `<dir>/ab/<sha256>` to `<dir>/<municipality>/ab/<sha256>`; gives how many contents there were. Safe to repeat. */
export async function adoptFiles(dir: string, municipalities: readonly string[]): Promise<number> {
  const all = await readdir(dir).catch(() => []);
  const old = all.filter((name) => /^[0-9a-f]{2}$/.test(name));
  if (municipalities.length === 0) return 0;
  let adopted = 0;
  for (const folder of old) {
    for (const name of await readdir(path.join(dir, folder))) {
      for (const municipality of municipalities) {
        const there = path.join(dir, municipality, folder);
        await mkdir(there, { recursive: true, mode: 0o700 });
        await link(path.join(dir, folder, name), path.join(there, name)).catch((error: { code?: string }) => {
          if (error.code !== 'EEXIST') throw error;
        });
      }
      adopted += 1;
    }
    // Only now: whoever is stopped in between begins anew and finds the links.
    await rm(path.join(dir, folder), { recursive: true });
  }
  return adopted;
}
