/** What has lain in the trash for 30 days goes for good, and everything that hung on it. The worker's. */
import { eraseRecord, selectExpired, selectShapes } from '#core/records.server';
import { insertAudit } from '#platform/audit.server';
import type { Database } from '#platform/db.server';
import { trashDays } from './model.ts';
import { deleteOldRuns } from './runs.sql.ts';

const atOnce = 200;

/**
 * One round over the apps of a city; the number of records that went. A merged record leaves its id behind: where it leads
 * stands in `record_merges` until the survivor goes.
 */
export async function eraseExpired(db: Database, municipality: string, days = trashDays): Promise<number> {
  const shapes = await db.tenant(municipality, 'worker', selectShapes);
  let erased = 0;
  for (const shape of shapes) {
    for (let more = true; more; )
      more = await db.tenant(municipality, 'worker', async (tx) => {
        const ids = await selectExpired(tx, shape.table, days, atOnce);
        for (const id of ids) await eraseRecord(tx, shape.appId, shape.table, id);
        erased += ids.length;
        if (ids.length > 0)
          await insertAudit(tx, {
            zone: 'worker',
            actorKind: 'system',
            actorId: null,
            postId: null,
            act: 'record.erase',
            noun: 'record',
            ids: [shape.appId, ...ids],
            fieldClasses: [],
            purpose: null,
            requestId: null,
          });
        return ids.length === atOnce;
      });
  }
  await db.tenant(municipality, 'worker', deleteOldRuns);
  return erased;
}
