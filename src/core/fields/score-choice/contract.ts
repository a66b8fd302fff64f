/**
 * 配点つき選択: one of several, each worth points. The choice is what is kept and printed; formulas see its points, so
 * that `SUM(点検.危険度) >= 75` adds up what an inspector chose.
 */
import { decimal, decimalText } from '#kernel/decimal';
import { pick } from '#kernel/localized';
import { type Choice, choiceContract, choiceLabel } from '../choice/contract.ts';
import type { FieldContract } from '../contract.ts';
import type { Field } from '../model.ts';
import { groupDigits } from '../number/read-number.ts';

export type ScoreChoice = Choice & {
  /** Decimals, also negative. */
  points: number;
};
export type ScoreChoiceOptions = {
  choices: ScoreChoice[];
  display: 'auto' | 'radio' | 'select';
  /** Whether people see what a choice is worth while they choose, and afterwards. */
  showPoints: boolean;
};

/** Decimal text, or null where nothing of that value is among the choices. */
export function pointsOf(choices: readonly ScoreChoice[], value: unknown): string | null {
  const points = choices.find((each) => each.value === value)?.points;
  const number = points === undefined ? null : decimal(points);
  return number === null ? null : decimalText(number);
}

/** 破損あり（10点） where points are shown, else 破損あり. */
export function scoreLabel({ options }: Field<ScoreChoiceOptions>, value: string, language: string): string {
  const label = choiceLabel(options.choices, value, language);
  const points = options.showPoints === false ? null : pointsOf(options.choices, value);
  if (points === null) return label;
  // No sentence of the table: lists and forms print it in the browser, too, which has none.
  const shown = groupDigits(points);
  return language.startsWith('ja') ? `${label}（${shown}点）` : `${label} (${shown} points)`;
}

export const scoreChoiceContract: FieldContract<string, ScoreChoiceOptions> = {
  classification: 'public',
  missing: 'required.choose',
  parse: choiceContract.parse as unknown as FieldContract<string, ScoreChoiceOptions>['parse'],
  validate: choiceContract.validate as unknown as FieldContract<string, ScoreChoiceOptions>['validate'],
  toTyped: (value, name) => ({ [name]: [value] }),
  print: (value, field, language) => scoreLabel(field, value, language),
  formulaType: 'number',
  toFormula: (value, field) => pointsOf(field.options.choices, value),
};

/** Choices as buttons and lists show them, with their points where they are to be seen. */
export function labelledChoices(field: Field<ScoreChoiceOptions>, language: string): Choice[] {
  return field.options.choices.map((choice) => {
    const { text } = pick(choice.label, language);
    const shown = scoreLabel(field, choice.value, language);
    return shown === text ? choice : { ...choice, label: { ja: shown, [language]: shown } };
  });
}
