import { expect, test } from 'vitest';
import type { Answers } from '#core/fields';
import fc from '../../../scripts/test/properties.ts';
import { applyDiff, diffOf, flatten, overlapsOf, rewind, unflatten } from './diff.ts';

const value = fc.oneof(fc.string({ minLength: 1 }), fc.boolean(), fc.record({ family: fc.string() }));
const line = fc.record({
  key: fc.constantFrom('k1', 'k2', 'a/b', '~x'),
  values: fc.dictionary(fc.constantFrom('11', '12'), value),
});
const answers = fc.record({
  1: fc.option(value),
  2: fc.option(value),
  10: fc.uniqueArray(line, { selector: (one) => one.key, maxLength: 4 }),
}) as fc.Arbitrary<Answers>;
const lines = new Set(['10']);
const flat = (one: Answers) => flatten(one, lines);

test('a difference leads from one state to the other, and back', () => {
  fc.assert(
    fc.property(answers, answers, (before, after) => {
      const diff = diffOf(flat(before), flat(after));
      expect(unflatten(applyDiff(flat(before), diff))).toEqual(unflatten(flat(after)));
      expect(unflatten(rewind(flat(after), [diff]))).toEqual(unflatten(flat(before)));
    }),
  );
});

test('without overlaps the order of two changes does not matter for values', () => {
  const values = (map: Map<string, unknown>) =>
    Object.fromEntries([...map].filter(([path]) => path.split('/').length !== 2));
  fc.assert(
    fc.property(answers, answers, answers, (base, one, two) => {
      const mine = diffOf(flat(base), flat(one));
      const theirs = diffOf(flat(base), flat(two));
      if (overlapsOf(mine, theirs).length > 0) return;
      expect(overlapsOf(theirs, mine)).toEqual([]);
      expect(values(applyDiff(applyDiff(flat(base), theirs), mine))).toEqual(
        values(applyDiff(applyDiff(flat(base), mine), theirs)),
      );
    }),
  );
});
