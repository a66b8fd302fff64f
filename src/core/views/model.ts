/** What is asked of the records of a work app, as people and systems say it (by codes), and what comes back. Browser-safe. */
import type { Answers, Field, Json } from '#core/fields';
import type { Expr } from '#kernel/formula';

export interface SortBy {
  field: string;
  descending?: boolean | undefined;
}

export const aggregates = ['sum', 'average', 'min', 'max', 'count'] as const;
export type Aggregate = (typeof aggregates)[number];
export interface MeasureBy {
  by: Aggregate;
  /** Absent: of the records themselves, to count. `明細.金額` is a field of lines. */
  field?: string | undefined;
}

export const periods = ['value', 'day', 'month', 'quarter', 'year', 'fiscal-year'] as const;
export type Period = (typeof periods)[number];
export interface GroupBy {
  field: string;
  by?: Period | undefined;
}

/** Which records. What is given beside a view narrows it; sort and columns replace its own. */
export interface Asked {
  /** Id of a view of the app. */
  view?: string | undefined;
  /** A formula, by codes. */
  filter?: string | undefined;
  /** Words that must all be found in what this person may read. */
  search?: string | undefined;
  /** Records in the trash instead of those that live. */
  trash?: boolean | undefined;
}

export interface AskedList extends Asked {
  columns?: string[] | undefined;
  sort?: SortBy[] | undefined;
  /** Instead of those of the view, for `totalsOf`. */
  totals?: MeasureBy[] | undefined;
  limit: number;
  /** Rows behind, before, or from this position on. */
  after?: Position | undefined;
  before?: Position | undefined;
  from?: Position | undefined;
}

export interface AskedGroups extends Asked {
  rows?: GroupBy[] | undefined;
  columns?: GroupBy[] | undefined;
  measures?: MeasureBy[] | undefined;
}

/** Where a record stands in an order: its sort keys as the database writes them, and its id. */
export interface Position {
  keys: (string | null)[];
  id: string;
}

export interface ListedRecord {
  id: string;
  revision: number;
  /** What this person may read of the columns asked for; empty fields are absent. */
  answers: Answers;
}

export interface ListPage {
  columns: ReadField[];
  rows: ListedRecord[];
  /** Null: nothing behind, nothing before. */
  next: Position | null;
  previous: Position | null;
}

/** `exact` false: an estimate, at least the cap. */
export interface Counted {
  count: number;
  exact: boolean;
}

export interface Grouped {
  /** Of rows, then of columns. */
  by: { field: ReadField; line: Field | null; by: Period }[];
  measures: { by: Aggregate; field: Field | null }[];
  /** Values of the groupings, then of the measures; null is empty. */
  groups: { keys: Json[]; values: (string | null)[] }[];
  /** There are more groups than are given. */
  cut: boolean;
}

/** What one person may do with one record; ids of fields. */
export interface Standing {
  edit: boolean;
  delete: boolean;
  /** Masked here: the value is there or not, nobody tells. */
  hidden: number[];
  /** Not to be changed here, whatever the record allows. */
  closed: number[];
}

/** A field as somebody may read it. Fields that are never theirs to read, and sealed ones, are not among these at all. */
export interface ReadField {
  field: Field;
  /** Always, or where the formula holds; elsewhere its value is empty, in every clause alike. */
  read: true | Expr;
}
