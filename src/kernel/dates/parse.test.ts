import { describe, expect, it } from 'vitest';
import fc from '../../../scripts/test/properties.ts';
import {
  type Era,
  eras,
  formatBoth,
  formatEnglish,
  formatFiscalYear,
  formatSeireki,
  formatShort,
  formatWareki,
  fromEpochDay,
  parseDate,
  parseFullDate,
  toEpochDay,
} from './index.ts';

const runs = { seed: 20240401, numRuns: 200 };
const anyDay = fc.integer({ min: toEpochDay('1873-01-01'), max: toEpochDay('2150-12-31') }).map(fromEpochDay);
const storedDay = fc.oneof(
  anyDay,
  anyDay.map((day) => `${day.slice(0, 8)}00`),
  anyDay.map((day) => `${day.slice(0, 5)}00-00`),
);

function dateOf(text: string) {
  const result = parseDate(text);
  return result.ok ? result.value.date : result.error.message;
}

describe('parseDate reads', () => {
  it.each([
    '令和6年4月1日',
    'R6.4.1',
    'r6/4/1',
    '2024-04-01',
    '2024/4/1',
    '2024年4月1日',
    '20240401',
    '令6.4.1',
    '令6年4月1日',
    'Ｒ６．４．１',
    '令和　６年　４月　１日',
    '２０２４－０４－０１',
    ' 2024 年 4 月 1 日 ',
    '令和六年四月一日',
    '二〇二四年四月一日',
    '㋿6年4月1日',
    'R060401',
    'R06-04-01',
    '西暦2024年4月1日',
    'Reiwa 6.4.1',
    '2024 4 1',
    '２０２４ー４ー１',
    '令和6年4月1日（月）',
    '2024-04-01 月曜日',
    '令和6年4月1日（2024年4月1日）',
    '2024年4月1日(令和6年4月1日)',
    '1 April 2024',
    'April 1, 2024',
    '1 Apr 2024',
  ])('%s', (text) => {
    expect(dateOf(text)).toBe('2024-04-01');
    expect(parseDate(text)).not.toHaveProperty('value.notice');
  });
  it.each([
    ['令和元年5月1日', '2019-05-01'],
    ['平成元年1月8日', '1989-01-08'],
    ['昭和64年1月7日', '1989-01-07'],
    ['昭和元年12月25日', '1926-12-25'],
    ['T15.12.24', '1926-12-24'],
    ['大正元年7月30日', '1912-07-30'],
    ['明治45年7月29日', '1912-07-29'],
    ['M6.1.1', '1873-01-01'],
    ['S39.10.10', '1964-10-10'],
    ['H12.2.29', '2000-02-29'],
    ['R元.5.1', '2019-05-01'],
  ])('%s as %s without notice', (text, date) => {
    expect(parseDate(text)).toEqual({ ok: true, value: expect.objectContaining({ date, complete: true }) });
    expect(parseDate(text)).not.toHaveProperty('value.notice');
  });
  it.each([
    ['令和5年4月不詳', '2023-04-00'],
    ['令和5年4月日不詳', '2023-04-00'],
    ['昭和20年8月（日不詳）', '1945-08-00'],
    ['昭和20年月日不詳', '1945-00-00'],
    ['昭和20年 月日不明', '1945-00-00'],
    ['S20.不詳', '1945-00-00'],
    ['1945-08-00', '1945-08-00'],
    ['1945-00-00', '1945-00-00'],
    ['昭和64年月日不詳', '1989-00-00'],
  ])('unknown parts: %s as %s', (text, date) => {
    expect(parseDate(text)).toMatchObject({ ok: true, value: { date, complete: false } });
    expect(parseDate(text)).not.toHaveProperty('value.notice');
    expect(parseFullDate(text).ok).toBe(false);
  });
  it.each([
    ['平成35年4月1日', '2023-04-01', '令和5年4月1日'],
    ['平成31年5月1日', '2019-05-01', '令和元年5月1日'],
    ['昭和64年1月8日', '1989-01-08', '平成元年1月8日'],
    ['昭和100年1月1日', '2025-01-01', '令和7年1月1日'],
    ['令和元年4月30日', '2019-04-30', '平成31年4月30日'],
    ['平成元年1月7日', '1989-01-07', '昭和64年1月7日'],
    ['平成35年月日不詳', '2023-00-00', '令和5年（月日不詳）'],
  ])('an era year beyond the era, with a notice: %s', (text, date, said) => {
    const result = parseDate(text);
    expect(result).toMatchObject({ ok: true, value: { date } });
    expect(result.ok && result.value.notice).toContain(said);
  });
  it('今日 only where today is given', () => {
    expect(parseDate('今日', { today: '2026-11-21' })).toMatchObject({ value: { date: '2026-11-21' } });
    expect(parseDate('明日', { today: '2026-12-31' })).toMatchObject({ value: { date: '2027-01-01' } });
    expect(parseDate('今日').ok).toBe(false);
  });
});

