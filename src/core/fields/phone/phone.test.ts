import { describe, expect, it } from 'vitest';
import { comesBack, fieldOf, read } from '../testing.server.ts';

const field = fieldOf('phone');

describe('phone', () => {
  it.each([
    ['０９０１２３４５６７８', '090-1234-5678'],
    ['090 1234 5678', '090-1234-5678'],
    ['(093)582-2525', '093-582-2525'],
    ['0935822525', '0935822525'],
    ['03-1234-5678', '03-1234-5678'],
    ['0120000000', '0120-000-000'],
    ['+81 90 1234 5678', '090-1234-5678'],
    ['＋８１－３－１２３４－５６７８', '03-1234-5678'],
    ['+1 (650) 253-0000', '+16502530000'],
    ['０９３ー５８２ー２５２５', '093-582-2525'],
  ])('reads %s as %s', (typed, value) => {
    expect(read(field, typed)).toMatchObject({ value, messages: [] });
    expect(comesBack(field, value)).toBe(value);
  });
  it.each(['582-2525', '12345678901', '090-1234-567', 'なし', '00000000000'])('refuses %s', (typed) => {
    expect(read(field, typed).messages).toEqual([
      '電話番号として読めませんでした。市外局番から入力してください。例：093-123-4567',
    ]);
  });
});
