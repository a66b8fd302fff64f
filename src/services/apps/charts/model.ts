/** What the pages of pivots and charts show. Browser-safe. */
import type { Json } from '#core/fields';
import type { Period } from '#core/views';

/** One place of a grouping: a value, or all but these (その他). */
export type KeyPart = { is: Json } | { not: Json[] };
/** Which cell: a part for each grouping, in the order of the question. Null: all of them, as in totals. */
export type Cell = (KeyPart | null)[];

export interface GroupingHead {
  /** `明細.品名` is a field of lines. */
  code: string;
  label: string;
  by: Period;
  /** In an order of its own: time, numbers. Else the largest comes first. */
  ordered: boolean;
  /** A record counts once for each of its values. */
  several: boolean;
}

export interface MeasureHead {
  label: string;
  unit: string;
  /** Values of parts add up to the value of the whole. */
  adds: boolean;
}

/** Groups with the words for their keys. */
export interface LabelledGroups {
  by: GroupingHead[];
  measures: MeasureHead[];
  groups: { keys: Json[]; labels: string[]; values: (string | null)[] }[];
  /** There are more than are given. */
  cut: boolean;
}

export interface Mark {
  value: number | null;
  /** With its unit. */
  text: string;
  cell: Cell;
}

export interface ChartData {
  /** As it is drawn: a pie of negative numbers is bars. */
  kind: 'bar' | 'line' | 'pie' | 'stacked';
  x: string;
  measure: string;
  unit: string;
  /** Left to right in time; else from top to bottom. */
  upright: boolean;
  categories: { label: string; marks: Mark[]; total: string }[];
  series: string[];
  /** The finding in a sentence; null: there is none that figures alone could tell. */
  finding: string | null;
  notes: string[];
}

export interface PivotCell {
  text: string;
  cell: Cell;
}
export interface PivotData {
  rowHeads: string[];
  columnHead: string;
  /** Names of the columns, one list per column. */
  columns: string[][];
  measures: string[];
  rows: { labels: string[]; cells: PivotCell[]; totals: PivotCell[] }[];
  totals: PivotCell[];
  grand: PivotCell[];
  notes: string[];
}
