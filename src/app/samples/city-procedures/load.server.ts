/** Takes stock of a sample city, once: an entry that is there is left alone. */

import type { Channel, EntryChange, Volumes } from '#core/inventory';
import { saveEntries, selectStock } from '#core/inventory.server';
import { unwrap } from '#kernel/result';
import type { Database } from '#platform/db.server';
import type { Sample } from './compose.ts';

export interface Loading {
  db: Database;
  municipality: string;
  samples: Sample[];
}

/** Gives how many were added. */
export async function loadProcedures({ db, municipality, samples }: Loading): Promise<number> {
  return db.tenant(municipality, 'staff', async (tx) => {
    const there = new Set(await selectStock(tx));
    const fresh = samples.filter(({ entry }) => !there.has(entry.code));
    if (fresh.length === 0) return 0;
    const first = fresh.map(({ entry, earlier, volumes }) => changeOf(earlier ?? entry, null, 0, volumes));
    unwrap(await saveEntries(tx, first, { by: null, why: '令和6年度の棚卸し' }));
    const second = fresh.flatMap(({ entry, earlier }) =>
      earlier === null ? [] : [changeOf(entry, earlier, 1, {})],
    );
    if (second.length > 0) unwrap(await saveEntries(tx, second, { by: null, why: '令和8年度の見直し' }));
    return fresh.length;
  });
}

function changeOf(
  entry: EntryChange['entry'],
  before: EntryChange['before'],
  version: number,
  volumes: Volumes,
): EntryChange {
  return {
    entry,
    before,
    version,
    volumes: Object.entries(volumes).flatMap(([year, counted]) =>
      Object.entries(counted).map(([channel, cases]) => ({
        year: Number(year),
        channel: channel as Channel,
        cases,
      })),
    ),
  };
}