describe('parseDate refuses, and says what to mend', () => {
  it.each([
    ['', '入力してください'],
    ['令和5年2月29日', 'うるう年ではない'],
    ['1900-02-29', 'うるう年ではない'],
    ['2024-02-30', '29日まで'],
    ['令和6年4月31日', '30日まで'],
    ['2024-13-01', '13月'],
    ['2024-04-0x', '読めません'],
    ['令和0年4月1日', '令和元年'],
    ['4月1日', '年から'],
    ['04/01/2024', '年から'],
    ['060401', '8けた'],
    ['令和6年', '月日不詳'],
    ['令和6年4月', '日不詳'],
    ['令和600年4月1日', '年を確かめて'],
    ['明治5年12月1日', '旧暦'],
    ['令和6年4月1日（火）', '月曜日'],
    ['令和6年4月1日（2024年4月2日）', '違う日付'],
    ['慶応3年1月1日', '読めません'],
    ['年月日不詳', '年から'],
  ])('「%s」', (text, said) => {
    const result = parseDate(text);
    expect(result.ok).toBe(false);
    expect(dateOf(text)).toContain(said);
    expect(result.ok || result.error.code).toBe('invalid');
  });
  it('is quick about texts that are far too long', () => {
    const before = performance.now();
    for (const text of ['1'.repeat(100_000), '('.repeat(100_000), '令和'.repeat(50_000)])
      expect(parseDate(text).ok).toBe(false);
    expect(performance.now() - before).toBeLessThan(60_000);
  });
  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'令和平成昭元年月日不詳0123456789-/.()（）RHS 〇十、') }),
        (text) => {
          parseDate(text);
        },
      ),
      runs,
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        parseDate(text);
      }),
      runs,
    );
  });
});

describe('what is printed is read back', () => {
  it('in every form, full and partial', () => {
    fc.assert(
      fc.property(storedDay, (date) => {
        const forms = [
          formatWareki(date),
          formatSeireki(date),
          formatBoth(date),
          formatBoth(date, { first: 'seireki' }),
          formatWareki(date, { weekday: true }),
          formatBoth(date, { weekday: true }),
        ];
        for (const form of forms) expect([form, dateOf(form)]).toEqual([form, date]);
        if (!date.endsWith('-00')) expect(dateOf(formatEnglish(date))).toBe(date);
        if (!/-00/.test(date)) expect(dateOf(formatShort(date))).toBe(date);
      }),
      runs,
    );
  });
  it('across each change of era, a week on either side', () => {
    for (const era of eras.slice(1)) {
      for (let day = toEpochDay(era.start) - 7; day <= toEpochDay(era.start) + 7; day++) {
        const date = fromEpochDay(day);
        expect(parseDate(formatWareki(date))).toEqual({
          ok: true,
          value: expect.not.objectContaining({ notice: expect.anything() }),
        });
        expect(dateOf(formatWareki(date))).toBe(date);
      }
    }
  });
});

describe('a next era, by data alone', () => {
  const next: Era[] = [...eras, { name: '光徳', initial: 'K', romaji: 'Kotoku', start: '2041-06-15' }];
  it('is read, printed and counted', () => {
    for (const text of ['光徳元年6月15日', 'K1.6.15', '光1.6.15', 'kotoku 1.6.15']) {
      expect(parseDate(text, { eras: next })).toMatchObject({ ok: true, value: { date: '2041-06-15' } });
      expect(parseDate(text).ok).toBe(false);
    }
    expect(formatWareki('2041-06-14', { eras: next })).toBe('令和23年6月14日');
    expect(formatWareki('2041-06-15', { eras: next })).toBe('光徳元年6月15日');
    expect(formatBoth('2042-01-01', { eras: next })).toBe('光徳2年1月1日（2042年1月1日）');
    expect(formatWareki('2041-00-00', { eras: next })).toBe('令和23年／光徳元年（月日不詳）');
    expect(formatFiscalYear(2041, { eras: next, style: 'long' })).toBe('光徳元年度');
    const late = parseDate('令和24年1月1日', { eras: next });
    expect(late.ok && late.value.notice).toContain('光徳2年1月1日');
    expect(parseDate('令和24年1月1日')).not.toHaveProperty('value.notice');
  });
});
