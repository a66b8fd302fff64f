import { describe, expect, it } from 'vitest';
import fc from '../../../../scripts/test/properties.ts';
import { columns } from '../columns.ts';
import { contracts } from '../contracts.ts';
import { comesBack, context, fieldOf, parse, read, runs } from '../testing.server.ts';

const field = fieldOf('date-time', { min: 'today-1Y', max: '2027-03-31' });

describe('date-time', () => {
  it('takes Japanese and western days with a time', () => {
    for (const typed of [
      '令和8年11月21日 午後3時半',
      'R8.11.21 15:30',
      '２０２６／１１／２１　１５：３０',
      '今日 15時30分',
    ])
      expect(read(field, typed)).toMatchObject({ value: '2026-11-21T15:30:00', messages: [] });
    expect(parse(field, { f1: [''], 'f1.picked': ['2026-11-21T15:30'] }).value).toBe('2026-11-21T15:30:00');
    expect(read(field, '2026-11-21').messages[0]).toContain('時刻も');
  });
  it('keeps to its bounds, and prints both calendars', () => {
    expect(read(field, '2025-11-20 10:00').messages[0]).toContain('令和7年11月21日');
    expect(read(field, '2027-03-31 23:59').messages).toEqual([]);
    expect(contracts['date-time'].print('2026-11-21T09:00:00', field, 'ja')).toBe(
      '令和8年11月21日（2026年11月21日）9時',
    );
    expect(contracts['date-time'].validate('2026-02-30T00:00:00' as never, field, context)).toHaveLength(1);
  });
  it('is an instant in the database and the same wall clock when read again', () => {
    const { toColumn, fromColumn } = columns['date-time'];
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1952-01-01'), max: new Date('2199-01-01'), noInvalidDate: true }),
        (at) => {
          const value = `${at.toISOString().slice(0, 19)}`;
          expect(comesBack(field, value)).toBe(value);
          expect(fromColumn(new Date(toColumn(value) as string))).toBe(value);
        },
      ),
      runs,
    );
    expect(toColumn('2026-11-21T09:00:00')).toBe('2026-11-21T09:00:00+09:00');
    expect(fromColumn('2026-11-21T00:00:00+00:00')).toBe('2026-11-21T09:00:00');
  });
});
