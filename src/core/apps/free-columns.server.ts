/**
 * Makes room in tables that are nearly full: values of retired fields go into history, and their columns wait for other fields.
 * Never while a case runs on a version that has the field, and never in apps that have room.
 */
import {
  clearable,
  clearColumn,
  freeColumn,
  physicalColumns,
  selectShapes,
  shapeOf,
} from '#core/records.server';
import type { Database } from '#platform/db.server';
import { selectRunningVersions, selectVersion } from './publications.sql.ts';

const nearlyFull = 300;
const batch = 500;

/** Gives how many columns became free. */
export async function freeColumns(
  db: Database,
  municipality: string,
  options: { above?: number; signal?: AbortSignal } = {},
): Promise<number> {
  const builder = <T>(work: Parameters<typeof db.tenant<T>>[2]) => db.tenant(municipality, 'builder', work);
  let freed = 0;
  for (const { appId } of await builder(selectShapes)) {
    const { shape, columns } = await builder(async (tx) => {
      const now = await shapeOf(tx, appId);
      if (physicalColumns(now) <= (options.above ?? nearlyFull)) return { shape: now, columns: [] };
      const kept = new Set<number>();
      for (const version of await selectRunningVersions(tx, appId))
        for (const field of (await selectVersion(tx, appId, version))?.body.fields ?? []) kept.add(field.id);
      return { shape: now, columns: clearable(now, kept) };
    });
    for (const column of columns) {
      while ((await builder((tx) => clearColumn(tx, shape, column, batch))) > 0)
        options.signal?.throwIfAborted();
      if (await builder((tx) => freeColumn(tx, shape, column))) freed += 1;
    }
  }
  return freed;
}
