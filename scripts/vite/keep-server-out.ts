import { isBuiltin } from 'node:module';
import path from 'node:path';
import type { Plugin } from 'vite';

const SERVER_FILE = /\.sql\.ts$|\.server\.tsx?$/;
const SERVER_PACKAGE = /\/node_modules\/(pg|pg-[^/]+|kysely|fastify|graphile-worker|pino)\//;

/**
 * Ends the build when something of the server reaches a browser bundle. React Router knows
 * `.server.ts` only; the database driver once came in through a `.sql.ts` and nobody said a word.
 */
export function keepServerOut(): Plugin {
  let root = '';
  /** Last part of what was asked for, and by whom: the bundler does not tell while loading. */
  const askers = new Map<string, string>();
  return {
    name: 'madoguchi:keep-server-out',
    enforce: 'pre',
    configResolved(config) {
      root = config.root;
    },
    resolveId(source, importer) {
      if (importer === undefined) return null;
      const asker = path.relative(root, importer);
      askers.set(path.basename(source), asker);
      // Packages may name Node's modules and do without them; our own files may not.
      if (this.environment.name === 'client' && isBuiltin(source) && !importer.includes('/node_modules/'))
        this.error(`${source} of Node reached the browser, imported by ${asker}`);
      return null;
    },
    load(id) {
      if (this.environment.name !== 'client') return;
      const file = id.replace(/[?#].*$/, '').replaceAll('\\', '/');
      const packageName = SERVER_PACKAGE.exec(file)?.[1];
      if (packageName === undefined && !SERVER_FILE.test(file)) return;
      const asker = askers.get(packageName ?? path.basename(file)) ?? 'unknown';
      const what = packageName ?? path.relative(root, file);
      this.error(`${what} belongs to the server but reached the browser, imported by ${asker}`);
    },
  };
}
