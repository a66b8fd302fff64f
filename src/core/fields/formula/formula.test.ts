import { describe, expect, it } from 'vitest';
import { columnOf } from '../columns.ts';
import { contracts } from '../contracts.ts';
import { fieldOf, parse } from '../testing.server.ts';

const field = (result?: string) =>
  fieldOf('formula', { formula: '1', ...(result === undefined ? {} : { result }) });

describe('formula', () => {
  it('is never typed', () => expect(parse(field(), { f1: ['9'] }, '5').value).toBe('5'));
  it('prints by what it gives', () => {
    expect(contracts.formula.print('12000', field('number'), 'ja')).toBe('12,000');
    expect(contracts.formula.print('2024', field('text'), 'ja')).toBe('2024');
    expect(contracts.formula.print(true, field('boolean'), 'ja')).toBe('はい');
    expect(contracts.formula.print('2026-04-01', field('date'), 'ja')).toBe('令和8年4月1日（2026年4月1日）');
  });
  it('has a column of that type', () => {
    expect(
      (['number', 'boolean', 'date', 'text', undefined] as const).map(
        (result) => columnOf(field(result)).sqlType,
      ),
    ).toEqual(['numeric', 'boolean', 'date', 'text', 'jsonb']);
  });
});
