/** Imports of records as pages and use cases see them. Browser-safe. */
import type { Field } from '#core/fields';
import type { SheetEncoding } from './reader/sheet.ts';

export const importStates = {
  mapping: '列の対応を選んでいます',
  checking: '確かめています',
  checked: '確かめました',
  running: '取り込んでいます',
  done: '取り込みました',
  cancelled: '取りやめました',
  failed: '止まりました',
} as const;
export type ImportState = keyof typeof importStates;

export const isAtWork = (state: ImportState): boolean => state === 'checking' || state === 'running';

/** How the columns of a file are read. */
export interface Mapping {
  /** By column of the file: `12` a field, `12.kana` a part of it, `3.5` a field of its lines, `id` the record, `mark` where one begins; null: not taken in. */
  columns: (string | null)[];
  /** What tells which record a row changes: `id` or a field; null: every row is a new record. */
  key: string | null;
  /** What becomes of rows whose key no record has. */
  unmatched: 'add' | 'refuse';
  /** What an empty cell does to a record that is there. */
  blank: 'keep' | 'clear';
}

/** Of a large file that comes in pieces (`core/uploads`): spreadsheets are sent from desks, on good lines. */
export const pieceBytes = 4 * 1024 * 1024;

/** Something a column can be read into. */
export interface Target {
  value: string;
  label: string;
  type: Field['type'];
  required: boolean;
}

export interface ImportCounts {
  seen: number;
  added: number;
  changed: number;
  unchanged: number;
  wrong: number;
  /** Rows with values that may be individual numbers. */
  warned: number;
}

export interface ImportView extends ImportCounts {
  id: string;
  appId: string;
  fileName: string;
  format: 'csv' | 'xlsx';
  encoding: SheetEncoding | null;
  sheets: string[];
  sheet: number;
  heading: string[];
  mapping: Mapping;
  state: ImportState;
  /** Rows of data; null until they were counted once. */
  total: number | null;
  problem: string | null;
  askedAt: Date;
  finishedAt: Date | null;
  /** The file is still there, and with it the rows that could not be taken in. */
  kept: boolean;
}

export interface ImportProblem {
  row: number;
  /** Column of the file; null: the whole row. */
  place: number | null;
  message: string;
}

/** The column a file with reasons has more than the file it came from. */
export const reasonHeading = '取り込めない理由';
/** As files of kintone call it. */
export const markHeading = 'レコードの開始行';
export const recordIdHeading = 'レコードID';
/** Problems that are kept; rows beyond are counted only. */
export const problemsKept = 20_000;
/** Days that the file stays after the end. */
export const daysKept = 7;
