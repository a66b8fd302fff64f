import { describe, expect, it } from 'vitest';
import fc from '../../../scripts/test/properties.ts';
import {
  digitsOnly,
  findIndividualNumbers,
  individualNumberCheckDigit,
  isCorporateNumber,
  isIndividualNumber,
  maskDigits,
  maskIndividualNumbers,
  toCorporateNumber,
} from './index.ts';

const runs = { seed: 20240401, numRuns: 200 };
const valid = fc.integer({ min: 0, max: 99_999_999_999 }).map((number) => {
  const head = String(number).padStart(11, '0');
  return head + individualNumberCheckDigit(head);
});
const found = (text: string) => findIndividualNumbers(text).map(({ digits }) => digits);

describe('individual number', () => {
  it('check digit, worked by hand', () => {
    // 1×2+0×3+9×4+8×5+7×6+6×7+5×2+4×3+3×4+2×5+1×6 = 212; 212 mod 11 = 3; 11 − 3 = 8
    expect(individualNumberCheckDigit('12345678901')).toBe('8');
    // All zeros: remainder 0 → 0. 00000000006: 6×2 = 12, remainder 1 → 0.
    expect([individualNumberCheckDigit('00000000000'), individualNumberCheckDigit('00000000006')]).toEqual([
      '0',
      '0',
    ]);
    expect(isIndividualNumber('123456789018')).toBe(true);
    expect(
      ['123456789012', '12345678901', '1234567890188', '１２３４５６７８９０１８'].filter(isIndividualNumber),
    ).toEqual([]);
    expect(() => individualNumberCheckDigit('1')).toThrow(RangeError);
  });
  it('a wrong last digit is always noticed', () => {
    fc.assert(
      fc.property(valid, fc.integer({ min: 1, max: 9 }), (number, by) => {
        expect(isIndividualNumber(number)).toBe(true);
        expect(isIndividualNumber(number.slice(0, 11) + ((Number(number[11]) + by) % 10))).toBe(false);
      }),
      runs,
    );
  });
});

describe('finding it in free text', () => {
  it.each([
    '123456789018',
    '番号は１２３４５６７８９０１８です',
    '1234 5678 9018',
    '1234-5678-9018',
    '１２３４－５６７８－９０１８',
    '1234ー5678ー9018',
    '1 2 3 4 5 6 7 8 9 0 1 8',
    '123 456 789 018',
    'ID 2024、123456789018。',
    '1234 - 5678 - 9018',
    'a1234　5678　9018',
    '令和6年 1234 5678 9018 まで',
  ])('%s', (text) => {
    expect(found(text)).toEqual(['123456789018']);
  });
  it.each([
    '1123456789018',
    '1234567890181',
    '1234-5678-9018-1234',
    '0000 1234 5678 9018',
    '123456789012',
    '12-3456-789018',
    '1234\n5678\n9018',
    '1234、5678、9018',
    '090-1234-5678',
  ])('not in %s', (text) => {
    expect(found(text)).toEqual([]);
  });
  it('gives the place, and every one', () => {
    const text = '妻 1234-5678-9018、夫 000000000000';
    expect(findIndividualNumbers(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      '1234-5678-9018',
      '000000000000',
    ]);
    expect(maskIndividualNumbers(text)).toBe('妻 ＊＊＊＊-＊＊＊＊-＊＊＊＊、夫 ＊＊＊＊＊＊＊＊＊＊＊＊');
  });
  it('finds any of them between words, in any spelling, and none after masking', () => {
    const spellings = [
      (n: string) => n,
      (n: string) => `${n.slice(0, 4)} ${n.slice(4, 8)} ${n.slice(8)}`,
      (n: string) => n.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0)),
      (n: string) => [...n].join('-'),
    ];
    fc.assert(
      fc.property(
        valid,
        fc.constantFrom(...spellings),
        fc.constantFrom('', '番号', 'No.', '(', '電話 '),
        (number, spell, before) => {
          const text = `${before}${spell(number)}です`;
          expect(found(text)).toEqual([number]);
          expect(found(maskIndividualNumbers(text))).toEqual([]);
          expect(maskIndividualNumbers(text)).not.toMatch(/[0-9０-９]/);
        },
      ),
      runs,
    );
  });
});

describe('masks', () => {
  it('keep only the digits asked for', () => {
    expect(maskDigits('1234567', 3)).toBe('＊＊＊＊567');
    expect(maskDigits('12-34')).toBe('＊＊-＊＊');
    expect(maskDigits('12', 5)).toBe('12');
  });
});

describe('corporate number', () => {
  it('check digit: the National Tax Agency’s own, 7000012050002', () => {
    expect(isCorporateNumber('7000012050002')).toBe(true);
    expect(['6000012050002', '7000012050003', '700001205000'].filter(isCorporateNumber)).toEqual([]);
    expect(toCorporateNumber('７０００ー０１２０－５０００２')).toBe('7000012050002');
    expect(toCorporateNumber('T7000012050002')).toBeUndefined();
    expect([digitsOnly('１２-34', 4), digitsOnly('123', 4)]).toEqual(['1234', undefined]);
  });
});
