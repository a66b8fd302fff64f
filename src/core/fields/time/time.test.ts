import { describe, expect, it } from 'vitest';
import fc from '../../../../scripts/test/properties.ts';
import { contracts } from '../contracts.ts';
import { comesBack, context, fieldOf, parse, read, runs } from '../testing.server.ts';

const field = fieldOf('time', { min: '08:30', max: '17:15', step: 15 });

describe('time', () => {
  it('takes every way of writing a time', () => {
    for (const typed of ['15:30', '１５時半', '午後3時30分', '1530', '15時３０分'])
      expect(read(field, typed)).toMatchObject({ value: '15:30', messages: [] });
    expect(parse(field, { f1: [''], 'f1.picked': ['09:15'] }).value).toBe('09:15');
    expect(read(field, '夕方').messages[0]).toContain('読めませんでした');
  });
  it('keeps to its bounds, for values of others too', () => {
    expect(read(field, '8時').messages).toEqual(['08:30以降の時刻を入力してください。']);
    expect(read(field, '18時').messages).toEqual(['17:15以前の時刻を入力してください。']);
    expect(read(field, '9:10').messages).toEqual(['15分きざみで入力してください。']);
    expect(contracts.time.validate('9:15' as never, field, context)).toHaveLength(1);
  });
  it('prints as its language does', () => {
    expect(['ja', 'ja-easy', 'en'].map((language) => contracts.time.print('09:05', field, language))).toEqual(
      ['9時05分', '9時05分', '09:05'],
    );
  });
  it('comes back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), (hour, minute) => {
        const value = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        expect(comesBack(field, value)).toBe(value);
      }),
      runs,
    );
  });
});
