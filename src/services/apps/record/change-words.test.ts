import { expect, test } from 'vitest';
import type { Field } from '#core/fields';
import { changeRows, valuesIn } from './change-words.ts';

const field = (id: number, label: string, more: object = {}) => ({
  id,
  code: label,
  type: 'text',
  label: { ja: label },
  options: {},
  ...more,
});
const fields = [
  field(1, '件名'),
  field(2, '明細', { type: 'lines', fields: [field(21, '内容'), field(22, '数', { type: 'number' })] }),
] as unknown as Field[];
const reader = { language: 'ja' };

test('a change is told by field; a line that came or went by what is in it; what is unknown to the reader is left out', () => {
  const diff = {
    1: ['傘', '黒い傘'],
    '2/k1': [null, 0],
    '2/k1/21': [null, '机'],
    '2/k1/22': [null, '3'],
    '2/k2/22': ['1', '2'],
    9: ['秘密', 'もっと秘密'],
  } as const;
  expect(
    changeRows(diff as never, fields, reader).map(({ label, before, after }) => [label, before, after]),
  ).toEqual([
    ['件名', '傘', '黒い傘'],
    ['明細の行', '', '内容：机、数：3'],
    ['明細・数', '1', '2'],
  ]);
});

test('everything that differences point at is there to look names up, inside lines too', () => {
  expect(valuesIn([{ 1: ['a', null], '2/k1/21': [null, 'b'] }])).toEqual([
    { 1: 'a' },
    { 2: [{ key: 'k1', values: { 21: 'b' } }] },
  ]);
});
