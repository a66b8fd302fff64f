import { describe, expect, it } from 'vitest';
import fc from '../../../scripts/test/properties.ts';
import {
  enlargeSmallKana,
  fullKanaToHalf,
  halfKanaToFull,
  hiraganaToKatakana,
  hyphenateNumbers,
  isKatakana,
  kanjiToNumber,
  katakanaToHiragana,
  numberToKanji,
  strokesToLongVowel,
  toFullWidth,
  toHalfWidth,
  unifyHyphens,
} from './index.ts';

const runs = { seed: 20240401, numRuns: 200 };
const ascii = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
});
const hiragana = fc.string({
  unit: fc.integer({ min: 0x3041, max: 0x3096 }).map((code) => String.fromCharCode(code)),
});
const joinable = [...'ァアィイウエオカガキギパピプペポバビブベボヴッツヅンヲャュョー゛゜。「」、・ヷヺ'];

describe('width', () => {
  it('turns Latin, digits, symbols and the space, not kana', () => {
    expect(toHalfWidth('Ａ１－２　ｱアー亜')).toBe('A1-2 ｱアー亜');
    expect(toFullWidth('A1-2 ｱ')).toBe('Ａ１－２　ｱ');
  });
  it('is undone by its opposite', () => {
    fc.assert(
      fc.property(ascii, (text) => {
        expect(toHalfWidth(toFullWidth(text))).toBe(text);
      }),
      runs,
    );
  });
  it('keeps indexes: the length never changes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(toHalfWidth(text).length).toBe(text.length);
      }),
      runs,
    );
  });
});

describe('kana', () => {
  it('turns hiragana and katakana into each other', () => {
    expect(hiraganaToKatakana('ゔぁいおりん ゝゞ 門司')).toBe('ヴァイオリン ヽヾ 門司');
    expect(katakanaToHiragana('ヴァイオリンヷー')).toBe('ゔぁいおりんヷー');
    fc.assert(
      fc.property(hiragana, (text) => {
        expect(katakanaToHiragana(hiraganaToKatakana(text))).toBe(text);
      }),
      runs,
    );
  });
  it('joins dakuten and handakuten of half-width kana', () => {
    expect(halfKanaToFull('ｶﾞｷﾞｸﾞ ﾊﾟﾋﾟ ｳﾞｧ ﾜﾞ')).toBe('ガギグ パピ ヴァ ヷ');
    expect(halfKanaToFull('ｱﾞﾝﾟ')).toBe('ア゛ン゜');
    expect(fullKanaToHalf('ガッコー、「パ」')).toBe('ｶﾞｯｺｰ､｢ﾊﾟ｣');
    expect(fullKanaToHalf('カ\u3099')).toBe('ｶﾞ');
    expect(fullKanaToHalf('ヰヱヵヶ漢')).toBe('ヰヱヵヶ漢');
  });
  it('half width and back gives the same kana, but for a loose mark after a kana it joins', () => {
    const clean = joinable.filter((char) => char !== '゛' && char !== '゜');
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...clean) }), (text) => {
        expect(halfKanaToFull(fullKanaToHalf(text))).toBe(text);
      }),
      runs,
    );
  });
  it('knows katakana and enlarges small ones', () => {
    expect(isKatakana('ヤマダ　タロー・ジュニア')).toBe(true);
    expect(isKatakana('やまだ')).toBe(false);
    expect(isKatakana('')).toBe(false);
    expect(enlargeSmallKana('キュッヮヶきょ')).toBe('キユツワケきよ');
  });
});

describe('strokes', () => {
  it('tells hyphens from long vowels by what stands before', () => {
    expect(unifyHyphens('1−2‐3—4－5ー')).toBe('1-2-3-4-5ー');
    expect(hyphenateNumbers('３ー２ − ５ コーポ１')).toBe('３-２-５ コーポ１');
    expect(strokesToLongVowel('タロ－ 3-2')).toBe('タロー 3-2');
  });
});

describe('kanji numerals', () => {
  it.each([
    ['三', 3],
    ['十', 10],
    ['二十一', 21],
    ['百五', 105],
    ['千二百三十四', 1234],
    ['二〇二四', 2024],
    ['〇', 0],
  ])('%s is %i', (text, value) => {
    expect(kanjiToNumber(text)).toBe(value);
  });
  it.each(['', '十十', '二十百', '一十', '二〇二四五', '12'])('%s is no number', (text) => {
    expect(kanjiToNumber(text)).toBeUndefined();
  });
  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9999 }), (value) => {
        expect(kanjiToNumber(numberToKanji(value))).toBe(value);
      }),
      runs,
    );
    expect(() => numberToKanji(10000)).toThrow(RangeError);
  });
});
