/** The built script and styles of the page that works without a line; names carry a hash, its manifest says which they are. */
import { readFileSync } from 'node:fs';
import { inRoot } from '../root.server.ts';

export interface FieldFiles {
  /** Addresses: the script and everything it may load later, and the styles. */
  script: string;
  styles: string[];
  all: string[];
  /** Text of the service worker. */
  worker: string;
}

interface Chunk {
  file: string;
  css?: string[];
}

let found: FieldFiles | null | undefined;

/** Null when it was not built. */
export function fieldFiles(): FieldFiles | null {
  if (found === undefined) {
    try {
      const read = (name: string) => readFileSync(inRoot('build/field', name), 'utf8');
      const manifest = JSON.parse(read('manifest.json')) as Record<string, Chunk>;
      const address = (file: string) => `/field-files/${file}`;
      const entry = manifest['src/app/offline/field.ts'];
      const files = Object.values(manifest).flatMap((one) => [one.file, ...(one.css ?? [])]);
      found =
        entry === undefined
          ? null
          : {
              script: address(entry.file),
              styles: (entry.css ?? []).map(address),
              all: [...new Set(files)].filter((file) => file !== 'worker.js').map(address),
              worker: read('worker.js'),
            };
    } catch {
      found = null;
    }
  }
  return found;
}
