import { describe, expect, it } from 'vitest';
import fc from '../../../scripts/test/properties.ts';
import { parseDateTime, parseTime } from './parse-time.ts';

const time = (text: string) => {
  const read = parseTime(text);
  return read.ok ? read.value : read.error.message;
};
const dateTime = (text: string) => {
  const read = parseDateTime(text, { today: '2026-11-21' });
  return read.ok ? read.value.dateTime : read.error.message;
};

describe('a time of day', () => {
  it.each([
    ['15:30', '15:30'],
    ['１５：３０', '15:30'],
    ['15.30', '15:30'],
    ['15時30分', '15:30'],
    ['１５時半', '15:30'],
    ['午後3時半', '15:30'],
    ['午後三時半', '15:30'],
    ['午後 3:30', '15:30'],
    ['午後15時', '15:00'],
    ['PM3:30', '15:30'],
    ['3:30 p.m.', '15:30'],
    ['3pm', '15:00'],
    ['1530', '15:30'],
    ['930', '09:30'],
    ['9時', '09:00'],
    ['9時5分', '09:05'],
    ['正午', '12:00'],
    ['零時', '00:00'],
    ['12:00 PM', '12:00'],
    ['12:30 am', '00:30'],
    ['午後12時30分', '12:30'],
    ['15:30:00', '15:30'],
  ])('%s is %s', (text, value) => expect(time(text)).toBe(value));

  it.each(['', '25:00', '15:60', '午前13時', '三時のおやつ', '12', '15:30 午後', '24:00', '15:30:20', '9-5'])(
    '%s is none',
    (text) => expect(parseTime(text).ok).toBe(false),
  );
  it('asks where people mean two hours', () => {
    expect(time('午後12時')).toContain('夜中の12時は 0:00');
    expect(time('午前12時')).toContain('昼の12時は 12:00');
  });
});

describe('a day with a time', () => {
  it.each([
    ['2024-04-01T15:30', '2024-04-01T15:30:00'],
    ['2024-04-01 15:30:20', '2024-04-01T15:30:20'],
    ['令和6年4月1日 午後3時半', '2024-04-01T15:30:00'],
    ['令和６年４月１日１５時３０分', '2024-04-01T15:30:00'],
    ['令和6年4月1日(月)15:30', '2024-04-01T15:30:00'],
    ['R6.4.1 1530', '2024-04-01T15:30:00'],
    ['20240401 930', '2024-04-01T09:30:00'],
    ['202404011530', '2024-04-01T15:30:00'],
    ['今日 15時', '2026-11-21T15:00:00'],
    ['2024/4/1、正午', '2024-04-01T12:00:00'],
    ['1 April 2024 3:30 pm', '2024-04-01T15:30:00'],
    ['2024-04-01 24:00', '2024-04-02T00:00:00'],
    ['2024-04-01T06:30:00Z', '2024-04-01T15:30:00'],
    ['2024-04-01T06:30:00.250+00:00', '2024-04-01T15:30:00'],
  ])('%s is %s', (text, value) => expect(dateTime(text)).toBe(value));

  it('says what is missing', () => {
    expect(dateTime('2024-04-01')).toContain('時刻も入力');
    expect(dateTime('2024-02-30 10:00')).toContain('2月30日という日はありません');
    expect(dateTime('そのうち')).toContain('読めませんでした');
    expect(dateTime('2024-04-01 午後12時')).toContain('夜中の12時');
  });
  it('reads back what is stored, and never throws', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }),
        (date) => {
          const stored = date.toISOString().slice(0, 19);
          expect(dateTime(stored.replace('T', ' '))).toBe(stored);
        },
      ),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => void [time(text), dateTime(text)]),
    );
  });
});
