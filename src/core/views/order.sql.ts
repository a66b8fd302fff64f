/** The order of a list, from fields to keys. */
import { sql } from 'kysely';
import { fail, ok, type Result } from '#kernel/result';
import type { OpenApp } from './open-app.server.ts';
import type { Order } from './paging.sql.ts';
import type { SortPlan } from './plan.ts';
import { keyOf } from './rows.sql.ts';

/** Newest first where nothing is asked for. */
export function orderOf(open: OpenApp, sort: readonly SortPlan[]): Result<Order> {
  if (sort.length === 0) return ok(newestFirst(open));
  const keys: Order['keys'] = [];
  for (const [index, { field, descending }] of sort.entries()) {
    const key = keyOf(open, { field, line: null });
    if (key === null)
      return fail('invalid', undefined, [
        { path: `sort[${index}].field`, message: `「${field.field.code}」では並べ替えられません。` },
      ]);
    keys.push({ ...key, descending });
  }
  return ok({ keys });
}

/** Where somebody may not read when records were made, the order does not tell either. */
function newestFirst(open: OpenApp): Order {
  const shown = [...open.all.values()].filter((field) => field.type === 'created-at');
  const read = shown.every((field) =>
    open.fields.some((one) => one.field.id === field.id && one.read === true),
  );
  if (!read) return { keys: [] };
  return { keys: [{ value: sql`r.created_at`, type: 'timestamptz', collate: false, descending: true }] };
}
