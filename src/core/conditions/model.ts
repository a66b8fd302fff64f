/** Conditions as people put them together, before they are a formula. Plain JSON. */
import type { NamedChoice } from '#core/fields';
import type { ConditionKind } from './kinds.ts';
import type { OperatorId } from './operators.ts';

/** What the builder, the writer and the reader need of a field. */
export interface ConditionField {
  code: string;
  label: string;
  kind: ConditionKind;
  /** What may be chosen, as far as it is known beforehand; the rest is searched for. */
  choices?: readonly NamedChoice[];
  /** These are all there are. */
  all?: boolean;
  unit?: string;
  /** Of lines. */
  fields?: readonly ConditionField[];
}

export interface Test {
  /** Code of the field. */
  field: string;
  op: OperatorId;
  /** As formulas write them: decimals, ISO dates, values of choices, ids. */
  values: readonly string[];
  /** What a line must fulfil. */
  where?: Group;
}

export interface Group {
  join: 'all' | 'any';
  items: readonly Condition[];
}

export type Condition = Group | Test;

export const isGroup = (condition: Condition): condition is Group => 'items' in condition;

/** Groups within groups; more is for the formula editor. */
export const deepest = 4;

export const nothing: Group = { join: 'all', items: [] };
