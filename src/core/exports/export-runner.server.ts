/** Works through exports in the worker process, one after the other, and lets old ones go. */
import type { Database } from '#platform/db.server';
import type { Log } from '#platform/log.server';
import { type ExportTools, runNextExport } from './run-export.server.ts';
import { runRegulars } from './run-regular.server.ts';
import { expireExports } from './work.sql.ts';

const pollMs = 2_000;
const roundMs = 60_000;

/** Ends what is over in one city; gives how many. */
export function expireIn(db: Database, municipality: string): Promise<number> {
  return db.tenant(municipality, 'staff', expireExports);
}

export interface Runner {
  /** Waits for the batch at hand; the export itself goes on in the next process. */
  stop(): Promise<void>;
}

export function startExportRunner(
  tools: Omit<ExportTools, 'stopping'> & { log: Log; municipalities: () => Promise<string[]> },
): Runner {
  let stopped = false;
  let lastRound = 0;
  const all = { ...tools, stopping: () => stopped };

  async function tick(): Promise<void> {
    const round = Date.now() - lastRound >= roundMs;
    if (round) lastRound = Date.now();
    for (const municipality of await tools.municipalities()) {
      if (round) {
        const ended = await expireIn(tools.db, municipality);
        const begun = await runRegulars(tools.db, municipality);
        if (ended + begun > 0) tools.log.info('exports', { municipality, ended, begun });
      }
      while (!stopped && (await runNextExport(all, municipality)));
    }
  }

  const loop = (async () => {
    while (!stopped) {
      await tick().catch((error) => tools.log.error('exports failed', error));
      if (!stopped) await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  })();
  return {
    async stop() {
      stopped = true;
      await loop;
    },
  };
}
