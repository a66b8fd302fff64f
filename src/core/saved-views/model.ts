/** Views as people keep and use them. Browser-safe. */
import type { View, Who } from '#core/definitions';
import type { AskedGroups, AskedList, GroupBy, MeasureBy } from '#core/views';
import type { Expr } from '#kernel/formula';

/** What a view shows, without its name and its public: the shapes of the definition. */
type Shown<V> = V extends unknown ? Omit<V, 'id' | 'title' | 'who' | 'defaultFor'> : never;
export type ViewBody = Shown<View>;

/** A part of a filter that may fall away alone: all parts must hold. By field id, and as it was written. */
export interface KeptCondition {
  expr: Expr;
  text: string;
}

export interface KeptBody {
  view: ViewBody;
  /** Instead of the view's own filter text. */
  filter: KeptCondition[];
  /** Field ids of the codes in `view` when it was kept; `明細.金額` is a field of lines. */
  ids: Record<string, number>;
}

export interface Audience {
  who?: Who[];
  defaultFor?: Who[];
}

/** Where a view comes from: the published definition, a manager, oneself. */
export type Origin = 'app' | 'shared' | 'own';

/** A view as one person may use it: by today's codes, only with what they may read. */
export interface UsableView {
  id: string;
  origin: Origin;
  title: string;
  view: ViewBody;
  /** How many parts of it are gone, or not theirs to read, and left out. */
  lost: number;
  /** A condition is among them: it shows more records than it was made for. */
  widened: boolean;
  /** This person meets it first. */
  first: boolean;
  mayEdit: boolean;
  /** Of a kept one: what a change must have seen. */
  revision: number;
  audience: Audience;
}

/** A view as it is to be kept. */
export interface ViewWish {
  title: string;
  view: ViewBody;
  shared: boolean;
  audience: Audience;
  /** Of an own view: open it first. */
  first: boolean;
}

export const mostViews = 100;
export const titleLimit = 60;

/** What is asked of core/views for a table. */
export function listQuestion(view: ViewBody): Pick<AskedList, 'filter' | 'columns' | 'sort' | 'totals'> {
  const filter = view.filter === undefined ? {} : { filter: view.filter };
  return view.kind === 'table'
    ? { ...filter, columns: view.columns, sort: view.sort, totals: view.totals }
    : filter;
}

/** What is asked of core/views for a pivot or a chart; null for a table. */
export function groupQuestion(
  view: ViewBody,
): (Pick<AskedGroups, 'filter'> & { rows: GroupBy[]; columns: GroupBy[]; measures: MeasureBy[] }) | null {
  const filter = view.filter === undefined ? {} : { filter: view.filter };
  if (view.kind === 'table') return null;
  if (view.kind === 'pivot')
    return { ...filter, rows: view.rows, columns: view.columns, measures: view.measures };
  return {
    ...filter,
    rows: [view.x],
    columns: view.series === undefined ? [] : [view.series],
    measures: [view.measure],
  };
}

/** The view somebody meets when they name none: their own first one, else what was meant for them, else the first table. */
export function firstView(views: readonly UsableView[]): UsableView | undefined {
  const meant = (origin: Origin) => views.find((one) => one.origin === origin && one.first);
  return (
    meant('own') ??
    meant('shared') ??
    meant('app') ??
    views.find((one) => one.view.kind === 'table') ??
    views[0]
  );
}
