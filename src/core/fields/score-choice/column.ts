import type { FieldColumn } from '../column.ts';
import { textColumn } from '../column-kinds.ts';
import { pointsOf, type ScoreChoiceOptions } from './contract.ts';

/** The choice is kept; its points stand in the definition, so formulas in SQL get them from there. */
export const scoreChoiceColumn: FieldColumn = {
  ...textColumn,
  asFormula(column, { options }) {
    const { choices = [] } = options as Partial<ScoreChoiceOptions>;
    const cases = choices.map(({ value }) => {
      // Decimal text of our own making: nothing of the definition reaches the statement unread.
      const points = pointsOf(choices, value);
      return points === null ? '' : ` WHEN '${value.replaceAll("'", "''")}' THEN ${points}::numeric`;
    });
    const text = cases.join('') === '' ? 'NULL::numeric' : `(CASE ${column}${cases.join('')} END)`;
    return { text, sqlType: 'numeric' };
  },
};
