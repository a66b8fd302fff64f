import { describe, expect, it } from 'vitest';
import fc from '../../../../scripts/test/properties.ts';
import { comesBack, fieldOf, read, runs } from '../testing.server.ts';

const field = fieldOf('text', { maxLength: 5 });

describe('text', () => {
  it('is one line, normalised once, with rare characters kept', () => {
    expect(read(field, '　𠮷\u{e0100}野\t﨑　').value).toBe('𠮷\u{e0100}野 﨑');
    expect(read(field, '   ').value).toBeNull();
  });
  it('counts as people do and says how many there are', () => {
    expect(read(field, '𠮷\u{e0100}𠮷𠮷𠮷𠮷').messages).toEqual([]);
    expect(read(field, 'あいうえおか').messages).toEqual(['5文字までで入力してください。今は6文字です。']);
  });
  it('names a private-use character', () => {
    expect(read(field, 'a\ue000').messages[0]).toContain('2文字目');
  });
  it('warns of an individual number but takes the text', () => {
    const long = fieldOf('text');
    expect(read(long, '番号は123456789018です')).toMatchObject({
      notice: expect.stringContaining('マイナンバー'),
      messages: [],
    });
    expect(read(long, '123456789019').notice).toBeUndefined();
  });
  it('parse is the inverse of toTyped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { value } = read(field, text);
        if (value !== null) expect(comesBack(field, value)).toBe(value);
      }),
      runs,
    );
  });
});
