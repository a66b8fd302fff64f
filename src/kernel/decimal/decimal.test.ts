import { describe, expect, it } from 'vitest';
import fc from '../../../scripts/test/properties.ts';
import * as D from './index.ts';

const SCALE = 10n ** 10n;
const LIMIT = 10n ** 38n;
const seed = { seed: 20261101, numRuns: 400 };

/** The oracle: integers of 10^-10. */
function toText(scaled: bigint): string {
  const magnitude = scaled < 0n ? -scaled : scaled;
  const fraction = (magnitude % SCALE).toString().padStart(10, '0').replace(/0+$/, '');
  return `${scaled < 0n ? '-' : ''}${magnitude / SCALE}${fraction === '' ? '' : `.${fraction}`}`;
}
const bounded = (scaled: bigint) => (scaled >= LIMIT || scaled <= -LIMIT ? null : toText(scaled));
function divideHalfAway(a: bigint, b: bigint): bigint {
  const negative = a < 0n !== b < 0n;
  const [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  const quotient = (x * 2n + y) / (y * 2n);
  return negative ? -quotient : quotient;
}
const text = (value: D.Decimal | null) => (value === null ? null : D.decimalText(value));
const get = (scaled: bigint) => D.decimal(toText(scaled)) as D.Decimal;

const small = fc.bigInt(-(10n ** 14n), 10n ** 14n);
const large = fc.bigInt(-(LIMIT - 1n), LIMIT - 1n);
const number = fc.oneof(
  small,
  large,
  fc.bigInt(-50n, 50n),
  fc.constantFrom(0n, SCALE, -SCALE, LIMIT - 1n, 1n, -1n),
);

describe('decimals agree with big integers', () => {
  const laws: [
    string,
    (a: bigint, b: bigint) => bigint | null,
    (a: D.Decimal, b: D.Decimal) => D.Decimal | null,
  ][] = [
    ['add', (a, b) => a + b, D.add],
    ['subtract', (a, b) => a - b, D.subtract],
    ['multiply', (a, b) => divideHalfAway(a * b, SCALE), D.multiply],
    ['divide', (a, b) => (b === 0n ? null : divideHalfAway(a * SCALE, b)), D.divide],
    ['modulo', (a, b) => (b === 0n ? null : ((a % b) + b) % b), D.modulo],
  ];
  it.each(laws)('%s', (_name, oracle, operation) => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        const expected = oracle(a, b);
        expect(text(operation(get(a), get(b)))).toBe(expected === null ? null : bounded(expected));
      }),
      { ...seed, numRuns: 1500 },
    );
  });

  it('rounds half away from zero, up and down', () => {
    fc.assert(
      fc.property(number, fc.integer({ min: -30, max: 12 }), (a, digits) => {
        const unit = digits >= 10 ? 1n : 10n ** BigInt(10 - digits);
        const magnitude = a < 0n ? -a : a;
        const sign = a < 0n ? -1n : 1n;
        expect(text(D.round(get(a), digits, 'half'))).toBe(bounded(divideHalfAway(a, unit) * unit));
        expect(text(D.round(get(a), digits, 'down'))).toBe(bounded((a / unit) * unit));
        expect(text(D.round(get(a), digits, 'up'))).toBe(
          bounded(((magnitude + unit - 1n) / unit) * unit * sign),
        );
      }),
      seed,
    );
  });

  it('sums exactly, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(number, { maxLength: 8 }), (terms) => {
        const total = terms.reduce((a, b) => a + b, 0n);
        expect(text(D.sum(terms.map(get)))).toBe(bounded(total));
        expect(text(D.average(terms.map(get)))).toBe(
          terms.length === 0 ? null : bounded(divideHalfAway(total, BigInt(terms.length))),
        );
      }),
      seed,
    );
  });
});

it.each([
  ['1200.50', '1200.5'],
  ['+3', '3'],
  ['-0', '0'],
  ['5.', '5'],
  ['0.00000000005', '0.0000000001'],
  ['-0.00000000005', '-0.0000000001'],
  ['0.00000000004', '0'],
  ['9999999999999999999999999999.99999999994', '9999999999999999999999999999.9999999999'],
  ['9999999999999999999999999999.99999999995', null],
  ['10000000000000000000000000000', null],
  ['', null],
  ['1e5', null],
  ['１２', null],
  ['abc', null],
  [12.5, '12.5'],
  [1e21, '1000000000000000000000'],
  [1e-7, '0.0000001'],
  [1e300, null],
  [Number.NaN, null],
  [undefined, null],
])('reads %s as %s', (input, expected) => {
  expect(text(D.decimal(input))).toBe(expected);
});

it('tells whole numbers', () => {
  expect(D.isWhole(get(0n))).toBe(true);
  expect(D.isWhole(get(5n * SCALE))).toBe(true);
  expect(D.isWhole(get(SCALE * 1000n))).toBe(true);
  expect(D.isWhole(get(5n))).toBe(false);
  expect(D.wholeNumber(get((-25n * SCALE) / 10n))).toBe(-2);
  expect(D.wholeNumber(get(LIMIT - 1n))).toBe(null);
});
