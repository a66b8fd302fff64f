import { isWorkedOut } from '#core/fields';
import { countRecords, selectShape } from '#core/records.server';
import type { Tx } from '#platform/db.server';
import { insertConversion } from './conversions.sql.ts';
import { selectNewestApps } from './publications.sql.ts';

/**
 * After layers of the map changed: has the worker find the areas of all records anew, and what is calculated from them. Gives the
 * ids of the apps. As the owner or the builder.
 */
export async function recalculateAreas(tx: Tx, layers: readonly string[]): Promise<string[]> {
  const changed: string[] = [];
  for (const app of layers.length === 0 ? [] : await selectNewestApps(tx)) {
    if (!app.fields.some(({ type, options }) => type === 'area' && layers.includes(String(options?.layer))))
      continue;
    const shape = await selectShape(tx, app.id);
    const total = shape === null ? 0 : await countRecords(tx, shape);
    if (shape === null || total === 0) continue;
    const begin = (kind: 'recalculate' | 'reindex', toFields: number[]) =>
      insertConversion(tx, { appId: app.id, publicationId: null, kind, fromField: null, toFields, total });
    await begin(
      'recalculate',
      app.fields.filter(({ type }) => isWorkedOut(type)).map(({ id }) => id),
    );
    if (shape.search !== undefined) await begin('reindex', []);
    changed.push(app.id);
  }
  return changed;
}
