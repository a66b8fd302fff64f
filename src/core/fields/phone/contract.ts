/** A phone number, Japanese or international, forgiving about signs and width. */
import { toHalfWidth, unifyStrokes } from '#kernel/text';
import type { FieldContract } from '../contract.ts';
import { typedIn } from '../control-names.ts';
import { issue } from '../messages.ts';

export type PhoneOptions = { own: boolean };

const wellKnown: readonly [RegExp, string][] = [
  [/^(0[5-9]0)(\d{4})(\d{4})$/, '$1-$2-$3'],
  [/^(0120)(\d{3})(\d{3})$/, '$1-$2-$3'],
  [/^(0570|0800)(\d{3})(\d{3,4})$/, '$1-$2-$3'],
  [/^(0[36])(\d{4})(\d{4})$/, '$1-$2-$3'],
];

/** `093-582-2525`, `+1 650 253 0000`: hyphens as typed where they divide well, else where the plan is certain. Null when no number. */
export function readPhone(text: string): string | null {
  const line = unifyStrokes(toHalfWidth(text))
    .replace(/[()（）.．]/g, '-')
    .replace(/\s+/g, '-');
  const compact = line
    .replace(/-+/g, '-')
    .replace(/^-|-$/g, '')
    .replace(/^(?:tel|電話):?-?/i, '');
  const abroad = /^(?:\+|00|010-?)(?=[1-9])/.exec(compact);
  if (abroad !== null) {
    const digits = compact.slice(abroad[0].length).replace(/-/g, '');
    if (digits.startsWith('81')) return domestic(`0${digits.slice(2).replace(/^0/, '')}`);
    return /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : null;
  }
  return domestic(compact);
}

/** Ten digits; eleven with 050, 060 … 090 and 0800. */
function domestic(text: string): string | null {
  const digits = text.replace(/-/g, '');
  const long = /^0(?:[5-9]0|800)/.test(digits);
  if (!(long ? /^0[1-9]\d{9}$/ : /^0[1-9]\d{8}$/).test(digits)) return null;
  const known = wellKnown.find(([pattern]) => pattern.test(digits));
  if (known !== undefined) return digits.replace(known[0], known[1]);
  return /^\d{2,5}-\d{1,4}-\d{3,4}$/.test(text) ? text : digits;
}

export const phoneContract: FieldContract<string, PhoneOptions> = {
  classification: 'personal',
  missing: 'required.enter',
  parse(typed, name, _field, context) {
    const text = typedIn(typed, name).trim();
    if (text === '') return { value: null, issues: [] };
    const value = readPhone(text);
    return value === null
      ? { value: null, issues: [issue('phone.invalid', context)] }
      : { value, issues: [] };
  },
  validate: (value, _field, context) => (readPhone(value) === null ? [issue('phone.invalid', context)] : []),
  toTyped: (value, name) => ({ [name]: [value] }),
  print: (value) => value,
  formulaType: 'text',
  toFormula: (value) => value,
};
