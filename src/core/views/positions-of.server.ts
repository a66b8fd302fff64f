/** Positions for a scroll bar over a list of any length: `listRecords` begins at one with `from`. */
import { ok, type Result } from '#kernel/result';
import type { AskedList, Position } from './model.ts';
import type { OpenApp } from './open-app.server.ts';
import { orderOf } from './order.sql.ts';
import { planList } from './plan.ts';
import { selectPositions } from './positions.sql.ts';
import { searchedRows } from './search.sql.ts';

export async function positionsOf(
  open: OpenApp,
  asked: Omit<AskedList, 'limit'>,
  parts = 100,
): Promise<Result<Position[]>> {
  const planned = planList(open, asked);
  if (!planned.ok) return planned;
  const order = orderOf(open, planned.value.sort);
  if (!order.ok) return order;
  return ok(await selectPositions(open, await searchedRows(open, planned.value), order.value, parts));
}
