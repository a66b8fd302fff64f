import { describe, expect, it } from 'vitest';
import fc from '../../../../scripts/test/properties.ts';
import { contracts } from '../contracts.ts';
import { comesBack, fieldOf, read, runs } from '../testing.server.ts';

const field = fieldOf('number', { min: 1, max: 10_000_000, decimals: 2, unit: { ja: '人', en: 'people' } });

describe('number', () => {
  it.each([
    ['1,200', '1200'],
    ['１２００', '1200'],
    ['1200人', '1200'],
    ['３万５千', '35000'],
    ['12.5万', '125000'],
    ['1.50', '1.5'],
    ['0.1', '0.1'],
  ])('reads %s as %s', (typed, value) => expect(read(field, typed).value).toBe(value));

  it('refuses what is no number, out of range or too exact', () => {
    expect(read(field, '約三十').messages).toEqual(['数字で入力してください。例：1200']);
    expect(read(field, '1,2').messages).toEqual(['数字で入力してください。例：1200']);
    expect(read(field, '0').messages).toEqual(['1以上の数を入力してください。']);
    expect(read(field, '10000001').messages).toEqual(['10,000,000以下の数を入力してください。']);
    expect(read(field, '1.234').messages).toEqual(['小数点の後は2けたまでで入力してください。']);
  });
  it('prints grouped with its unit', () => {
    expect(contracts.number.print('1234567.5', field, 'ja')).toBe('1,234,567.5人');
    expect(contracts.number.print('2', field, 'en')).toBe('2 people');
  });
  it('comes back exactly', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 27n), max: 10n ** 27n }),
        fc.integer({ min: 0, max: 99 }),
        (whole, part) => {
          const { value } = read(field, `${whole}.${part}`);
          expect(comesBack(field, value)).toBe(value);
        },
      ),
      runs,
    );
  });
});
