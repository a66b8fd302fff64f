import { expect, test } from 'vitest';
import { maskAddress, readAddress } from './address.ts';

test.each([
  ['a..b@docomo.ne.jp', 'mail', 'a..b@docomo.ne.jp'],
  ['taro.@ezweb.ne.jp', 'mail', 'taro.@ezweb.ne.jp'],
  ['.Taro-x@Example.JP', 'mail', '.taro-x@example.jp'],
  ['　ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ ', 'mail', 'taro@example.jp'],
  ['090-1234-5678', 'phone', '09012345678'],
  ['０９０ー１２３４ー５６７８', 'phone', '09012345678'],
  ['+81 90 1234 5678', 'phone', '09012345678'],
])('%s is a %s', (typed, kind, key) => {
  expect(readAddress(typed)).toMatchObject({ kind, key });
});

test.each([
  ['', 'empty'],
  ['　', 'empty'],
  ['taro@', 'mail'],
  ['taro@example', 'mail'],
  ['ta ro"@example.jp', 'mail'],
  ['太郎@example.jp', 'mail'],
  ['090-1234', 'phone'],
  ['093-582-1234', 'landline'],
])('%s is refused as %s', (typed, fault) => {
  expect(readAddress(typed)).toBe(fault);
});

test('masked addresses keep little', () => {
  expect(maskAddress('mail', 'taro@example.jp')).toBe('t•••@example.jp');
  expect(maskAddress('phone', '09012345678')).toBe('•••-••••-5678');
});
