import { describe, expect, it } from 'vitest';
import { contracts } from '../contracts.ts';
import { fieldOf, parse, read } from '../testing.server.ts';

const field = fieldOf('individual-number', {}, { classification: 'internal' });

describe('individual-number', () => {
  it('is sealed whatever a pack says', () => expect(field.classification).toBe('sealed'));
  it('checks length and digit', () => {
    expect(read(field, '１２３４ ５６７８ ９０１８')).toMatchObject({ value: '123456789018', messages: [] });
    expect(read(field, '123456789019').messages[0]).toContain('カードを見て');
    expect(read(field, '12345').messages).toEqual(['マイナンバーは12けたの数字で入力してください。']);
  });
  it('never goes back to the browser, and a blank box keeps it', () => {
    expect(contracts['individual-number'].toTyped('123456789018', 'f1', field)).toEqual({});
    expect(contracts['individual-number'].print('123456789018', field, 'ja')).toBe('＊'.repeat(12));
    expect(parse(field, { f1: [''] }, '123456789018').value).toBe('123456789018');
    expect(parse(field, { f1: [''], 'f1.clear': ['yes'] }, '123456789018').value).toBeNull();
    expect(parse(field, {}, null).value).toBeNull();
  });
});
