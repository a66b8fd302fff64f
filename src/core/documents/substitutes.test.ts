import { expect, it } from 'vitest';
import { type Glyphs, readSubstitutes } from './substitutes.ts';

const missing = [
  { character: '𪛖', codePoint: 'U+2A6D6' },
  { character: '葛\u{e0101}', codePoint: 'U+845B U+E0101' },
];
/** Fonts without 𪚥. */
const fonts: Glyphs = { checkGlyphs: (text) => ({ missing: text.match(/𪚥/gu) ?? [] }) };
const paths = (typed: Record<string, string>) =>
  readSubstitutes(missing, typed, fonts).issues.map((one) => one.path);

it('one to eight characters for each that is missing, in the normal form of typed text; what else was sent is not read', () => {
  const typed = { 𪛖: ' り\u202eゅう\n', '葛\u{e0101}': '葛', 号: '円' };
  expect(readSubstitutes(missing, typed, fonts)).toEqual({
    used: [
      ['𪛖', 'りゅう'],
      ['葛\u{e0101}', '葛'],
    ],
    issues: [],
  });
  expect(paths({ 𪛖: '12345678', '葛\u{e0101}': '𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷' })).toEqual([]);
});

it('nothing, only blanks, a sentence, or a character that cannot be kept or printed is told at its character', () => {
  const [first, second] = missing.map((one) => one.codePoint);
  expect(paths({})).toEqual([first, second]);
  expect(paths({ 𪛖: '\u3000\u200b', '葛\u{e0101}': '123456789' })).toEqual([first, second]);
  expect(paths({ 𪛖: '\ue000', '葛\u{e0101}': `葛${'\u{e0100}'.repeat(8)}` })).toEqual([first, second]);
});
