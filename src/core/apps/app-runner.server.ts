/** What publishing leaves for the background, in the worker process: values to convert, formulas to calculate, indexes to build. */
import { setTimeout as pause } from 'node:timers/promises';
import { selectEpoch } from '#core/definitions.server';
import type { Database } from '#platform/db.server';
import type { Log } from '#platform/log.server';
import { buildIndexes, type WantedIndexes } from './build-indexes.sql.ts';
import { convertAll } from './convert-values.server.ts';
import { endConversions } from './end-conversions.server.ts';
import { freeColumns } from './free-columns.server.ts';
import { foldUsage } from './usage.sql.ts';

const pollMs = 2_000;
const minute = 60_000;
const hour = 60 * minute;

export interface AppRunnerTools {
  db: Database;
  log: Log;
  municipalities: () => Promise<string[]>;
  /** Of core/views. */
  wantedIndexes: WantedIndexes;
}

export function startAppRunner(tools: AppRunnerTools): {
  /** Waits for the batch at hand; the next process goes on behind it. */
  stop(): Promise<void>;
} {
  const ending = new AbortController();
  const { signal } = ending;
  /** When indexes were last looked at, and at which definitions. */
  const looked = new Map<string, { epoch: string; at: number }>();
  /** When use was last counted. */
  const counted = new Map<string, number>();
  const serve = async (municipality: string) => {
    const converted = await convertAll(tools.db, municipality, { signal });
    if (converted > 0) tools.log.info('values of apps converted', { municipality, records: converted });
    if (Date.now() - (counted.get(municipality) ?? 0) >= minute) {
      while ((await foldUsage(tools.db, municipality)) > 0) signal.throwIfAborted();
      counted.set(municipality, Date.now());
    }
    const { epoch } = await tools.db.tenant(municipality, 'builder', selectEpoch);
    const last = looked.get(municipality);
    if (last?.epoch === epoch && Date.now() - last.at < hour) return;
    await endConversions(tools.db, municipality);
    await freeColumns(tools.db, municipality, { signal });
    const done = await buildIndexes(tools.db, municipality, tools.wantedIndexes, signal);
    looked.set(municipality, { epoch, at: Date.now() });
    const [built, dropped, failed] = [done.built.length, done.dropped.length, done.failed.length];
    if (built + dropped + failed > 0)
      tools.log.info('indexes of apps', { municipality, built, dropped, failed });
  };
  const ended = (async () => {
    while (!signal.aborted) {
      try {
        for (const municipality of await tools.municipalities()) await serve(municipality);
      } catch (error) {
        if (!signal.aborted) tools.log.error('apps failed', error);
      }
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
