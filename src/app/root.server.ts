/** Where the house stands on disk; the same from source and from a bundle. */
import { existsSync } from 'node:fs';
import path from 'node:path';

let found: string | undefined;

/** Absolute path below the project's folder. */
export function inRoot(...parts: string[]): string {
  found ??= process.env.MADOGUCHI_ROOT ?? upwards(import.meta.dirname);
  return path.join(found, ...parts);
}

function upwards(from: string): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'db/migrations')) && existsSync(path.join(folder, 'package.json')))
      return folder;
    if (path.dirname(folder) === folder)
      throw new Error('the folder of Madoguchi was not found; set MADOGUCHI_ROOT');
  }
}
