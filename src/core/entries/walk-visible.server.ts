/** Goes through the living records of an app that a person may see, in their order, a few hundred at a time. */
import { loadRecords, type StoredRecord, shapeOf } from '#core/records.server';
import { type Reach, reachOf } from './grants.ts';
import type { EntryDesk, OpenApp } from './open-app.server.ts';
import { recordApp } from './settle.server.ts';
import { selectLivingIds } from './trash.sql.ts';

const atOnce = 500;

export async function* walkVisible(
  { tx }: Pick<EntryDesk, 'tx'>,
  open: OpenApp,
  most: number,
): AsyncGenerator<{ record: StoredRecord; reach: Reach }> {
  const shape = await shapeOf(tx, open.app.id);
  let after: string | null = null;
  for (let seen = 0; seen < most; ) {
    const ids: string[] = await selectLivingIds(tx, shape, after, Math.min(atOnce, most - seen));
    const records = await loadRecords(tx, recordApp(open), ids);
    for (const id of ids) {
      const record = records.get(id);
      if (record === undefined) continue;
      const reach = reachOf(open, record.answers);
      if (reach.may('view')) yield { record, reach };
    }
    seen += ids.length;
    after = ids.at(-1) ?? null;
    if (ids.length < atOnce) return;
  }
}
