/** Works through exports in the worker process, one after the other, and lets old ones go. */
import type { Database } from '#platform/db.server';
import type { Log } from '#platform/log.server';
import { type Runner, seldom, startRounds } from '#platform/rounds.server';
import { type ExportTools, runNextExport } from './run-export.server.ts';
import { runRegulars } from './run-regular.server.ts';
import { expireExports } from './work.sql.ts';

/** Ends what is over in one city; gives how many. */
export function expireIn(db: Database, municipality: string): Promise<number> {
  return db.tenant(municipality, 'staff', expireExports);
}

/** Stopping waits for the batch at hand; the export itself goes on in the next process. */
export function startExportRunner({
  municipalities,
  ...tools
}: Omit<ExportTools, 'stopping'> & { log: Log; municipalities: () => Promise<string[]> }): Runner {
  const due = seldom(60_000);
  return startRounds({
    municipalities,
    pollMs: 2_000,
    failed: (error) => tools.log.error('exports failed', error),
    async work(municipality, signal) {
      if (due(municipality)) {
        const ended = await expireIn(tools.db, municipality);
        const begun = await runRegulars(tools.db, municipality);
        if (ended + begun > 0) tools.log.info('exports', { municipality, ended, begun });
      }
      const all = { ...tools, stopping: () => signal.aborted };
      while (!signal.aborted && (await runNextExport(all, municipality)));
    },
  });
}
