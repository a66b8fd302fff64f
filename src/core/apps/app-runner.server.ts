/** What publishing leaves for the background, in the worker process: values to convert, formulas to calculate, indexes to build. */
import { layAnalysis } from '#core/analysis.server';
import { selectEpoch } from '#core/definitions.server';
import type { Database } from '#platform/db.server';
import type { Log } from '#platform/log.server';
import { type Runner, seldom, startRounds } from '#platform/rounds.server';
import { buildIndexes, type WantedIndexes } from './build-indexes.sql.ts';
import { convertAll } from './convert-values.server.ts';
import { endConversions } from './end-conversions.server.ts';
import { freeColumns } from './free-columns.server.ts';
import { selectAsksMark } from './index-asks.sql.ts';
import { foldUsage } from './usage.sql.ts';

const minute = 60_000;
const hour = 60 * minute;

export interface AppRunnerTools {
  db: Database;
  log: Log;
  municipalities: () => Promise<string[]>;
  /** Of core/views. */
  wantedIndexes: WantedIndexes;
}

/** Stopping waits for the batch at hand; the next process goes on behind it. */
export function startAppRunner(tools: AppRunnerTools): Runner {
  /** When indexes were last looked at, and at which definitions and asks. */
  const looked = new Map<string, { epoch: string; asks: string; at: number }>();
  const toCount = seldom(minute);
  return startRounds({
    municipalities: tools.municipalities,
    pollMs: 2_000,
    failed: (error) => tools.log.error('apps failed', error),
    async work(municipality, signal) {
      const converted = await convertAll(tools.db, municipality, { signal });
      if (converted > 0) tools.log.info('values of apps converted', { municipality, records: converted });
      if (toCount(municipality))
        while ((await foldUsage(tools.db, municipality)) > 0) signal.throwIfAborted();
      const [{ epoch }, asks] = await tools.db.tenant(municipality, 'builder', async (tx) => [
        await selectEpoch(tx),
        await selectAsksMark(tx),
      ]);
      const last = looked.get(municipality);
      if (last?.epoch === epoch && last.asks === asks && Date.now() - last.at < hour) return;
      // Publishing has done it; this is for apps taken out of use and back, and for databases that were restored.
      await tools.db.tenant(municipality, 'builder', (tx) => layAnalysis(tx));
      await endConversions(tools.db, municipality);
      await freeColumns(tools.db, municipality, { signal });
      const done = await buildIndexes(tools.db, municipality, tools.wantedIndexes, signal);
      looked.set(municipality, { epoch, asks, at: Date.now() });
      const [built, dropped, failed] = [done.built.length, done.dropped.length, done.failed.length];
      if (built + dropped + failed > 0)
        tools.log.info('indexes of apps', { municipality, built, dropped, failed });
    },
  });
}
