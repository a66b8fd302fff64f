/** The shape of an app's record table and what a record looks like outside the database. Browser-safe. */

import type { Answers, DefinedField, Field, Json, NumberOffice, SqlType, SystemColumn } from '#core/fields';
import type { AppError } from '#kernel/errors';
import type { LocalizedText } from '#kernel/localized';

export type ColumnType = SqlType;

/** Where the values of one field lie. Columns are never dropped: a field that left the app is only retired. */
export interface ShapeColumn {
  fieldId: number;
  /** Field type at the time the column was made. */
  type: string;
  sqlType: ColumnType;
  /** In its own column `f<id>`, as a key of the `overflow` column, or a column every record has. */
  place: 'column' | 'overflow' | 'system';
  /** Which one, where `place` is `system`: shown, never written through answers. */
  system?: SystemColumn;
  /** The physical column, when it is another than `f<id>`: one that a retired field left behind. */
  column?: string;
  /** Of a retired field, and empty: the next field of the same type that finds the table full takes the column. */
  free?: true;
  /** Of references and lookups: the app whose records they name. */
  target?: string;
  /** Has a unique index of its own, made with the column. */
  unique?: true;
  /** Ciphertext as received; never in views, filters or indexes. */
  sealed: boolean;
  code: string;
  label: string;
  retired: boolean;
}

/** The child table of a `lines` or `household-members` field. */
export interface ShapeChild {
  fieldId: number;
  type: string;
  table: string;
  code: string;
  label: string;
  retired: boolean;
  columns: ShapeColumn[];
}

/** The current layout of an app's tables, kept in `app_tables.shape`. */
export interface Shape {
  appId: string;
  title: string;
  table: string;
  columns: ShapeColumn[];
  children: ShapeChild[];
  /**
   * Fields whose values follow those of another one, because a type was changed: from the moment the new column is there
   * until nobody can write the old one any more. Every write of `from` writes `to`.
   */
  conversions?: ShapeConversion[];
  /** Of a work app: where its records are searched by text. */
  search?: ShapeSearch;
}

/** The side table of search: one row per record and visibility class, see `search-terms.ts`. */
export interface ShapeSearch {
  table: string;
  /** By which every write makes its rows. */
  classes: Readonly<Record<string, readonly number[]>>;
  /**
   * What the rows that are there may hold. More than `classes` after rules became stricter and until all records are indexed
   * anew: a class is found only by who may read all of it.
   */
  held: Readonly<Record<string, readonly number[]>>;
  /** Records of before are still to be indexed anew. */
  stale?: true;
  /** By which fields `record_persons` holds whom all records name (`namingFields`); absent: nobody went through them yet. */
  persons?: string;
}

/** `from` as its field was, `to` as its field will be. */
export interface ShapeConversion {
  from: number;
  to: number;
  source: Field;
  target: Field;
}

/** A shape with its epoch: what was planned on another one must not be written. */
export interface CurrentShape extends Shape {
  epoch: string;
}

/** What this room needs of an app; definitions of the kind `app` fit. */
export interface RecordApp {
  id: string;
  title: LocalizedText;
  fields: DefinedField[];
  /** Of a work app: its records are searched, by what each person may read. */
  work?: unknown;
}

export interface StoredRecord {
  id: string;
  revision: number;
  createdAt: Date;
  updatedAt: Date;
  /** Since when it lies in the trash. */
  deletedAt: Date | null;
  /** Sealed values are `{ sealed: base64 }`; empty fields are absent. */
  answers: Answers;
}

/** From where a change comes. */
/** `field`: filled in on a device that was out, and sent later. `process`: what follows by itself, as the definition says. */
export type Via = 'page' | 'field' | 'api' | 'run' | 'import' | 'process';

/** Who writes, for history and the system columns. Every actor of core/policy fits. */
export interface Writer {
  kind: string;
  postId: string | null;
  staffId?: string | null;
  /** From where, for the history of records that staff keep themselves. */
  via?: Via | undefined;
  /** Where records are made, for their automatic numbers; apps that give none do without. */
  office?: NumberOffice;
}

/**
 * A difference between two states of a record, by path: `12` a field, `10/k1` the position of a line,
 * `10/k1/11` a field of a line. `[before, after]`; null is empty.
 */
export type Diff = Record<string, [Json, Json]>;

/** One value that two people changed at the same time. */
export interface Overlap {
  path: string;
  base: Json;
  theirs: Json;
  yours: Json;
}
export type ReviseError = AppError & { overlaps?: Overlap[] };

/** A sealed value inside Answers: what the resident side encrypted, untouched here. */
export interface Sealed {
  sealed: string;
}
export function isSealed(value: unknown): value is Sealed {
  return typeof value === 'object' && value !== null && typeof (value as Sealed).sealed === 'string';
}

/** Which fields a list compares and sorts by, by id: what an index is made from. Never what they are compared with. */
export interface IndexParts {
  equal: number[];
  range: number[];
  sort: { field: number; descending: boolean }[];
}

/**
 * An index that some view, permission, unique key or lookup of an app asks for. Derived without a database (core/views), built
 * by the worker (core/apps). Expressions and conditions are SQL made of names from shapes, never of input.
 */
export interface WantedIndex {
  /** The same for the same question, whatever else changes; the name of the index is made from it. */
  key: string;
  /** A table of the app: records, lines, or a side table that the builder owns. */
  table: string;
  /** In order, as they stand between the parentheses of CREATE INDEX: `f3 DESC`, `(f4 COLLATE "ja-x-icu")`, `id`. */
  expressions: string[];
  unique?: boolean;
  /** A btree unless said otherwise. */
  using?: 'btree' | 'gin';
  /** The condition of a partial index. */
  where?: string;
  /** What it is for, in words for the screen that lists indexes. */
  reason?: string;
}
