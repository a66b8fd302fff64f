/** A page of records, as a person sees them. */

import type { Expr } from '#kernel/formula';
import { fail, ok, type Result } from '#kernel/result';
import { selectRows } from './list.sql.ts';
import type { AskedList, ListPage } from './model.ts';
import type { OpenApp } from './open-app.server.ts';
import { orderOf } from './order.sql.ts';
import { planList } from './plan.ts';
import { searchedRows } from './search.sql.ts';

/** Most rows of one page. */
export const mostRows = 500;

/** `also`: conditions of the caller's own making, as trees. */
export async function listRecords(
  open: OpenApp,
  asked: AskedList,
  also: readonly Expr[] = [],
): Promise<Result<ListPage>> {
  const planned = planList(open, asked);
  if (!planned.ok) return planned;
  const plan = { ...planned.value, filters: [...planned.value.filters, ...also] };
  const order = orderOf(open, plan.sort);
  if (!order.ok) return order;
  const limit = Math.min(Math.max(asked.limit, 1), mostRows);
  const way = asked.before === undefined ? 'onward' : 'back';
  const behind = asked.before ?? asked.after ?? asked.from ?? null;
  if (behind !== null && behind.keys.length !== order.value.keys.length)
    return fail('invalid', undefined, [stale]);
  const where = await searchedRows(open, plan);
  // One more than asked for tells whether there is anything behind.
  const rows = await selectRows(open, where, order.value, plan.columns, {
    way,
    behind,
    including: asked.from !== undefined && asked.before === undefined && asked.after === undefined,
    limit: limit + 1,
  });
  const more = rows.length > limit;
  const page = rows.slice(0, limit);
  if (way === 'back') page.reverse();
  const first = page[0]?.position ?? null;
  const last = page.at(-1)?.position ?? null;
  return ok({
    columns: plan.columns,
    rows: page.map((one) => one.record),
    next: way === 'back' || more ? last : null,
    previous: way === 'back' ? (more ? first : null) : behind === null ? null : first,
  });
}

const stale = { path: 'cursor', message: '並べ方が変わっています。はじめから読み直してください。' };
