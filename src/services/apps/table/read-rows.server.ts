/** Rows of a list with all that is needed to show them: names of what they point at, and what may be done with each. */
import { pointersIn } from '#core/fields';
import { namesOf } from '#core/people.server';
import { recordNames } from '#core/relations.server';
import { filterWords, mayShare } from '#core/saved-views.server';
import {
  countRecords,
  type ListedRecord,
  listRecords,
  type OpenApp,
  type ReadField,
  standingsOf,
  stateNames,
  totalsOf,
} from '#core/views.server';
import { ok, type Result } from '#kernel/result';
import { askedOf } from './asked-view.server.ts';
import { columnOf } from './columns.ts';
import {
  type OpenedTable,
  type Place,
  pageSize,
  type RowsPage,
  type TableQuestion,
  type TableRow,
  totalsCap,
} from './model.ts';
import { textsFor } from './texts-for.server.ts';

/** A page of the question as this person may see it, with the fields that were read. */
export async function readPage(
  open: OpenApp,
  question: TableQuestion,
  place: Place = {},
  limit = pageSize,
): Promise<Result<RowsPage & { read: ReadField[] }>> {
  const asked = await askedOf(open, question);
  if (!asked.ok) return asked;
  const page = await listRecords(open, { ...asked.value.asked, ...place, limit });
  if (!page.ok) return page;
  const { columns, rows, next, previous } = page.value;
  return ok({ ...(await shown(open, rows, columns)), next, previous, read: columns });
}

/** Records that were read, ready to be shown. */
export async function shown(
  open: OpenApp,
  records: readonly ListedRecord[],
  columns: readonly ReadField[],
): Promise<Pick<RowsPage, 'rows' | 'names'>> {
  const fields = columns.map((one) => one.field);
  const answers = records.map((one) => one.answers);
  const ids = records.map((one) => one.id);
  const standings = await standingsOf(open, ids, columns);
  const names = await namesOf(open.desk.tx, pointersIn(fields, answers), open.at.today, 'ja');
  return {
    rows: records.flatMap(({ id, revision, answers: values }): TableRow[] => {
      const standing = standings.get(id);
      return standing === undefined ? [] : [{ id, revision, answers: values, standing }];
    }),
    names: { ...names, states: stateNames(open), records: await recordNames(open, records, columns, 'ja') },
  };
}

/** A question newly asked. Totals of a long list are asked for by themselves: they read every record of it. */
export async function openTable(
  open: OpenApp,
  question: TableQuestion,
): Promise<Result<{ table: OpenedTable; read: ReadField[] }>> {
  const page = await readPage(open, question);
  if (!page.ok) return page;
  const { read, ...first } = page.value;
  const settled = await askedOf(open, question);
  if (!settled.ok) return settled;
  const { view, asked } = settled.value;
  const count = await countRecords(open, asked);
  if (!count.ok) return count;
  const table = view?.view.kind === 'table' ? view.view : null;
  const few = count.value.exact && count.value.count <= totalsCap;
  const wanted = (table?.totals.length ?? 0) > 0;
  const totals = !wanted ? ok([]) : few ? await totalsOf(open, asked) : ok(null);
  if (!totals.ok) return totals;
  const known = new Set(open.fields.map((one) => one.field.code));
  const editable = open.access.rows('edit') !== false;
  return ok({
    read,
    table: {
      question,
      filterWords: await filterWords(open, question.filter),
      narrowed: (view?.view.filter ?? '') !== '',
      mayShare: mayShare(open),
      columns: read.map((one) => columnOf(one, !editable || open.access.field(one.field.id).edit === false)),
      frozen: table?.frozen ?? 0,
      sort: question.sort ?? (table?.sort ?? []).filter((one) => known.has(one.field)),
      count: count.value,
      totals: totals.value,
      first,
      texts: textsFor(read),
    },
  });
}
