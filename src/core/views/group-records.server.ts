/** A pivot or a chart: records, or the lines of one field, in groups with measures. Also the totals of a list. */
import { fail, ok, type Result } from '#kernel/result';
import { selectGroups, selectTotals } from './group.sql.ts';
import type { AskedGroups, AskedList, Grouped } from './model.ts';
import type { OpenApp } from './open-app.server.ts';
import { planGroups, planList } from './plan.ts';
import { searchedRows } from './search.sql.ts';

export async function groupRecords(open: OpenApp, asked: AskedGroups): Promise<Result<Grouped>> {
  const planned = planGroups(open, asked);
  if (!planned.ok) return planned;
  const plan = planned.value;
  const found = await selectGroups(open, await searchedRows(open, plan), plan);
  if ('issues' in found) return fail('invalid', undefined, found.issues);
  return ok({
    by: plan.by.map(({ field, line, period }) => ({ field, line, by: period })),
    measures: plan.measures.map(({ by, of }) => ({
      by,
      field: of === null ? null : (of.line ?? of.field.field),
    })),
    ...found,
  });
}

/** The totals a view shows below its columns, over all its records. */
export async function totalsOf(
  open: OpenApp,
  asked: Omit<AskedList, 'limit'>,
): Promise<Result<{ by: string; field: string | null; value: string | null }[]>> {
  const planned = planList(open, asked);
  if (!planned.ok) return planned;
  const { totals } = planned.value;
  const values = await selectTotals(open, await searchedRows(open, planned.value), totals);
  return ok(
    totals.map(({ by, of }, index) => ({
      by,
      field: of?.field.field.code ?? null,
      value: values[index] ?? null,
    })),
  );
}
