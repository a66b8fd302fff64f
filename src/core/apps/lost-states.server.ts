/** Records in a state of the process that goes away: told before, not after. */
import type { App } from '#core/definitions';
import type { Shape } from '#core/records.server';
import type { Tx } from '#platform/db.server';
import type { DraftEffect } from './model.ts';
import type { PlannedDraft } from './plan-draft.ts';
import { countStates } from './review.sql.ts';

/** They stand at the beginning again; what is being decided goes on along its own route. */
export async function lostStates(
  tx: Tx,
  published: App,
  planned: PlannedDraft,
  shape: Shape,
): Promise<DraftEffect[]> {
  const before = published.work?.process?.states ?? [];
  const after = planned.body.work?.process?.states ?? [];
  const stay = new Set(after.map((one) => one.id));
  const gone = before.filter((one) => !stay.has(one.id));
  if (gone.length === 0) return [];
  const counts = await countStates(tx, shape.table);
  const first = after[0]?.title.ja;
  const goes =
    first === undefined
      ? '状態がなくなります。これまでの経過は残ります。'
      : `はじめの状態「${first}」になります。回っている決裁は、起案したときの経路のまま続きます。`;
  return gone.flatMap((one) => {
    const records = counts.get(one.id) ?? 0;
    if (records === 0) return [];
    return [
      {
        kind: 'states-gone' as const,
        records,
        estimated: false,
        examples: [],
        ja: `状態「${one.title.ja}」をなくします。いまこの状態の記録 ${records} 件は、${goes}`,
        en: `${records} records stand in the state ${one.id}, which goes away.`,
      },
    ];
  });
}
