/** A view while it is put together. Browser-safe. */
import type { ConditionField } from '#core/conditions';
import type { Who } from '#core/definitions';
import type { WhoNames } from '#core/policy';
import type { ViewBody } from '#core/saved-views';
import type { GroupBy, MeasureBy, Period, SortBy } from '#core/views';

/** A field as the editor offers it; of lines as `明細.品名`. */
export interface OfferedField {
  code: string;
  label: string;
  /** A column of a table. */
  column: boolean;
  /** How it may be grouped; empty: not at all. */
  periods: Period[];
  /** It can be added up. */
  amount: boolean;
}

export interface EditorData {
  fields: OfferedField[];
  conditions: ConditionField[];
  mayShare: boolean;
  offered: OfferedWho[];
  /** Of whom views may name. */
  names: WhoNames;
}

export interface OfferedWho {
  title: string;
  entries: { who: Who; label: string }[];
}

/** Every kind keeps what was put into it while one looks at another. */
export interface Draft {
  title: string;
  kind: ViewBody['kind'];
  filter: string;
  columns: string[];
  sort: SortBy[];
  frozen: number;
  totals: MeasureBy[];
  rows: GroupBy[];
  across: GroupBy[];
  measures: MeasureBy[];
  chart: 'bar' | 'line' | 'pie' | 'stacked';
  x: GroupBy | null;
  series: GroupBy | null;
  measure: MeasureBy;
  shared: boolean;
  /** Who finds a shared view; null: whoever uses the app. */
  finds: Who[] | null;
  /** Who meets it first. */
  firstFor: Who[];
  first: boolean;
}

export function draftOf(view: ViewBody | null, data: EditorData): Draft {
  const columns = data.fields.filter((one) => one.column).slice(0, 6);
  const draft: Draft = {
    title: '',
    kind: view?.kind ?? 'table',
    filter: view?.filter ?? '',
    columns: columns.map((one) => one.code),
    sort: [],
    frozen: 0,
    totals: [],
    rows: [],
    across: [],
    measures: [{ by: 'count' }],
    chart: 'bar',
    x: null,
    series: null,
    measure: { by: 'count' },
    shared: false,
    finds: null,
    firstFor: [],
    first: false,
  };
  if (view?.kind === 'table')
    return { ...draft, columns: view.columns, sort: view.sort, frozen: view.frozen, totals: view.totals };
  if (view?.kind === 'pivot')
    return { ...draft, rows: view.rows, across: view.columns, measures: view.measures };
  if (view?.kind === 'chart')
    return { ...draft, chart: view.chart, x: view.x, series: view.series ?? null, measure: view.measure };
  return draft;
}

/** What is posted: the view without its filter, which its own control carries. */
export function bodyOf(draft: Draft): unknown {
  const { kind } = draft;
  if (kind === 'table')
    return { kind, columns: draft.columns, sort: draft.sort, frozen: draft.frozen, totals: draft.totals };
  if (kind === 'pivot') return { kind, rows: draft.rows, columns: draft.across, measures: draft.measures };
  const { chart, x, series, measure } = draft;
  const split = chart === 'pie' || series === null ? {} : { series };
  return { kind, chart, x: x ?? { field: '', by: 'value' }, ...split, measure };
}

export const periodWords: Record<Period, string> = {
  value: 'そのままの値',
  day: '日ごと',
  month: '月ごと',
  quarter: '四半期ごと',
  year: '年ごと',
  'fiscal-year': '年度ごと',
};
export const measureWords = {
  count: '件数',
  sum: '合計',
  average: '平均',
  min: '最小',
  max: '最大',
} as const;
export const chartWords = { bar: '棒', line: '折れ線', pie: '円', stacked: '積み上げ' } as const;
export const kindWords = { table: '一覧', pivot: 'クロス集計', chart: 'グラフ' } as const;
