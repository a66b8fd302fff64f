import { expect, it } from 'vitest';
import { contracts } from '../contracts.ts';
import { context, fieldOf, parse } from '../testing.server.ts';
import { looksLikeIndividualNumber } from './warn.ts';

it('every field of text or digits warns of an individual number, and takes it all the same', () => {
  for (const type of ['text', 'long-text', 'rich-text', 'number', 'code-scan'] as const) {
    for (const typed of ['123456789018', '１２３４５６７８９０１８']) {
      const read = parse(fieldOf(type), { f1: [typed] });
      expect(read.notice, type).toContain('マイナンバー');
      expect(read.issues).toEqual([]);
      expect(read.value).not.toBeNull();
    }
    expect(parse(fieldOf(type), { f1: ['123456789019'] }).notice).toBeUndefined();
  }
});

it('is silent where such numbers are expected', () => {
  const read = contracts.text.parse({ f1: ['123456789018'] }, 'f1', fieldOf('text'), {
    ...context,
    individualNumbers: 'expected',
  });
  expect(read.notice).toBeUndefined();
});

it('knows them grouped and in any width, and not inside longer runs', () => {
  expect(looksLikeIndividualNumber('番号 1234-5678-9018 です')).toBe(true);
  expect(looksLikeIndividualNumber('１２３４　５６７８　９０１８')).toBe(true);
  expect(looksLikeIndividualNumber('41234567890180')).toBe(false);
});
