/** Goes through the living records of an app that a person may see, in their order, a few hundred at a time. */
import { selectSeated } from '#core/record-process/state.server';
import { currentShapeOf, type StoredRecord, selectRecords } from '#core/records.server';
import { references } from '#kernel/formula';
import { type Reach, reachOf } from './grants.ts';
import type { EntryDesk, OpenApp } from './open-app.server.ts';
import { selectLivingIds } from './trash.sql.ts';

const atOnce = 500;

/** Of each record only the fields asked for, and those that access depends on. */
export async function* walkVisible(
  { tx }: Pick<EntryDesk, 'tx'>,
  open: OpenApp,
  fieldIds: readonly number[],
  most: number,
): AsyncGenerator<{ record: StoredRecord; reach: Reach }> {
  const shape = await currentShapeOf(tx, open.app.id);
  const grants = [open.access.rows('view'), ...fieldIds.map((id) => open.access.field(id).read)];
  const asked = grants.flatMap((grant) => (typeof grant === 'boolean' ? [] : [...references(grant)]));
  const needed = new Set([...fieldIds, ...asked.map((path) => Number(path.split('.')[0]))]);
  let after: string | null = null;
  for (let seen = 0; seen < most; ) {
    const ids: string[] = await selectLivingIds(tx, shape, after, Math.min(atOnce, most - seen));
    const records = await selectRecords(tx, shape, ids, needed);
    const seated = await selectSeated(tx, open.app.id, ids, open.seats);
    for (const id of ids) {
      const record = records.get(id);
      if (record === undefined) continue;
      const reach = reachOf(open, id, record.answers, seated.has(id));
      if (reach.may('view')) yield { record, reach };
    }
    seen += ids.length;
    after = ids.at(-1) ?? null;
    if (ids.length < atOnce) return;
  }
}
