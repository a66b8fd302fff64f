/** The contract each field type fulfils; pure, the same code in browser and server. */
import type { Issue } from '#kernel/errors';
import type { MessageCode } from './messages.ts';
import type { Classification, Field, Json, Me, Names, Pointer, Typed } from './model.ts';

export interface FieldContext {
  /** `YYYY-MM-DD` in Tokyo; one value per request. */
  today: string;
  /** ja, ja-easy, en, … */
  language: string;
  /** Sentences of a language pack by `fields.<code>`; they stand before the built-in ones. */
  texts?: Readonly<Record<string, string>>;
  /**
   * What is stored now. Individual numbers and files are never sent back by the browser: blank controls keep
   * them, and only files that are stored already can be named.
   */
  previous?: Json;
  names?: Names;
  /** Twelve digits that could be an individual number (マイナンバー) are warned of everywhere unless they are `expected`. */
  individualNumbers?: 'warn' | 'expected';
}

/** `value` null is empty. `issues` paths are relative to the field: '' or a part such as 'family'. */
export interface Parsed<V> {
  value: V | null;
  issues: Issue[];
  /** Something to tell without refusing, e.g. 平成35年 read as 令和5年. */
  notice?: string;
}

export type FormulaType =
  | 'text'
  | 'number'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'list'
  | 'collection'
  | 'calculated';

export interface FieldContract<V = Json, O = Record<string, unknown>> {
  /**
   * Never typed: calculated, numbered, copied, or a column of the record. Forms show it, do not ask for it, and take no
   * value for it from anybody.
   */
  readOnly?: true;
  /** The least classification this type can have; `sealed` types can never be less. */
  classification: Classification;
  /** The sentence shown when a required field of this type is empty. */
  missing: MessageCode;
  /** Names of the parts of a composite, in the order of its controls; an error of the whole leads to the first. */
  parts?(field: Field<O>): string[];
  /** Reads what was typed into controls named `name` or `name.part`, forgiving, normalised once. */
  parse(typed: Typed, name: string, field: Field<O>, context: FieldContext): Parsed<V>;
  /** Checks that need no formula (length, range, check digit). Also run on values from imports and the API. */
  validate(value: V, field: Field<O>, context: FieldContext): Issue[];
  /** The inverse of parse, to fill controls from a stored value. */
  toTyped(value: V, name: string, field: Field<O>): Typed;
  /** One line for lists, review pages and documents. */
  print(value: V, field: Field<O>, language: string, names?: Names): string;
  /** How formulas see it; `calculated` is inferred from the field's own formula; null when they may not. */
  formulaType: FormulaType | null;
  /** Where options change that, e.g. several values are a list. Ask `formulaTypeOf(field)`. */
  formulaTypeOf?(field: Pick<Field<O>, 'options'>): FormulaType;
  /** The value as formulas see it (decimals as text). */
  toFormula(value: V, field: Field<O>): Json;
  /** What its values name by id only: their names are looked up before anything is printed (`pointersIn`). */
  pointsTo?(field: Pick<Field<O>, 'options'>): Pointer;
  /** What a new record starts with. */
  initial?(field: Pick<Field<O>, 'options'>, me: Me): V | null;
}
