import { expect, test } from 'vitest';
import { completeFields, type DefinedField } from './index.ts';
import { say } from './messages.ts';
import { printAnswer } from './print.ts';
import { printShort } from './print-short.ts';

const [agreed, doubled] = completeFields([
  { id: 1, code: '要否', type: 'yes-no', label: { ja: '要否' } },
  {
    id: 2,
    code: '重点',
    type: 'formula',
    label: { ja: '重点' },
    options: { formula: '要否', result: 'boolean' },
  },
] as unknown as DefinedField[]);

test('what is printed says the sentences that came with the page, which has no table of its own in a browser', () => {
  const reader = { language: 'ja', texts: { 'fields.yes': 'はい（頁）', 'fields.no': 'いいえ（頁）' } };
  expect(printAnswer(agreed!, true, reader)).toBe('はい（頁）');
  expect(printAnswer(doubled!, false, reader)).toBe('いいえ（頁）');
  // And only while it is printed.
  expect(say('yes', { language: 'ja' })).toBe('はい');
  expect(printAnswer(agreed!, true, 'ja')).toBe('はい');
});

test('a cell prints an address without the post code and the prefecture that all of them have', () => {
  const [address] = completeFields([
    {
      id: 1,
      code: '所在地',
      type: 'address',
      label: { ja: '所在地' },
      options: { homePrefecture: 'ひので県' },
    },
  ] as unknown as DefinedField[]);
  const here = {
    postCode: '9080101',
    prefecture: 'ひので県',
    city: 'あかつき市',
    town: '本町',
    block: '3番29号',
  };
  const reader = { language: 'ja' };
  expect(printShort(address!, here, reader)).toBe('あかつき市本町3番29号');
  expect(printShort(address!, { ...here, prefecture: '山口県' }, reader)).toBe('山口県あかつき市本町3番29号');
  expect(printShort(address!, { asWritten: 'ひので県某所' }, reader)).toBe('ひので県某所');
  expect(printShort(address!, null, reader)).toBe('');
});
