/** Works through imports in the worker process, one after the other in each city, and gives old files up. */
import type { Log } from '#platform/log.server';
import { expireImports } from './imports.sql.ts';
import { type ImportTools, runNextImport } from './run-import.server.ts';

const pollMs = 1_000;
const roundMs = 600_000;

export interface Runner {
  /** Waits for the batch at hand; the import itself goes on in the next process. */
  stop(): Promise<void>;
}

export function startImportRunner(
  tools: Omit<ImportTools, 'stopping'> & { log: Log; municipalities: () => Promise<string[]> },
): Runner {
  let stopped = false;
  let lastRound = 0;
  const all = { ...tools, stopping: () => stopped };

  async function tick(): Promise<void> {
    const round = Date.now() - lastRound >= roundMs;
    if (round) lastRound = Date.now();
    for (const municipality of await tools.municipalities()) {
      if (round) await tools.db.tenant(municipality, 'staff', expireImports);
      while (!stopped && (await runNextImport(all, municipality)));
    }
  }

  const loop = (async () => {
    while (!stopped) {
      await tick().catch((error) => tools.log.error('imports failed', error));
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
