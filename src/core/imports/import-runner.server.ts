/** Works through imports in the worker process, one after the other in each city, and gives old files up. */
import type { Log } from '#platform/log.server';
import { type Runner, seldom, startRounds } from '#platform/rounds.server';
import { expireImports } from './imports.sql.ts';
import { type ImportTools, runNextImport } from './run-import.server.ts';

/** Stopping waits for the batch at hand; the import itself goes on in the next process. */
export function startImportRunner({
  municipalities,
  ...tools
}: Omit<ImportTools, 'stopping'> & { log: Log; municipalities: () => Promise<string[]> }): Runner {
  const due = seldom(600_000);
  return startRounds({
    municipalities,
    pollMs: 1_000,
    failed: (error) => tools.log.error('imports failed', error),
    async work(municipality, signal) {
      if (due(municipality)) await tools.db.tenant(municipality, 'staff', (tx) => expireImports(tx));
      const all = { ...tools, stopping: () => signal.aborted };
      while (!signal.aborted && (await runNextImport(all, municipality)));
    },
  });
}
