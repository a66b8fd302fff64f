/** A form made ready to run: plain JSON, so that it can be cached, sent to the browser and compared. */
import type { DefinedField, Field, Json, Layer, Names } from '#core/fields';
import type { Issue } from '#kernel/errors';
import type { Actor, Expr } from '#kernel/formula';
import type { LocalizedText } from '#kernel/localized';

/** What this room needs of an app; definitions of the kind `app` fit. */
export interface FormApp {
  id: string;
  title?: LocalizedText;
  fields: DefinedField[];
  form: { pages: DefinedPage[] };
  individualNumberBasis?: string;
  applicant?: { [what: string]: string | undefined };
  summary?: string[];
}

export type DefinedItem =
  | { field: string }
  | { heading: LocalizedText }
  | { guidance: LocalizedText; visible?: string };

export interface DefinedPage {
  id: string;
  title: LocalizedText;
  lead?: LocalizedText;
  visible?: string;
  minutes?: number;
  items: DefinedItem[];
}

/** A field with its formulas as trees by field id. */
export interface FormField extends Omit<Field, 'required' | 'visible' | 'checks' | 'fields'> {
  /** true, false or a formula. */
  required: boolean | Expr;
  visible?: Expr;
  checks: { rule: Expr; message: LocalizedText }[];
  /** Of a calculated field; of an area its map point. */
  calculate?: Expr;
  /** Of an area: the layer it looks in. Of a map point: those its map is drawn from. */
  layers?: readonly Layer[];
  /** Calculated from records of other apps when it is read; a form shows what is among the answers, and stores nothing. */
  onRead?: true;
  fields?: FormField[];
  /** Page it stands on; absent: not asked on this form. */
  page?: string;
}

export type FormItem =
  | { field: string }
  | { heading: LocalizedText }
  | { guidance: LocalizedText; visible?: Expr; name: string };

export interface FormPage {
  id: string;
  title: LocalizedText;
  lead?: LocalizedText;
  visible?: Expr;
  minutes: number;
  items: FormItem[];
}

/**
 * `12` what decides whether field 12 shows and what it holds; `12?` what decides whether it is required; `12.34` the same of
 * field 34 inside the lines of 12, by paths; `page:…` and guidance names their conditions.
 */
export type Uses = Record<string, string[]>;

export interface Form {
  appId: string;
  title?: LocalizedText;
  fields: FormField[];
  pages: FormPage[];
  uses: Uses;
  /** What could not be compiled; a broken condition shows, a broken check or requirement does not bind. */
  problems: FormProblem[];
  /** Control names that may be changed (correction); absent: all. */
  editable?: string[];
}

export interface FormProblem {
  /** Where in the definition, e.g. `fields[3].visible`. */
  path: string;
  message: string;
  /** What to do about it. */
  remedy: string;
  severity: 'error' | 'warning';
}

/** One per request: today and now are the same everywhere. */
export interface FormContext {
  /** `YYYY-MM-DD` in Tokyo. */
  today: string;
  /** `YYYY-MM-DDTHH:MM:SS` in Tokyo. */
  now: string;
  language: string;
  /** The member of staff who fills in, for ME and its like; absent where residents do. */
  actor?: Actor | undefined;
  /** Sentences of the language pack; see core/fields. */
  texts?: Readonly<Record<string, string>>;
  /** Of staff, departments … that values point at; see core/fields. */
  names?: Names;
  /** Where twelve-digit numbers of people are expected in texts, nobody is warned of them; see core/fields. */
  individualNumbers?: 'warn' | 'expected';
}

/**
 * What the answers mean for the form. Fields are named by control (`f7`, `f3[k1].f5`), pages by id,
 * guidance by `FormItem.name`.
 */
export interface Evaluation {
  visibleFields: ReadonlySet<string>;
  visiblePages: string[];
  visibleGuidance: ReadonlySet<string>;
  required: ReadonlySet<string>;
  /** Results of calculated fields by control name; empty ones are null. */
  calculated: Readonly<Record<string, Json>>;
  /** Everything that keeps the form from being sent, in page order. */
  issues: Issue[];
}
