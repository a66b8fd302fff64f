/** A list as paper takes it: its first records, what was asked, what they add up to. */
import { printAnswer } from '#core/fields';
import { filterWords } from '#core/saved-views.server';
import { countRecords, listRecords, type OpenApp, totalsOf } from '#core/views.server';
import { ok, type Result } from '#kernel/result';
import { measureWords } from '../charts/editor-model.ts';
import { askedOf } from '../table/asked-view.server.ts';
import { columnOf } from '../table/columns.ts';
import type { AppScene } from '../table/desk.server.ts';
import type { OpenedTable, TableQuestion } from '../table/model.ts';
import { shown } from '../table/read-rows.server.ts';
import { textsFor } from '../table/texts-for.server.ts';
import { touchedRows } from '../table/touched-rows.server.ts';

export interface Printout {
  /** Of the view; empty: none. */
  title: string;
  /** Conditions in words, of the view and of the moment. */
  filter: string;
  search: string;
  columns: OpenedTable['columns'];
  rows: OpenedTable['first']['rows'];
  names: OpenedTable['first']['names'];
  texts: Record<string, string>;
  count: OpenedTable['count'];
  totals: string[];
}

/** A stack of paper nobody wants; more goes out as a file. */
const most = 500;

export async function printoutOf(
  scene: Pick<AppScene, 'touched'>,
  open: OpenApp,
  question: TableQuestion,
): Promise<Result<Printout>> {
  const settled = await askedOf(open, question);
  if (!settled.ok) return settled;
  const { view, asked } = settled.value;
  const page = await listRecords(open, { ...asked, limit: most });
  if (!page.ok) return page;
  const count = await countRecords(open, asked);
  if (!count.ok) return count;
  const totals = (asked.totals ?? []).length > 0 ? await totalsOf(open, asked) : ok([]);
  if (!totals.ok) return totals;
  const { rows, columns } = page.value;
  touchedRows(scene, open, rows, columns, 'record.print');
  return ok({
    title: view?.title ?? '',
    filter: await filterWords(open, asked.filter),
    search: question.search ?? '',
    columns: columns.map((one) => columnOf(one, true)),
    ...(await shown(open, rows, columns)),
    texts: textsFor(columns),
    count: count.value,
    totals: totals.value.map((one) => totalWords(open, one)),
  });
}

function totalWords(
  open: OpenApp,
  { by, field: code, value }: { by: string; field: string | null; value: string | null },
): string {
  const field = open.fields.find((one) => one.field.code === code)?.field;
  const figure = by === 'count' || field === undefined ? `${value ?? 0}件` : printAnswer(field, value, 'ja');
  return `${field?.label.ja ?? ''}の${measureWords[by as keyof typeof measureWords]} ${figure}`;
}
