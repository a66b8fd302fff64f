/** One cell between what is stored, what is typed and what leaves by the clipboard: always by the field's own contract. Pure. */
import {
  type Answers,
  contracts,
  type Field,
  type FieldContext,
  type Json,
  linesIn,
  printAnswer,
  type Reader,
  type Typed,
} from '#core/fields';
import { editKindOf, isNumeric } from './columns.ts';

export const controlOf = (field: Pick<Field, 'id'>): string => `f${field.id}`;

/** What a text box begins with when the cell is opened. */
export function typedText(field: Field, value: Json | undefined): string {
  if (value === null || value === undefined) return '';
  return contracts[field.type].toTyped(value, controlOf(field), field)[controlOf(field)]?.[0] ?? '';
}

/** The controls of the field's widget, filled in. */
export function typedOfValue(field: Field, value: Json | undefined): Typed {
  return value === null || value === undefined
    ? {}
    : contracts[field.type].toTyped(value, controlOf(field), field);
}

export interface ReadCell {
  value: Json;
  /** The first thing that is wrong, in words. */
  wrong: string | null;
}

/** What was typed, read and checked as on a page of the form. */
export function readCell(field: Field, typed: Typed, context: FieldContext): ReadCell {
  const contract = contracts[field.type];
  const { value, issues } = contract.parse(typed, controlOf(field), field, context);
  const found = issues.length > 0 || value === null ? issues : contract.validate(value, field, context);
  return { value, wrong: found[0]?.message ?? null };
}

/** Figures and days as spreadsheets read them, everything else as people see it. */
export function copiedText(field: Field, value: Json | undefined, reader: Reader): string {
  if (value === null || value === undefined) return '';
  const plain = isNumeric(field) || editKindOf(field) === 'text';
  if (plain && typeof value === 'string') return field.type === 'formula' ? value : typedText(field, value);
  if (field.fields !== undefined) return `${linesIn(value).length}行`;
  return printAnswer(field, value, reader);
}

export const same = (a: Json | undefined, b: Json | undefined): boolean =>
  JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** The answers that differ, with what stood there before: what undoing writes. */
export function differing(before: Answers, changes: Answers): Answers {
  return Object.fromEntries(
    Object.entries(changes)
      .filter(([id, value]) => !same(before[id], value))
      .map(([id]) => [id, before[id] ?? null]),
  );
}
