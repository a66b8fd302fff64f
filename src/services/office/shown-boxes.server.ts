/** What one has taken along on devices, as the page of one's account says it. */
import { definitionsOf } from '#core/definitions.server';
import type { BoxRow } from '#core/offline.server';
import { formatTokyoDateTime, tokyoDate } from '#kernel/dates';
import type { Tx } from '#platform/db.server';
import type { ShownBox } from './views/own-boxes.tsx';

export async function shownBoxes(
  { tx, municipality }: { tx: Tx; municipality: string },
  boxes: readonly BoxRow[],
): Promise<ShownBox[]> {
  if (boxes.length === 0) return [];
  const definitions = await definitionsOf(tx, municipality);
  const on = tokyoDate(new Date());
  return boxes.map((one) => ({
    id: one.id,
    app: definitions.app(one.app_id, { on })?.body.title.ja ?? '',
    label: one.label,
    records: one.records,
    sent: one.sent,
    made: one.made,
    until: formatTokyoDateTime(one.expires_at),
    over: one.expires_at.getTime() <= Date.now(),
    seen: one.seen_at === null ? null : formatTokyoDateTime(one.seen_at),
  }));
}
