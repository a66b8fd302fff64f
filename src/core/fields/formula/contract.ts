/** A calculated value: never typed, shown as read-only, stored with the record. */
import { decimal } from '#kernel/decimal';
import { type LocalizedText, pick } from '#kernel/localized';
import type { FieldContract } from '../contract.ts';
import { printDate } from '../date/print-date.ts';
import { printDateTime } from '../date-time/print-date-time.ts';
import { say } from '../messages.ts';
import type { Json } from '../model.ts';
import { groupDigits } from '../number/read-number.ts';

export type FormulaOptions = {
  formula: string;
  /** What the formula gives; found by the checker when absent. */
  result?: 'text' | 'number' | 'boolean' | 'date' | 'datetime';
  unit?: LocalizedText;
  /** Stays in sight at the foot of the form. */
  pinned?: boolean;
  /** Kept for staff: not shown on the form. */
  hidden?: boolean;
};

export const formulaContract: FieldContract<Json, FormulaOptions> = {
  readOnly: true,
  classification: 'public',
  missing: 'required.enter',
  parse: (_typed, _name, _field, context) => ({ value: context.previous ?? null, issues: [] }),
  validate: () => [],
  toTyped: () => ({}),
  print(value, field, language) {
    if (value === null) return '';
    if (typeof value === 'boolean') return say(value ? 'yes' : 'no', { language });
    const { result, unit } = field.options;
    const text = String(value);
    if (result === 'date') return printDate(text, language);
    if (result === 'datetime') return printDateTime(text, language);
    const grouped = result === 'number' && decimal(text) !== null ? groupDigits(text) : text;
    return unit === undefined ? grouped : grouped + pick(unit, language).text;
  },
  formulaType: 'calculated',
  toFormula: (value) => value,
};
