import { describe, expect, it } from 'vitest';
import { comesBack, fieldOf, parse, read } from '../testing.server.ts';

describe('code-scan', () => {
  it('is text, however it came', () => {
    const field = fieldOf('code-scan');
    expect(read(field, ' LOST-2026/0001 ')).toMatchObject({ value: 'LOST-2026/0001', messages: [] });
    expect(comesBack(field, 'LOST-2026/0001')).toBe('LOST-2026/0001');
    expect(read(field, '')).toMatchObject({ value: null, messages: [] });
  });
  it('asks for the digits its definition names', () => {
    const book = fieldOf('code-scan', { digits: [10, 13], formats: ['ean_13'] });
    expect(read(book, '9784003101018').messages).toEqual([]);
    expect(read(book, '97840031').messages).toEqual(['10・13けたの数字を読み取るか、入力してください。']);
  });
  it('warns of an individual number, which stands on a card beside its bar code', () => {
    expect(parse(fieldOf('code-scan'), { f1: ['123456789018'] }).notice).toContain('マイナンバー');
  });
});
