import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { plainText } from './plain.server.ts';

test('words, numbers and lists of words stand in the text', () => {
  const query = sql`SELECT ${'a-b_c:1'}, ${5}, ${-5}, ${null}, ${true}, ${['x', 'y z']}, ${[]}`;
  expect(plainText(query)).toBe(`SELECT 'a-b_c:1', (5), (-5), NULL, true, '{"x","y z"}', '{}'`);
});

test('nothing that could end a quotation gets into the text, whatever it is', () => {
  const hostile: unknown[] = [
    "'; DROP TABLE audit; --",
    '\\',
    'a"b',
    'a\u0000b',
    'a\nb',
    '日本',
    '$1',
    '{a,b}',
    'a;b',
    'x'.repeat(3000),
    Number.NaN,
    1.5,
    Number.POSITIVE_INFINITY,
    1e300,
    new Date(),
    { toString: () => 'x' },
    ["a'", 'b'],
    ['a,b'],
    ['{}'],
    [['a']],
    [null],
    Buffer.from('x'),
    1n,
  ];
  for (const value of hostile) expect(plainText(sql`SELECT ${value}`), String(value)).toBeNull();
});

test('a value that looks like a place for another is no place', () => {
  expect(plainText(sql`SELECT ${'a'}, ${'b'}`)).toBe("SELECT 'a', 'b'");
  expect(plainText(sql`SELECT ${'a'}, ${'$1'}`)).toBeNull();
});
