/** A number as exact decimal text; `decimals` places after the point at most. */
import { compare, decimal, decimalText } from '#kernel/decimal';
import { type LocalizedText, pick } from '#kernel/localized';
import type { FieldContext, FieldContract } from '../contract.ts';
import { warnIndividualNumber } from '../individual-number/warn.ts';
import { issue } from '../messages.ts';
import type { Field } from '../model.ts';
import { readLine } from '../read-text.ts';
import { groupDigits, readNumber } from './read-number.ts';

export type NumberOptions = { min?: number; max?: number; decimals: number; unit?: LocalizedText };

/** Range and places; shared with money. */
export function numberIssues(value: string, options: NumberOptions, context: FieldContext) {
  const number = decimal(value);
  if (number === null) return [issue('number.invalid', context)];
  const places = /\.(\d+)$/.exec(value)?.[1]?.length ?? 0;
  const decimals = options.decimals ?? 0;
  if (places > decimals)
    return [issue(decimals === 0 ? 'number.whole' : 'number.decimals', context, { decimals })];
  const { min, max } = options;
  const lowest = min === undefined ? null : decimal(min);
  const highest = max === undefined ? null : decimal(max);
  if (lowest !== null && compare(number, lowest) < 0)
    return [issue('number.min', context, { min: groupDigits(decimalText(lowest)) })];
  if (highest !== null && compare(number, highest) > 0)
    return [issue('number.max', context, { max: groupDigits(decimalText(highest)) })];
  return [];
}

export const numberContract: FieldContract<string, NumberOptions> = {
  classification: 'public',
  missing: 'required.enter',
  parse(typed, name, field, context) {
    const text = readLine(typed, name);
    if (text === '') return { value: null, issues: [] };
    const value = readNumber(text, unitsOf(field));
    return value === null
      ? { value: null, issues: [issue('number.invalid', context)] }
      : { value, issues: [], notice: warnIndividualNumber(value, context) };
  },
  validate: (value, field, context) => numberIssues(value, field.options, context),
  toTyped: (value, name) => ({ [name]: [value] }),
  print(value, field, language) {
    const unit = field.options.unit === undefined ? '' : pick(field.options.unit, language).text;
    return groupDigits(value) + (/^[a-z]/i.test(unit) ? ` ${unit}` : unit);
  },
  formulaType: 'number',
  toFormula: (value) => value,
};

function unitsOf(field: Field<NumberOptions>): string[] {
  return Object.values(field.options.unit ?? {}).filter((unit): unit is string => unit !== undefined);
}
