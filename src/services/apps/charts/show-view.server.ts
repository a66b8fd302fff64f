/** A pivot or a chart, asked with the rights of whoever looks. */
import { groupQuestion, type ViewBody } from '#core/saved-views';
import { filterWords } from '#core/saved-views.server';
import { countRecords, groupRecords, type OpenApp, withinTime } from '#core/views.server';
import { ok, type Result } from '#kernel/result';
import { chartData } from './chart-data.ts';
import { labelled } from './group-labels.server.ts';
import type { ChartData, PivotData } from './model.ts';
import { pivotData } from './pivot-data.ts';

export interface Shown {
  chart: ChartData | null;
  table: PivotData;
  /** How many records it is about. */
  count: { count: number; exact: boolean };
  /** What they fulfil, in words; empty: all of them. */
  filter: string;
  /** From when to when, where it is about time. */
  period: string;
  classes: string[];
}

export const showView = (open: OpenApp, view: ViewBody): Promise<Result<Shown>> =>
  withinTime(open, () => shown(open, view));

async function shown(open: OpenApp, view: ViewBody): Promise<Result<Shown>> {
  const question = groupQuestion(view)!;
  const grouped = await groupRecords(open, question);
  if (!grouped.ok) return grouped;
  const found = await labelled(open, grouped.value);
  const wide = question.columns.length > 0;
  const rows = wide ? await groupRecords(open, { ...question, columns: [] }) : ok({ ...grouped.value });
  if (!rows.ok) return rows;
  const columns = wide
    ? await groupRecords(open, { ...question, rows: question.columns, columns: [] })
    : rows;
  if (!columns.ok) return columns;
  const grand = await groupRecords(open, { ...question, rows: [], columns: [] });
  if (!grand.ok) return grand;
  const count = await countRecords(open, { filter: question.filter });
  if (!count.ok) return count;
  const bare = (groups: { keys: never[] | unknown[]; values: (string | null)[] }[]) =>
    groups.map((one) => ({ ...one, labels: [] as string[] })) as typeof found.groups;
  const table = pivotData(found, question.rows.length, {
    rows: bare(rows.value.groups),
    columns: bare(columns.value.groups),
    grand: grand.value.groups[0]?.values ?? [],
  });
  const chart = view.kind === 'chart' ? chartData(view.chart, found) : null;
  return ok({
    chart,
    table,
    count: count.value,
    filter: await filterWords(open, view.filter),
    period: periodOf(found),
    classes: [...new Set(grouped.value.by.map((one) => one.field.field.classification))],
  });
}

function periodOf({ by, groups }: Awaited<ReturnType<typeof labelled>>): string {
  const index = by.findIndex((one) => one.by !== 'value');
  if (index < 0) return '';
  const dated = groups.filter((one) => one.keys[index] !== null);
  const sorted = dated
    .map((one) => ({ key: String(one.keys[index]), label: one.labels[index]! }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const [first, last] = [sorted[0]?.label, sorted.at(-1)?.label];
  if (first === undefined) return '';
  return first === last ? first : `${first}〜${last}`;
}
