/** The records behind a mark or a cell: its conditions joined to the view's own. */
import { z } from 'zod';
import { groupQuestion, type UsableView } from '#core/saved-views';
import { filterWords } from '#core/saved-views.server';
import { countRecords, listRecords, type OpenApp, type SortBy, withinTime } from '#core/views.server';
import { fail, ok, type Result } from '#kernel/result';
import { columnOf } from '../table/columns.ts';
import type { OpenedTable } from '../table/model.ts';
import { shown } from '../table/read-rows.server.ts';
import { textsFor } from '../table/texts-for.server.ts';
import { cellFormula, joined } from './cell-condition.ts';
import type { Cell } from './model.ts';

const key = z.union([z.string().max(4_000), z.number(), z.boolean(), z.null()]);
const cellSchema = z
  .array(z.union([z.strictObject({ is: key }), z.strictObject({ not: z.array(key).max(60) }), z.null()]))
  .max(5);

export interface Behind {
  formula: string;
  words: string;
  columns: OpenedTable['columns'];
  rows: OpenedTable['first']['rows'];
  names: OpenedTable['first']['names'];
  texts: Record<string, string>;
  count: { count: number; exact: boolean };
}

const most = 50;

export function cellIn(text: unknown): Cell | null {
  try {
    const read = cellSchema.safeParse(JSON.parse(String(text)));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** Invalid: what stands behind cannot be said as a condition. */
export async function drillDown(
  open: OpenApp,
  view: UsableView['view'],
  cell: Cell,
  columns: readonly string[],
): Promise<Result<Behind & { classes: string[] }>> {
  const question = groupQuestion(view);
  if (question === null) return fail('notFound');
  const by = [...question.rows, ...question.columns];
  const formula = cell.length > by.length ? null : cellFormula(by, cell, open);
  if (formula === null)
    return fail('invalid', undefined, [
      { path: '', message: 'この値のレコードは、条件で取り出せません。表で一つずつ確かめてください。' },
    ]);
  return recordsOf(open, joined([question.filter ?? '', formula]), columns);
}

/** The first records of a filter, and how many there are. */
export function recordsOf(
  open: OpenApp,
  filter: string,
  columns: readonly string[],
  limit = most,
  sort?: readonly SortBy[],
): Promise<Result<Behind & { classes: string[] }>> {
  return withinTime(open, async () => {
    const page = await listRecords(open, {
      filter,
      columns: [...columns],
      limit,
      ...(sort === undefined ? {} : { sort: [...sort] }),
    });
    if (!page.ok) return page;
    const count = await countRecords(open, { filter });
    if (!count.ok) return count;
    const read = page.value.columns;
    return ok({
      formula: filter,
      words: await filterWords(open, filter),
      columns: read.map((one) => columnOf(one, true)),
      ...(await shown(open, page.value.rows, read)),
      texts: textsFor(read),
      count: count.value,
      classes: [...new Set(read.map((one) => one.field.classification))],
    });
  });
}

/** Columns that tell records apart: those of the first table one may use, else what names a record. */
export function columnsFor(open: OpenApp, views: readonly UsableView[]): string[] {
  const table = views.find((one) => one.view.kind === 'table')?.view;
  if (table?.kind === 'table') return table.columns.slice(0, 8);
  const titles = new Set(open.app.work.title);
  const known = open.fields.map((one) => one.field.code);
  const named = known.filter((code) => titles.has(code));
  return named.length > 0 ? named : known.slice(0, 5);
}
