/** From groups to a table with totals. Totals are asked for by themselves: averages do not add up. Pure. */
import type { Json } from '#core/fields';
import { figure } from './figures.ts';
import type { Cell, LabelledGroups, PivotCell, PivotData } from './model.ts';

/** Rows and columns beyond these are said to be left out. */
const mostRows = 500;
const mostColumns = 30;

export interface Totals {
  /** By rows alone, by columns alone, of everything. */
  rows: LabelledGroups['groups'];
  columns: LabelledGroups['groups'];
  grand: (string | null)[];
}

export function pivotData(found: LabelledGroups, rowCount: number, totals: Totals): PivotData {
  const { by, measures } = found;
  const notes: string[] = [];
  const rowKeys = distinct(
    found.groups.map((one) => ({ keys: one.keys.slice(0, rowCount), labels: one.labels.slice(0, rowCount) })),
  );
  const columnKeys = distinct(
    found.groups.map((one) => ({ keys: one.keys.slice(rowCount), labels: one.labels.slice(rowCount) })),
  ).sort(orderOf(totals.columns));
  if (found.cut) notes.push('組み合わせが2,000をこえたため、並びの初めの2,000までの表です。');
  if (rowKeys.length > mostRows)
    notes.push(`行が${rowKeys.length}あるため、初めの${mostRows}行を表しています。`);
  if (columnKeys.length > mostColumns)
    notes.push(`列が${columnKeys.length}あるため、初めの${mostColumns}列を表しています。`);
  if (by.some((one) => one.several))
    notes.push(
      '一つのレコードに値がいくつかあるときは、それぞれに数えています。合計の欄では一度だけ数えます。',
    );
  const columns = columnKeys.slice(0, mostColumns);
  const values = new Map(found.groups.map((one) => [JSON.stringify(one.keys), one.values]));
  const rowTotals = new Map(totals.rows.map((one) => [JSON.stringify(one.keys), one.values]));
  const columnTotals = new Map(totals.columns.map((one) => [JSON.stringify(one.keys), one.values]));
  const wide = by.length > rowCount;
  const cells = (list: readonly (string | null)[] | undefined, cell: Cell): PivotCell[] =>
    measures.map((measure, index) => ({
      text: list === undefined ? '' : figure(list[index] ?? null, measure.unit),
      cell,
    }));
  const is = (keys: readonly Json[]): Cell => keys.map((key) => ({ is: key }));
  const all = (count: number): Cell => Array.from({ length: count }, () => null);
  return {
    rowHeads: by.slice(0, rowCount).map((one) => one.label),
    columnHead: by
      .slice(rowCount)
      .map((one) => one.label)
      .join('・'),
    columns: columns.map((one) => one.labels),
    measures: measures.map((one) => one.label),
    rows: rowKeys.slice(0, mostRows).map(({ keys, labels }) => ({
      labels,
      cells: wide
        ? columns.flatMap((column) =>
            cells(values.get(JSON.stringify([...keys, ...column.keys])), [...is(keys), ...is(column.keys)]),
          )
        : cells(values.get(JSON.stringify(keys)), is(keys)),
      totals: wide
        ? cells(rowTotals.get(JSON.stringify(keys)), [...is(keys), ...all(by.length - rowCount)])
        : [],
    })),
    totals: wide
      ? columns.flatMap((column) =>
          cells(columnTotals.get(JSON.stringify(column.keys)), [...all(rowCount), ...is(column.keys)]),
        )
      : cells(totals.grand, all(by.length)),
    grand: wide ? cells(totals.grand, all(by.length)) : [],
    notes,
  };
}

interface Head {
  keys: Json[];
  labels: string[];
}

function distinct(all: readonly Head[]): Head[] {
  return [...new Map(all.map((one) => [JSON.stringify(one.keys), one])).values()];
}

/** Columns stand as their own question orders them. */
function orderOf(totals: LabelledGroups['groups']): (a: Head, b: Head) => number {
  const places = new Map(totals.map((one, index) => [JSON.stringify(one.keys), index]));
  const place = (one: Head) => places.get(JSON.stringify(one.keys)) ?? totals.length;
  return (a, b) => place(a) - place(b);
}
