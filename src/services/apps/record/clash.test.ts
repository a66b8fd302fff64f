import { expect, test } from 'vitest';
import type { Answers, Field } from '#core/fields';
import { mergedForChoice, withChoices, withOwnLines } from './clash.ts';

const fields = [
  { id: 1, type: 'text', label: { ja: '件名' } },
  { id: 2, type: 'text', label: { ja: '備考' } },
  { id: 3, type: 'lines', label: { ja: '明細' }, fields: [{ id: 31, type: 'text', label: { ja: '内容' } }] },
] as unknown as Field[];
const lines = (...all: [key: string, text: string][]) =>
  all.map(([key, text]) => ({ key, values: { 31: text } })) as never;
const base: Answers = { 1: 'あ', 2: 'い', 3: lines(['k1', '机'], ['k2', '椅子']) };

test('the form shows what others changed elsewhere, and everything of mine where we differ', () => {
  const theirs = { 1: '彼', 2: '他', 3: lines(['k1', '机']) };
  expect(mergedForChoice(fields, theirs, base, { 1: '私' })).toEqual({
    1: '私',
    2: '他',
    3: lines(['k1', '机']),
  });
});

test('a line that they removed and I changed stands whole again, until the choice is made', () => {
  const theirs = { ...base, 3: lines(['k1', '机']) };
  const mine = { 3: lines(['k1', '机'], ['k2', '長椅子']) };
  const merged = mergedForChoice(fields, theirs, base, mine);
  expect(merged[3]).toEqual(lines(['k1', '机'], ['k2', '長椅子']));
  expect(withChoices(fields, merged, theirs, ['3/k2/31'])[3]).toEqual(lines(['k1', '机']));
  expect(withChoices(fields, merged, theirs, [])[3]).toEqual(merged[3]);
});

test('their value is taken where it was chosen, an emptied field is empty', () => {
  const theirs = { 2: '他' };
  expect(withChoices(fields, { 1: '私', 2: '私' }, theirs, ['1', '2'])).toEqual({ 1: null, 2: '他' });
});

test('two people who each add a line add two lines', () => {
  const theirs = { ...base, 3: lines(['k1', '机'], ['k2', '椅子'], ['k3', '棚']) };
  const mine = { ...base, 3: lines(['k1', '机'], ['k2', '椅子'], ['k3', '時計']) };
  const own = withOwnLines(fields, mine, base, theirs)[3] as unknown as { key: string; values: Answers }[];
  expect(own.map((line) => line.values[31])).toEqual(['机', '椅子', '時計']);
  expect(own[2]?.key).not.toBe('k3');
});
