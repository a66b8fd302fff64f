import { describe, expect, it } from 'vitest';
import { corporateNumberCheckDigit } from '#kernel/numbers';
import fc from '../../../../scripts/test/properties.ts';
import { comesBack, fieldOf, read, runs } from '../testing.server.ts';

const field = fieldOf('corporate-number');

describe('corporate-number', () => {
  it('takes thirteen digits in any form', () => {
    // 国税庁's own number, and that of 北九州市.
    for (const typed of [
      '7000012050002',
      '７０００－０１２０－５０００２',
      'T7000012050002',
      '7000012050002 ',
    ])
      expect(read(field, typed)).toMatchObject({ value: '7000012050002', messages: [] });
    expect(read(field, '8000020401005').messages).toEqual([]);
  });
  it('refuses another length or a wrong check digit, and warns of an individual number', () => {
    expect(read(field, '7000012050003').messages).toEqual([
      '法人番号が正しくないようです。もう一度確かめてください。',
    ]);
    expect(read(field, '123456789018')).toMatchObject({
      messages: ['法人番号は13けたの数字で入力してください。'],
      notice: expect.stringContaining('マイナンバー'),
    });
  });
  it('knows every right one and no digit changed, and comes back', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{12}$/), fc.integer({ min: 0, max: 8 }), (rest, off) => {
        const digit = corporateNumberCheckDigit(rest);
        const value = digit + rest;
        expect(read(field, value)).toMatchObject({ value, messages: [] });
        expect(comesBack(field, value)).toBe(value);
        if (String(off) !== digit) expect(read(field, off + rest).messages).toHaveLength(1);
      }),
      runs,
    );
  });
});
