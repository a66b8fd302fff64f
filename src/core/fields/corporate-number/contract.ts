/** 法人番号: thirteen digits with the check digit first (平成26年財務省令第70号2条). Public, unlike individual numbers. */
import { digitsOnly, isCorporateNumber, isIndividualNumber } from '#kernel/numbers';
import type { FieldContract } from '../contract.ts';
import { issue, say } from '../messages.ts';
import { readLine } from '../read-text.ts';

export type CorporateNumberOptions = Record<string, never>;

export const corporateNumberContract: FieldContract<string, CorporateNumberOptions> = {
  classification: 'public',
  missing: 'required.enter',
  parse(typed, name, _field, context) {
    // T and thirteen digits is the number of a 適格請求書発行事業者; a company's is its corporate number.
    const text = readLine(typed, name).replace(/^[TＴtｔ]/, '');
    if (text === '') return { value: null, issues: [] };
    const value = digitsOnly(text, 13);
    if (value !== undefined) return { value, issues: [] };
    const individual = isIndividualNumber(digitsOnly(text, 12) ?? '');
    return {
      value: null,
      issues: [issue('corporate.length', context)],
      notice: individual ? say('text.individualNumber', context) : undefined,
    };
  },
  validate(value, _field, context) {
    if (!/^\d{13}$/.test(String(value))) return [issue('corporate.length', context)];
    return isCorporateNumber(value) ? [] : [issue('corporate.check', context)];
  },
  toTyped: (value, name) => ({ [name]: [value] }),
  print: (value) => value,
  formulaType: 'text',
  toFormula: (value) => value,
};
