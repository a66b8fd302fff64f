import { describe, expect, it } from 'vitest';
import { columnOf } from '../columns.ts';
import { contracts } from '../contracts.ts';
import { comesBack, fieldOf, read } from '../testing.server.ts';

const choices = [
  { value: 'なし', label: { ja: 'なし', en: 'None' }, points: 0 },
  { value: '一部', label: { ja: '一部破損', en: 'Partly broken' }, points: 12.5 },
  { value: "it's", label: { ja: '倒壊', en: 'Collapsed' }, points: -1000 },
];
const field = fieldOf('score-choice', { choices });

describe('score-choice', () => {
  it('keeps the choice, prints its label with the points, and gives formulas the points', () => {
    expect(read(field, '一部')).toMatchObject({ value: '一部', messages: [] });
    expect(comesBack(field, '一部')).toBe('一部');
    const { print, toFormula } = contracts['score-choice'];
    expect(print('一部', field, 'ja')).toBe('一部破損（12.5点）');
    expect(print("it's", field, 'en')).toBe('Collapsed (-1,000 points)');
    expect(choices.map(({ value }) => toFormula(value, field))).toEqual(['0', '12.5', '-1000']);
    expect(toFormula('gone', field)).toBeNull();
  });
  it('hides points where the definition says so, and takes its own choices only', () => {
    const quiet = fieldOf('score-choice', { choices, showPoints: false });
    expect(contracts['score-choice'].print('一部', quiet, 'ja')).toBe('一部破損');
    expect(read(field, '12.5').messages).toEqual(['選択肢の中から選んでください。']);
  });
  it('gives SQL the same points, whatever a choice is called', () => {
    expect(columnOf(field).asFormula?.('f1', field).text).toBe(
      "(CASE f1 WHEN 'なし' THEN 0::numeric WHEN '一部' THEN 12.5::numeric WHEN 'it''s' THEN -1000::numeric END)",
    );
  });
});
