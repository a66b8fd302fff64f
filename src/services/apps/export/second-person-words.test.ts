import { expect, test } from 'vitest';
import { secondPersonWords } from './second-person-words.ts';

const columns = [
  { key: 'id', label: 'レコードID', classification: 'internal' as const, chosen: true },
  { key: 'f1', label: '電話', classification: 'personal' as const, chosen: false },
];

test('one reads before asking whether a second person will be needed', () => {
  const words = (rows: number, keys: string[], personsAre: 'rows' | 'people' = 'rows') =>
    secondPersonWords({ columns, rows, personsAre }, keys);
  expect(words(5_000, ['id'])).toContain('要りません');
  expect(words(100, ['id', 'f1'])).toContain('要りません');
  expect(words(101, ['f1'])).toContain('101人分');
  expect(words(101, ['f1'])).toContain('承認が要ります');
  // Names and birth dates may tell that there are fewer.
  expect(words(101, ['f1'], 'people')).toContain('多くて101人分');
});
