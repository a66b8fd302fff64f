import { describe, expect, it } from 'vitest';
import fc from '../../../scripts/test/properties.ts';
import { machineOf, matches } from './match.ts';
import { readPattern } from './pattern.ts';

function match(pattern: string, text: string): boolean | string {
  const read = readPattern(pattern);
  return read.ok ? matches(machineOf(read.value), text) : read.error;
}

it.each<[string, string, boolean]>([
  ['abc', 'abc', true],
  ['abc', 'abcd', false],
  ['^abc$', 'abc', true],
  ['a|bc', 'bc', true],
  ['a|bc', 'abc', false],
  ['(a|b)*c', 'ababc', true],
  ['(?:ab)+', 'ababab', true],
  ['(?:ab)+', '', false],
  ['a{2,3}', 'a', false],
  ['a{2,3}', 'aa', true],
  ['a{2,3}', 'aaa', true],
  ['a{2,3}', 'aaaa', false],
  ['a{2}', 'aaa', false],
  ['a{2,}', 'aaaaaa', true],
  ['a{0}b', 'b', true],
  ['(a{0}|b)c', 'c', true],
  ['(a?)*b', 'aab', true],
  ['[ぁ-んー]+', 'きたきゅーしゅう', true],
  ['[^0-9]+', 'abc', true],
  ['[^0-9]+', 'a1', false],
  ['[-a]+', 'a-a', true],
  ['[a-]+', 'a-a', true],
  ['[^-]', '-', false],
  ['[\\]\\[]+', '[]', true],
  ['\\d{3}-\\d{4}', '803-8501', true],
  ['\\d', '３', false],
  ['[\\d\\-]+', '1-2', true],
  ['\\w+', 'aZ_9', true],
  ['.', '𠮷', true],
  ['..', '𠮷', false],
  ['[𠀀-𪛟]', '𠮷', true],
  ['.', '\n', true],
  ['\\.', 'a', false],
  ['.+@.+\\..+', 'a@b.jp', true],
])('%s on %s: %s', (pattern, text, expected) => {
  expect(match(pattern, text)).toBe(expected);
});

describe('refuses', () => {
  it.each([
    '',
    'a**',
    'a*?',
    'a++',
    '*a',
    '(a',
    'a)',
    '[a',
    '[]',
    '[z-a]',
    '[a-\\d]',
    '[\\d-z]',
    '[a-c-e]',
    '[[:alpha:]]',
    'a{',
    'a{3',
    'a{x}',
    'a{3,2}',
    'a{101}',
    'a{1,101}',
    '(?=a)',
    '(?!a)',
    '(?<n>a)',
    '(?i)a',
    '\\1',
    '\\b',
    '\\s',
    '\\p{L}',
    '\\',
    'a|',
    '()',
    '|a',
    '{2}',
    'a^b',
    'a$b',
    'a}',
    'a]',
    '((((((((((((((((((((a))))))))))))))))))))',
    '(a{100}){100}',
    '((a{50}){50}){50}',
    'a'.repeat(501),
  ])('%s', (pattern) => {
    expect(match(pattern, 'a')).toBeTypeOf('string');
  });
});

const atoms = ['a', 'b', '.', '[ab]', '[^a]', '\\d', '1', '(?:a|b1)', '(ab)', '[a-c1]', '𠮷'];
const quantifiers = ['', '', '*', '+', '?', '{2}', '{1,2}', '{0,3}', '{2,}'];
const { tree } = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(fc.constantFrom(...atoms), fc.constantFrom(...quantifiers)).map(([a, q]) => a + q),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => a + b),
    fc.tuple(tie('tree'), tie('tree'), fc.constantFrom(...quantifiers)).map(([a, b, q]) => `(${a}|${b})${q}`),
  ),
}));

it('agrees with RegExp on the subset', () => {
  fc.assert(
    fc.property(
      tree,
      fc.array(fc.constantFrom('a', 'b', 'c', '1', '𠮷'), { maxLength: 7 }),
      (pattern, chars) => {
        const text = chars.join('');
        const read = readPattern(pattern);
        fc.pre(read.ok);
        expect(match(pattern, text)).toBe(new RegExp(`^(?:${pattern})$`, 'su').test(text));
      },
    ),
    { seed: 20261102, numRuns: 2000 },
  );
});

it('reads any text without throwing', () => {
  const signs = fc.constantFrom(...'ab1(){}[]|*+?.^$\\-,:d');
  fc.assert(
    fc.property(fc.array(signs, { maxLength: 14 }), (chars) => {
      const pattern = chars.join('');
      const read = readPattern(pattern);
      if (read.ok)
        expect(matches(machineOf(read.value), 'ab1')).toBe(new RegExp(`^(?:${pattern})$`, 's').test('ab1'));
      else expect(read.error.length).toBeGreaterThan(5);
    }),
    { seed: 20261103, numRuns: 5000 },
  );
});

it('stays linear where backtracking explodes', () => {
  const text = 'a'.repeat(5000);
  const before = performance.now();
  expect(match('(a*)*b', text)).toBe(false);
  expect(match('(a|a)*b', text)).toBe(false);
  expect(match('(a|aa)+(a|aa)+(a|aa)+b', text)).toBe(false);
  expect(performance.now() - before).toBeLessThan(60_000);
});
