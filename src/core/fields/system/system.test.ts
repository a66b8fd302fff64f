import { describe, expect, it } from 'vitest';
import { columns } from '../columns.ts';
import { contracts, isReadOnly } from '../contracts.ts';
import { printAnswer } from '../print.ts';
import { fieldSchema } from '../schema.server.ts';
import { fieldOf, parse } from '../testing.server.ts';
import { systemTypes } from './contract.ts';

const [hana, taro] = ['01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002'];
const reader = {
  language: 'ja',
  names: { staff: { [hana]: '小倉 花' }, states: { review: '確認中' } },
};

describe('what a record knows of itself', () => {
  it('is never typed: what stands is kept whatever a browser sends', () => {
    for (const type of systemTypes) {
      expect(isReadOnly(type)).toBe(true);
      expect(parse(fieldOf(type), { f1: ['forged'] }, 'kept').value).toBe('kept');
      expect(contracts[type].toTyped('x', 'f1', fieldOf(type))).toEqual({});
    }
  });
  it('shows columns of the record, each its own', () => {
    expect(systemTypes.map((type) => columns[type].system)).toEqual([
      'state',
      'assignees',
      'created_by',
      'created_at',
      'updated_by',
      'updated_at',
    ]);
  });
  it('prints names that were looked up, and never an id', () => {
    expect(printAnswer(fieldOf('created-by'), hana, reader)).toBe('小倉 花');
    expect(printAnswer(fieldOf('assignee'), [hana, taro], reader)).toBe('小倉 花、（不明）');
    expect(printAnswer(fieldOf('updated-by'), taro, 'en')).toBe('(unknown)');
    expect(printAnswer(fieldOf('status'), 'review', reader)).toBe('確認中');
    expect(printAnswer(fieldOf('updated-at'), '2026-11-21T09:05:30', reader)).toContain('9時05分');
  });
  it('is refused inside lines, which have none of it', () => {
    const lines = (type: string) =>
      fieldSchema.safeParse({
        id: 1,
        code: '明細',
        type: 'lines',
        label: { ja: '明細' },
        options: {},
        fields: [{ id: 2, code: 'a', type, label: { ja: 'a' }, options: {} }],
      }).success;
    expect([lines('text'), lines('created-by')]).toEqual([true, false]);
  });
});
