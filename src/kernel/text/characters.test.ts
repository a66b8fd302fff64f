import { describe, expect, it } from 'vitest';
import fc from '../../../scripts/test/properties.ts';
import {
  checkCharacters,
  codePoints,
  fitsWindows31J,
  lenWithoutVS,
  normaliseTyped,
  normaliseTypedLine,
  splitCharacters,
  stripControl,
  substituteForWindows31J,
  truncate,
} from './index.ts';

const runs = { seed: 20240401, numRuns: 200 };
const katsuragi = '葛\u{e0100}城';
const anyText = fc.string({ unit: 'binary' });

describe('counting and cutting', () => {
  it('counts 𠮷 and 葛 with its selector as one', () => {
    expect(codePoints('𠮷')).toEqual([0x20bb7]);
    expect(lenWithoutVS(`𠮷${katsuragi}`)).toBe(3);
    expect(splitCharacters(katsuragi)).toEqual(['葛\u{e0100}', '城']);
  });
  it('never cuts a character from its selector', () => {
    expect(truncate(katsuragi, 1)).toBe('葛\u{e0100}');
    expect(truncate('𠮷野家の朝', 3, '…')).toBe('𠮷野…');
    expect(truncate('同じ', 2, '…')).toBe('同じ');
    expect(truncate('三文字', 0)).toBe('');
  });
  it('never gives more than asked', () => {
    fc.assert(
      fc.property(anyText, fc.nat(20), (text, max) => {
        const cut = truncate(text, max);
        expect(splitCharacters(cut).length).toBeLessThanOrEqual(max);
        expect(text.startsWith(cut)).toBe(true);
      }),
      runs,
    );
  });
});

describe('normaliseTyped', () => {
  it('keeps names as written: IVS, 﨑, 塚 (U+FA10), 神 (U+FA19), supplementary compatibility forms', () => {
    for (const name of [katsuragi, '山﨑', '大\ufa10', '\ufa19田', '\u{2f81a}', '髙𠮷'])
      expect(normaliseTyped(name)).toBe(name);
    expect('大\ufa10'.normalize('NFC')).not.toBe('大\ufa10');
  });
  it('composes, unifies line ends, trims, removes what cannot be seen', () => {
    expect(normaliseTyped('か\u3099')).toBe('が');
    expect(normaliseTyped('a\r\nb\rc\u2028d')).toBe('a\nb\nc\nd');
    expect(normaliseTyped('\ufeff　山\u200b田\u0007\u202e ')).toBe('山田');
    expect(normaliseTypedLine('山田\n\t太郎　 様')).toBe('山田 太郎　様');
    expect(stripControl('a\tb\nc\u0000\u0085')).toBe('a\tb\nc');
  });
  it('is idempotent on any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = normaliseTyped(text);
        expect(normaliseTyped(once)).toBe(once);
      }),
      runs,
    );
  });
});

describe('checkCharacters', () => {
  it('names the character, its place and why', () => {
    const [problem] = checkCharacters('山\ue000');
    expect(problem).toMatchObject({ kind: 'privateUse', codePoint: 0xe000, position: 2 });
    expect(problem?.message).toContain('2文字目');
    expect(problem?.message).toContain('U+E000');
    expect(problem?.message).toContain('外字');
  });
  it('finds every kind, and nothing in ordinary names', () => {
    const kinds = checkCharacters('\u{f0000}\ud842 \u0001\ufffe\u{1ffff}').map((problem) => problem.kind);
    expect(kinds).toEqual(['privateUse', 'loneSurrogate', 'control', 'noncharacter', 'noncharacter']);
    expect(checkCharacters(`${katsuragi} 髙﨑𠮷 Nguyễn\n\tＡ`)).toEqual([]);
  });
});

describe('Windows-31J', () => {
  it('髙 and 﨑 fit, 𠮷 does not', () => {
    expect(fitsWindows31J('髙橋 﨑山 ①㈱Ⅳ ｱﾞ～∥－￠￡￢\n')).toEqual([]);
    expect(fitsWindows31J('𠮷田')).toEqual([{ character: '𠮷', position: 1 }]);
  });
  it('an IVS does not fit, its base is offered', () => {
    expect(fitsWindows31J(katsuragi)).toEqual([{ character: '葛\u{e0100}', position: 1, substitute: '葛' }]);
    expect(fitsWindows31J('𠮷\u{e0100}')).toEqual([{ character: '𠮷\u{e0100}', position: 1 }]);
  });
  it('the lossy twins are reported with their CP932 form', () => {
    expect(fitsWindows31J('〜‖−¢£¬').map((misfit) => misfit.substitute)).toEqual([...'～∥－￠￡￢']);
    expect(substituteForWindows31J(`3〜5 ${katsuragi} 𠮷`)).toBe('3～5 葛城 𠮷');
  });
  it('private use, accents and Hangul do not fit; every substitute does', () => {
    expect(fitsWindows31J('\ue000é한').length).toBe(3);
    fc.assert(
      fc.property(anyText, (text) => {
        for (const misfit of fitsWindows31J(text))
          if (misfit.substitute) expect(fitsWindows31J(misfit.substitute)).toEqual([]);
      }),
      runs,
    );
  });
});
