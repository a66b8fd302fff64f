import { expect, test } from 'vitest';
import { checkGlyphs, coverages } from './glyphs.server.ts';

const fonts = coverages('gothic');
const kinds = (text: string) =>
  checkGlyphs(text, fonts).missing.map(({ codePoint, kind }) => `${codePoint} ${kind}`);

test('everyday names, era signs and the characters that Shift_JIS systems lose are there', () => {
  expect(kinds('髙﨑 𠮷野 令和8年11月21日 ①㈱々〆ヶ ＡＢＣ abc ｱｲｳ ㍿ ー—～〜\n\t')).toEqual([]);
  expect(checkGlyphs('𠮷', fonts).fontsUsed).toEqual(['Noto Sans JP']);
  expect(checkGlyphs('吉', fonts).fontsUsed).toEqual(['BIZ UDGothic']);
});

test('a variation sequence is supported, is drawn by a font further down, or is reported as a variant', () => {
  expect(kinds('辻\u{E0100}辻\u{E0101}')).toEqual([]);
  expect(kinds('葛\u{E0105}')).toEqual(['U+845B U+E0105 variant']);
  const [first, second] = fonts;
  if (first === undefined || second === undefined) throw new Error('two fonts expected');
  const without = { ...first, hasVariant: () => false };
  expect(checkGlyphs('辻\u{E0100}', [without, second])).toMatchObject({
    missing: [],
    variants: { '辻\u{E0100}': 'Noto Sans JP' },
  });
});

test('what no font has, private use and invisible controls are reported once each', () => {
  expect(kinds('😀😀\u{E000}\u202E\u200B\u{E0100}\u0000')).toEqual([
    'U+1F600 missing',
    'U+E000 control',
    'U+202E control',
    'U+200B control',
    'U+E0100 control',
    'U+0000 control',
  ]);
});

test('mincho prints the same characters as gothic', () => {
  const mincho = coverages('mincho');
  for (let codePoint = 0x20; codePoint < 0x30000; codePoint++)
    if (fonts.some((font) => font.has(codePoint)) !== mincho.some((font) => font.has(codePoint)))
      throw new Error(`differs at ${codePoint.toString(16)}`);
});
