import { describe, expect, it } from 'vitest';
import { fromEpochDay } from '#kernel/dates';
import fc from '../../../../scripts/test/properties.ts';
import { contracts } from '../contracts.ts';
import { comesBack, context, fieldOf, parse, read, runs } from '../testing.server.ts';

describe('date', () => {
  const field = fieldOf('date', { min: 'today-3M', max: '2027-03-31' });

  it('takes every way of writing a day, with a notice where an era had ended', () => {
    for (const typed of ['令和8年11月1日', 'R8.11.1', '２０２６／１１／１', '20261101'])
      expect(read(field, typed).value).toBe('2026-11-01');
    expect(read(field, '平成38年11月1日')).toMatchObject({
      value: '2026-11-01',
      notice: expect.stringContaining('令和8年'),
    });
  });
  it('says both calendars when out of range', () => {
    expect(read(field, '2026-08-20').messages).toEqual([
      '令和8年8月21日（2026年8月21日）以降の日を入力してください。',
    ]);
    expect(read(field, '2027-04-01').messages[0]).toContain('令和9年3月31日');
  });
  it('asks for month and day unless they may be unknown', () => {
    expect(read(field, '昭和20年8月').value).toBeNull();
    const unknown = fieldOf('date', { allowUnknown: 'month-and-day' });
    expect(read(unknown, '昭和20年8月日不詳').value).toBe('1945-08-00');
    for (const value of ['1945-08-00', '1945-00-00', '1989-01-00'])
      expect(comesBack(unknown, value)).toBe(value);
  });
  it('uses the calendar only when the box is blank', () => {
    expect(parse(field, { f1: [''], 'f1.picked': ['2026-12-01'] }).value).toBe('2026-12-01');
    expect(parse(field, { f1: ['2026-12-02'], 'f1.picked': ['2026-12-01'] }).value).toBe('2026-12-02');
  });
  it('speaks the language of the reader', () => {
    const easy = contracts.date.parse({ f1: ['いつか'] }, 'f1', field, { ...context, language: 'ja-easy' });
    expect(easy.issues[0]?.message).toBe('日が わかりません。れい：2024年4月1日');
    expect(contracts.date.print('2026-11-01', field, 'en')).toBe('1 November 2026');
  });
  it('comes back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -35_000, max: 60_000 }), (day) => {
        expect(comesBack(field, fromEpochDay(day))).toBe(fromEpochDay(day));
      }),
      runs,
    );
  });
});
