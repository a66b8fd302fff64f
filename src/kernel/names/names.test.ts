import { describe, expect, it } from 'vitest';
import { compareKeys } from '#kernel/text';
import fc from '../../../scripts/test/properties.ts';
import {
  formatKana,
  formatName,
  formatRomanised,
  nameFromText,
  nameSortKey,
  normaliseName,
  type PersonName,
  sameName,
  validateName,
} from './index.ts';

const runs = { seed: 20240401, numRuns: 200 };
const taro: PersonName = {
  kind: 'two',
  family: '山田',
  given: '太郎',
  kana: { family: 'ヤマダ', given: 'タロウ' },
};
const an: PersonName = { kind: 'one', single: 'NGUYEN VAN AN', romanised: 'NGUYEN VAN AN', alias: '阮　安' };
const text = fc.string({
  unit: fc.constantFrom(...'山髙﨑𠮷太郎 　やﾔﾞー-A', '\u{e0100}', '\ufa10', '\n'),
  maxLength: 8,
});

describe('normaliseName', () => {
  it('keeps characters, turns readings to katakana, drops empty parts', () => {
    const name = normaliseName({
      kind: 'two',
      family: ' 𠮷\u{e0100}野',
      given: '\ufa19子　',
      alias: ' ',
      kana: { family: 'よしの', given: 'ﾀﾛ-' },
    });
    expect(name).toEqual({
      kind: 'two',
      family: '𠮷\u{e0100}野',
      given: '\ufa19子',
      kana: { family: 'ヨシノ', given: 'タロー' },
    });
  });
  it('is idempotent', () => {
    fc.assert(
      fc.property(text, text, text, text, (family, given, alias, kana) => {
        const once = normaliseName({ kind: 'two', family, given, alias, kana: { family: kana } });
        expect(normaliseName(once)).toEqual(once);
      }),
      runs,
    );
  });
  it('divides only where the person did', () => {
    expect(nameFromText(' 山田　太郎 ')).toEqual({ kind: 'two', family: '山田', given: '太郎' });
    expect(nameFromText('山田太郎')).toEqual({ kind: 'one', single: '山田太郎' });
    expect(nameFromText('Maria da Silva')).toEqual({ kind: 'two', family: 'Maria', given: 'da Silva' });
  });
});

describe('validateName', () => {
  it('accepts names of every kind, without readings', () => {
    for (const name of [
      taro,
      an,
      { kind: 'two', family: '髙﨑', given: '𠮷\u{e0100}' },
      { kind: 'one', single: 'ဒေါ်အောင်' },
    ] as PersonName[])
      expect(validateName(name)).toEqual([]);
    expect(validateName({ ...an, romanised: "Ðặng O'Brien-Núñez" })).toEqual([]);
  });
  it('names the part and what to do', () => {
    const issues = validateName({
      kind: 'two',
      family: '',
      given: '\ue000',
      romanised: '山田',
      kana: { given: '太郎' },
    });
    expect(issues.map(({ path }) => path)).toEqual(['family', 'given', 'romanised', 'kana.given']);
    expect(issues[0]?.message).toContain('氏を入力してください');
    expect(issues[1]?.message).toContain('外字');
    expect(issues[2]?.message).toContain('ローマ字');
    expect(issues[3]?.message).toContain('カタカナ');
    expect(validateName({ kind: 'one', single: '' }).map(({ path }) => path)).toEqual(['single']);
    expect(validateName({ kind: 'one', single: '𠮷\u{e0100}'.repeat(100) })).toEqual([]);
    expect(validateName({ kind: 'one', single: '𠮷'.repeat(101) })[0]?.message).toContain('100文字');
  });
});

describe('formatName', () => {
  it('in every form', () => {
    expect(formatName(taro)).toBe('山田　太郎');
    expect(formatName({ ...taro, formerFamily: '佐藤' }, { formerFamily: true, honorific: '様' })).toBe(
      '山田［佐藤］　太郎　様',
    );
    expect(formatName(taro, { separator: ' ', formerFamily: true, alias: true })).toBe('山田 太郎');
    expect([formatName(an), formatName(an, { alias: true })]).toEqual(['NGUYEN VAN AN', '阮　安']);
    expect([
      formatKana(taro.kana),
      formatKana(undefined),
      formatRomanised(an),
      formatRomanised(taro),
    ]).toEqual(['ヤマダ　タロウ', '', 'NGUYEN VAN AN', undefined]);
  });
});

describe('sorting and sameness', () => {
  it('sorts by reading, and without one by what there is', () => {
    const names: PersonName[] = [
      taro,
      { kind: 'two', family: '青木', given: '花', kana: { family: 'アオキ', given: 'ハナ' } },
      { kind: 'two', family: '山田', given: '次郎', kana: { family: 'ヤマダ', given: 'ジロウ' } },
      { kind: 'one', single: 'アン' },
    ];
    const sorted = [...names].sort((a, b) => compareKeys(nameSortKey(a), nameSortKey(b)));
    expect(sorted.map((name) => formatName(name))).toEqual(['青木　花', 'アン', '山田　次郎', '山田　太郎']);
  });
  it('meets variants, former and other names, and nobody else', () => {
    const name = (family: string, given: string): PersonName => ({ kind: 'two', family, given });
    expect(sameName(name('髙橋', '一'), name('高橋', '一'))).toBe(true);
    expect(sameName(name('渡邉', '葛\u{e0100}'), { kind: 'one', single: '渡辺葛' })).toBe(true);
    expect(sameName({ ...name('山田', '花子'), formerFamily: '佐藤' }, name('佐藤', '花子'))).toBe(true);
    expect(sameName(an, { kind: 'two', family: 'Nguyen', given: 'Van An' })).toBe(true);
    expect(sameName(an, name('阮', '安'))).toBe(true);
    expect(sameName(taro, { ...name('山田', '多朗'), kana: taro.kana })).toBe(false);
    expect(sameName({ kind: 'one', single: '' }, { kind: 'one', single: '' })).toBe(false);
  });
});
