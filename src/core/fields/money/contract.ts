/** An amount of money; whole yen unless `decimals` says otherwise. */
import type { FieldContract } from '../contract.ts';
import { issue } from '../messages.ts';
import { numberIssues } from '../number/contract.ts';
import { groupDigits, readNumber } from '../number/read-number.ts';
import { readLine } from '../read-text.ts';

export type MoneyOptions = { min?: number; max?: number; decimals: number };

export const moneyContract: FieldContract<string, MoneyOptions> = {
  classification: 'public',
  missing: 'required.enter',
  parse(typed, name, _field, context) {
    const text = readLine(typed, name);
    if (text === '') return { value: null, issues: [] };
    const value = readNumber(text);
    return value === null
      ? { value: null, issues: [issue('number.invalid', context)] }
      : { value, issues: [] };
  },
  validate: (value, field, context) => numberIssues(value, field.options, context),
  toTyped: (value, name) => ({ [name]: [value] }),
  print: (value, _field, language) =>
    language === 'en' ? `¥${groupDigits(value)}` : `${groupDigits(value)}円`,
  formulaType: 'number',
  toFormula: (value) => value,
};
