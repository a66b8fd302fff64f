/**
 * What every field of an app has in common. Browser-safe, no zod: the schemas that
 * check definitions stand in `schema.server.ts`.
 */
import type { LocalizedText } from '#kernel/localized';

export const fieldTypes = [
  'text',
  'long-text',
  'number',
  'money',
  'date',
  'choice',
  'multiple-choice',
  'yes-no',
  'person-name',
  'birth-date',
  'address',
  'phone',
  'mail',
  'household-members',
  'bank-account',
  'individual-number',
  'file',
  'photo',
  'consent',
  'formula',
  'lines',
  'time',
  'date-time',
  'link',
  'corporate-number',
  'user',
  'department',
  'group',
  'reference',
  'related',
  'lookup',
  'auto-number',
  'status',
  'assignee',
  'created-by',
  'created-at',
  'updated-by',
  'updated-at',
  'score-choice',
  'code-scan',
  'rich-text',
  'signature',
  'annotated-photo',
  'map-point',
  'area',
] as const;
export type FieldType = (typeof fieldTypes)[number];

/** Whose values name files that are kept beside the record. */
export const fileTypes: readonly FieldType[] = ['file', 'photo', 'annotated-photo'];
export const takesFiles = ({ type }: { type: string }): boolean =>
  (fileTypes as readonly string[]).includes(type);

/** Says where somebody is or how to reach them: in no paper and no file of somebody under a measure 支援措置. */
export const reachingTypes: readonly FieldType[] = ['address', 'phone', 'mail', 'map-point', 'area'];

/** What a record of a work app hides while it is under a measure: that, and files, of which nobody knows what they show. */
export const saysWhere = ({ type, fields }: { type: string; fields?: { type: string }[] }): boolean =>
  [...reachingTypes, ...fileTypes].some((one) => one === type) ||
  fields?.some((one) => saysWhere(one)) === true;

/**
 * How a field's value may be shown and kept. `sealed` is encrypted in records, drafts,
 * history, outbox and jobs; formulas, filters, indexes and search refuse it.
 */
export const classifications = ['public', 'internal', 'personal', 'sensitive', 'sealed'] as const;
export type Classification = (typeof classifications)[number];

/** One field as a running form or record sees it. Formulas are source text by field code. */
export interface Field<O = Record<string, unknown>> {
  /** Stable within its app, never used again; names the column `f<id>` and the form control. */
  id: number;
  /** What formulas say; may be Japanese. */
  code: string;
  type: FieldType;
  label: LocalizedText;
  help?: LocalizedText;
  classification: Classification;
  /** true, false or a formula. */
  required: boolean | string;
  /** Formula; absent means always. */
  visible?: string;
  /** Each must hold when the field is not empty; else its message stands beside the field. */
  checks: { rule: string; message: LocalizedText }[];
  /** Where a known value may be offered from, e.g. `account.mail`. */
  prefill?: string;
  options: O;
  /** Only of `lines` and `household-members`: the fields of one line. */
  fields?: Field[];
}

/** A field as a pack writes it: what `completeField` fills in may be missing. */
export interface DefinedField extends Omit<Field, 'classification' | 'required' | 'checks' | 'fields'> {
  classification?: Classification;
  required?: boolean | string;
  checks?: { rule: string; message: LocalizedText }[];
  fields?: DefinedField[];
}

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Answers by field id as text. Absent or null is empty. Lines are `Line[]`. */
export type Answers = Record<string, Json>;
export interface Line {
  /** Stable while the line lives, so that concurrent edits and corrections meet the right one. */
  key: string;
  values: Answers;
}

/** What a form posted: control name → typed strings, in order. Kept as typed beside the parsed answers. */
export type Typed = Record<string, string[]>;

/**
 * Names of what values only point at, looked up beforehand in one query for the whole page or list. What is missing
 * prints as `names.unknown`, never as an id.
 */
export interface Names {
  /** By staff id. */
  staff?: Readonly<Record<string, string>>;
  /** By department code. */
  departments?: Readonly<Record<string, string>>;
  /** By group id. */
  groups?: Readonly<Record<string, string>>;
  /** By id of the state, of the app at hand. */
  states?: Readonly<Record<string, string>>;
  /** Titles of records by app id, then by record id; of deleted ones and those one may not see, words that say so. */
  records?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** By field id: what may be chosen. Absent: nothing was looked up, the person searches. */
  choices?: Readonly<Record<string, Choices>>;
  /** By id of a `related` field: its rows. */
  related?: Readonly<Record<string, RelatedRows>>;
}

/** Somebody or something to choose. */
export interface NamedChoice {
  value: string;
  label: string;
  /** Tells apart what has the same name: a department, a login. */
  detail?: string;
}

export interface Choices {
  entries: readonly NamedChoice[];
  /** These are all there are: no search is needed, and nothing else is accepted. */
  all: boolean;
  /** A search found more than stand here. */
  more?: boolean;
}

export interface RelatedRows {
  /** Labels. */
  columns: readonly string[];
  rows: readonly { id: string; href?: string; cells: readonly string[] }[];
  more: boolean;
  /** Where one more is added, for who may. */
  add?: string;
}

/** Who adds a record, for what it starts with. */
export interface Me {
  staffId: string | null;
  /** Code of the department of the post they act in. */
  department: string | null;
  /** On Tokyo's clock, `YYYY-MM-DDTHH:MM:SS`. */
  now: string;
}

/** What values of a type name by id only. */
export type Pointer = 'staff' | 'departments' | 'groups' | { app: string };
