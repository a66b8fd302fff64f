/** Exports as pages and use cases see them. Browser-safe. */
import type { Classification } from '#core/fields';

/** Above this many persons a second person is needed each time; the table `exports` holds the same number. */
export const secondPersonAbove = 100;
/** Days before an approval of a regular output lapses at which its people are warned. */
export const warnDaysBefore = 30;

export const sources = {
  cases: '案件',
  staff: '職員と役職',
  departments: '所属',
  records: '業務アプリのレコード',
} as const;
export type SourceName = keyof typeof sources;

export const formats = { xlsx: 'Excel（XLSX）', csv: 'CSV' } as const;
export type Format = keyof typeof formats;

/** Begins the last row of a CSV; no first cell of data begins so (those are numbers and codes of the house). */
export const footerMark = '# ';

export const encodings = { 'utf-8': 'UTF-8（BOM付き）', 'windows-31j': 'Windows-31J（シフトJIS）' } as const;
export type Encoding = keyof typeof encodings;

export const schedules = { daily: '毎日', weekly: '毎週', monthly: '毎月' } as const;
export type Schedule = keyof typeof schedules;

export const exportStates = {
  counting: '作成中',
  choosing: '文字の確認待ち',
  waiting: '承認待ち',
  building: '作成中',
  ready: 'できました',
  refused: '承認されませんでした',
  cancelled: '取り消しました',
  failed: '作成できませんでした',
  expired: '期限切れ',
} as const;
export type ExportState = keyof typeof exportStates;

/** States in which the worker still has something to do, and in which it can be called off. */
export const isWorking = (state: ExportState): boolean => state === 'counting' || state === 'building';
export const canCancel = (state: ExportState): boolean =>
  ['counting', 'choosing', 'waiting', 'building', 'ready'].includes(state);

/** A column that can be chosen. */
export interface ColumnChoice {
  /** `receiptNumber`, or `f12` for field 12 of the app. */
  key: string;
  label: string;
  classification: Classification;
}

/** Characters of one column and row that Windows-31J cannot hold. */
export interface ListedMisfit {
  /** Row of data, from 1. */
  row: number;
  column: string;
  character: string;
  /** `U+20BB7`, with its variation selector where it has one. */
  codePoint: string;
}

export interface Misfits {
  /** How many places there are; `listed` holds the first of them. */
  places: number;
  listed: ListedMisfit[];
  /** Each character once, with what is proposed for it. */
  characters: { character: string; codePoint: string; places: number; proposal: string }[];
}

/** Exactly what goes out of the house is described by these, and by nothing a person adds later. */
export interface ExportWish {
  source: SourceName;
  /** The inbox's filter as its address has it. */
  query: Record<string, string>;
  columns: string[];
  format: Format;
  encoding: Encoding;
}

/** What somebody may choose from of a work app. */
export interface RecordOffer {
  /** Those of the view first; `chosen`: what one most likely wants. */
  columns: (ColumnChoice & { chosen: boolean })[];
  rows: number;
  /** Null: every record. Its condition in words, and which state of it one sees. */
  view: { id: string; words: string; revision: string } | null;
  views: { id: string; title: string; origin: 'app' | 'shared' | 'own' }[];
  /** Whether each record counts as a person, or names and birth dates tell how many people there are. */
  personsAre: 'rows' | 'people';
}

/** Columns that make an export one about persons. */
export const isPersonal = ({ classification }: Pick<ColumnChoice, 'classification'>): boolean =>
  classification === 'personal' || classification === 'sensitive';

/** What somebody may choose from. */
export interface Offer {
  columns: ColumnChoice[];
  /** Rows as of now; the worker counts again. */
  rows: number;
  /** Of the one procedure the filter names; without one only headers can be had. */
  procedure: string | null;
}
