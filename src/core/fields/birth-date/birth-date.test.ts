import { describe, expect, it } from 'vitest';
import { contracts } from '../contracts.ts';
import { comesBack, fieldOf, read } from '../testing.server.ts';

const field = fieldOf('birth-date');

describe('birth-date', () => {
  it('is a day up to today, 和暦 and unknown parts taken', () => {
    expect(read(field, 'S60.4.1').value).toBe('1985-04-01');
    expect(read(field, '2026-11-22').messages).toEqual(['生年月日は今日までの日を入力してください。']);
    expect(read(field, '昭和20年月日不詳').value).toBe('1945-00-00');
    expect(comesBack(field, '1945-00-00')).toBe('1945-00-00');
    expect(contracts['birth-date'].print('1985-04-01', field, 'ja')).toBe('昭和60年4月1日（1985年4月1日）');
  });
  it('counts nobody older than is known', () => {
    expect(contracts['birth-date'].toFormula('1945-08-00', field)).toBe('1945-08-31');
    expect(contracts['birth-date'].toFormula('1945-00-00', field)).toBe('1945-12-31');
  });
  it('takes days to come where a birth is expected', () => {
    expect(read(fieldOf('birth-date', { expected: true }), '2027-01-05').messages).toEqual([]);
  });
});
