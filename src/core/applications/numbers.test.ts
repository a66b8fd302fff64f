import { expect, test } from 'vitest';
import fc from '../../../scripts/test/properties.ts';
import { formatNumber, parseNumber } from './numbers.ts';

const digits = fc.stringMatching(/^\d{10}$/);

test('what is printed is read back, in any width and spacing', () => {
  fc.assert(
    fc.property(digits, (body) => {
      const number = formatNumber(body);
      expect(parseNumber(number)).toBe(number);
      expect(parseNumber(number.replace(/-/g, ' '))).toBe(number);
      const wide = number.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
      expect(parseNumber(wide.replace(/-/g, 'ー'))).toBe(number);
    }),
    { seed: 1 },
  );
});

test('one wrong digit is noticed', () => {
  fc.assert(
    fc.property(digits, fc.nat(9), fc.integer({ min: 1, max: 9 }), (body, place, by) => {
      const plain = formatNumber(body).replace(/-/g, '');
      const wrong = plain.slice(0, place) + ((Number(plain[place]) + by) % 10) + plain.slice(place + 1);
      expect(parseNumber(wrong)).toBeUndefined();
    }),
    { seed: 1 },
  );
});

test('what cannot be one', () => {
  expect(parseNumber('')).toBeUndefined();
  expect(parseNumber('090-1234-5678')).toBeUndefined();
  expect(parseNumber('123456789012')).toBeUndefined();
});
