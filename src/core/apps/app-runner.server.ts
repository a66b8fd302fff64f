/** What publishing leaves for the background, in the worker process: values to convert, formulas to calculate anew. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '#platform/db.server';
import type { Log } from '#platform/log.server';
import { convertAll } from './convert-values.server.ts';

const pollMs = 2_000;

export function startAppRunner(tools: { db: Database; log: Log; municipalities: () => Promise<string[]> }): {
  /** Waits for the batch at hand; the next process goes on behind it. */
  stop(): Promise<void>;
} {
  const ending = new AbortController();
  const { signal } = ending;
  const round = async () => {
    for (const municipality of await tools.municipalities()) {
      const converted = await convertAll(tools.db, municipality, { signal });
      if (converted > 0) tools.log.info('values of apps converted', { municipality, records: converted });
    }
  };
  const ended = (async () => {
    while (!signal.aborted) {
      await round().catch((error) => {
        if (!signal.aborted) tools.log.error('apps failed', error);
      });
      await pause(pollMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      ending.abort();
      await ended;
    },
  };
}
