/** The address of the built script; names carry a hash, the manifest of the browser build says which it is. */
import { readFileSync } from 'node:fs';
import { inRoot } from '../root.server.ts';

let found: string | null | undefined;

/** Null when the script was not built: pages work without it. */
export function portalScript(): string | null {
  if (found === undefined) {
    try {
      const manifest = JSON.parse(readFileSync(inRoot('build/browser/manifest.json'), 'utf8')) as Record<
        string,
        { file: string }
      >;
      const file = manifest['src/app/browser/portal.ts']?.file;
      found = file === undefined ? null : `/browser/${file}`;
    } catch {
      found = null;
    }
  }
  return found;
}
