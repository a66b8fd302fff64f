import { describe, expect, it } from 'vitest';
import fc from '../../../scripts/test/properties.ts';
import {
  bankKana,
  bigrams,
  compareKeys,
  naturalKanaSortKey,
  normaliseForSearch,
  searchTerms,
  variantTable,
} from './index.ts';

const runs = { seed: 20240401, numRuns: 200 };
const word = fc.string({
  unit: fc.constantFrom(...'山田太郎髙﨑𠮷邉渡門司区ァあがーA1-'),
  minLength: 1,
  maxLength: 12,
});

describe('normaliseForSearch', () => {
  it.each([
    ['髙﨑', '高崎'],
    ['𠮷田', '吉田'],
    ['渡邉', '渡辺'],
    ['渡邊', '渡辺'],
    ['齋藤', '斉藤'],
    ['斎藤', '齊藤'],
    ['澤', '沢'],
    ['葛\u{e0100}城', '葛城'],
    ['大\ufa10', '大塚'],
    ['ﾔﾏﾀﾞ', 'やまだ'],
    ['センター', 'センタ−'],
    ['Ａ－１', 'a‐1'],
    ['霞ヶ関', '霞ケ関'],
    ['山田　 太郎 ', '山田 太郎'],
  ])('%s and %s meet', (a, b) => {
    expect(normaliseForSearch(a)).toBe(normaliseForSearch(b));
  });
  it('does not fold everything into everything', () => {
    expect(normaliseForSearch('山田')).not.toBe(normaliseForSearch('山口'));
    expect(normaliseForSearch('か')).not.toBe(normaliseForSearch('が'));
    expect(normaliseForSearch('埼玉')).not.toBe(normaliseForSearch('崎玉'));
  });
  it('is idempotent on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = normaliseForSearch(text);
        expect(normaliseForSearch(once)).toBe(once);
      }),
      runs,
    );
    for (const text of ['İ', 'ẞ', 'ｶﾞ', '㍿', 'ﷺ', 'ㇰ', 'か\u309a'])
      expect(normaliseForSearch(normaliseForSearch(text))).toBe(normaliseForSearch(text));
  });
  it('the variant table leads to forms that fold no further', () => {
    const table = variantTable();
    expect(table.size).toBeGreaterThan(350);
    table.forEach((folded, variant) => {
      expect([variant, table.has(folded)]).toEqual([variant, false]);
      expect([...folded].length).toBe(1);
    });
  });
});

describe('bigrams', () => {
  it('are the pairs of neighbours, of normalised text', () => {
    expect(bigrams('門司区役所')).toEqual(['門司', '司区', '区役', '役所']);
    expect(bigrams('𠮷野')).toEqual(['吉野']);
    expect(bigrams('森')).toEqual(['森']);
    expect(bigrams('')).toEqual([]);
    expect(bigrams('森田', { singles: true })).toEqual(['森田', '森', '田']);
  });
  it('bridge the space between Japanese words only', () => {
    expect(bigrams('山田 太郎')).toContain('田太');
    expect(bigrams('ab cd')).not.toContain('bc');
    expect(bigrams('第3、4号')).not.toContain('34');
  });
  it('of any piece of a text are among those of the text', () => {
    fc.assert(
      fc.property(word, word, word, (before, piece, after) => {
        const held = new Set(bigrams(before + piece + after, { singles: true }));
        for (const term of searchTerms(piece))
          for (const gram of term.grams) expect(held.has(gram)).toBe(true);
      }),
      runs,
    );
  });
  it('a query is words, each once', () => {
    expect(searchTerms('山田　門司 山田').map((term) => term.word)).toEqual(['山田', '門司']);
    expect(searchTerms(' 、。')).toEqual([]);
  });
});

describe('bankKana', () => {
  it.each([
    ['キョウト　シュッパンー', 'ｷﾖｳﾄ ｼﾕﾂﾊﾟﾝ-'],
    ['やまだ たろう', 'ﾔﾏﾀﾞ ﾀﾛｳ'],
    ['ｶ)ﾏﾄﾞｸﾞﾁ', 'ｶ)ﾏﾄﾞｸﾞﾁ'],
    ['ｶ）ＡＢＣ．ｌｔｄ', 'ｶ)ABC.LTD'],
    ['ヲヰヱヴ', 'ｦｲｴｳﾞ'],
  ])('%s becomes %s', (text, kana) => {
    expect(bankKana(text)).toEqual({ ok: true, value: kana });
  });
  it('follows the bank about ヲ and cuts at the width of the record', () => {
    expect(bankKana('ヲカダ', { wo: 'o' })).toMatchObject({ value: 'ｵｶﾀﾞ' });
    expect(bankKana('ｶﾞ'.repeat(20), { cut: 30 })).toMatchObject({ value: 'ｶﾞ'.repeat(15) });
  });
  it('lists what cannot be used', () => {
    const result = bankKana('山ダ・タロウ・山');
    expect(result).toMatchObject({ ok: false, error: { code: 'invalid', characters: ['山', '・'] } });
    expect(bankKana('　')).toMatchObject({ ok: false });
  });
  it('is idempotent', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'アァガパンーッヲあゃA1 .,()-/「」') }), (text) => {
        const once = bankKana(text);
        if (once.ok) expect(bankKana(once.value)).toEqual(once);
      }),
      runs,
    );
  });
});

describe('naturalKanaSortKey', () => {
  const sorted = (words: string[]) =>
    [...words].sort((a, b) => compareKeys(naturalKanaSortKey(a), naturalKanaSortKey(b)));
  it('orders by the fifty sounds, clear before voiced, numbers by value', () => {
    expect(sorted(['バシ', 'ハス', 'はし', 'ハシ2', 'ハシ10', 'パシ'])).toEqual([
      'はし',
      'バシ',
      'パシ',
      'ハシ2',
      'ハシ10',
      'ハス',
    ]);
    expect(sorted(['カーネ', 'カイ', 'カアナ'])).toEqual(['カアナ', 'カーネ', 'カイ']);
    expect(sorted(['ヤマダ タロウ', 'やまた じろう', 'ﾔﾏｻﾞｷ'])).toEqual([
      'ﾔﾏｻﾞｷ',
      'やまた じろう',
      'ヤマダ タロウ',
    ]);
  });
});
