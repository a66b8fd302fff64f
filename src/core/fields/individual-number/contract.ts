/** マイナンバー: sealed, checked by its digit, never sent back to the browser. */
import { isIndividualNumber, maskDigits } from '#kernel/numbers';
import { toHalfWidth, unifyStrokes } from '#kernel/text';
import type { FieldContract } from '../contract.ts';
import { typedIn } from '../control-names.ts';
import { issue } from '../messages.ts';

export type IndividualNumberOptions = Record<never, never>;

export const individualNumberContract: FieldContract<string, IndividualNumberOptions> = {
  classification: 'sealed',
  missing: 'required.enter',
  /** A blank control keeps the number stored before, unless `name.clear` asks to drop it. */
  parse(typed, name, _field, context) {
    const digits = unifyStrokes(toHalfWidth(typedIn(typed, name))).replace(/[\s-]/g, '');
    if (digits !== '') return { value: digits, issues: [] };
    const kept = typeof context.previous === 'string' && typedIn(typed, `${name}.clear`) === '';
    return { value: kept ? (context.previous as string) : null, issues: [] };
  },
  validate(value, _field, context) {
    if (!/^\d{12}$/.test(value)) return [issue('individual.length', context)];
    return isIndividualNumber(value) ? [] : [issue('individual.check', context)];
  },
  toTyped: () => ({}),
  print: (value) => maskDigits(value),
  formulaType: null,
  toFormula: () => null,
};
