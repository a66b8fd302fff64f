import { describe, expect, it } from 'vitest';
import fc from '../../../../scripts/test/properties.ts';
import type { Expr } from '../index.ts';
import { formula } from '../random.fixture.ts';
import {
  holdsForCompletions,
  isSettledByItsReasons,
  isTheValue,
  staysWhileLearning,
  waitsForItsNeeds,
} from './laws.testing.ts';
import { small } from './small.testing.ts';

const kinds = ['number', 'text', 'boolean', 'boolean', 'date', 'datetime'] as const;
const depths = fc.integer({ min: 1, max: 4 });
const anyFormula = fc.tuple(fc.constantFrom(...kinds), depths).chain((each) => formula(...each));
const anyCondition = depths.chain((depth) => formula('boolean', depth));

/** Each small one with several ways of hiding. */
function alwaysSmall(ways: number, law: (expr: Expr, seed: number) => void): void {
  for (const [index, expr] of small.entries())
    for (let seed = index; seed < index + ways; seed++) law(expr, seed);
}

/** Some hundred each; `npm run proof -- formula` does so with many thousands. */
function always(
  formulas: fc.Arbitrary<Expr>,
  numRuns: number,
  law: (expr: Expr, seed: number) => void,
): void {
  fc.assert(fc.property(formulas, fc.nat(), law), { numRuns });
}

describe('what is definite', () => {
  it('is the value for every completion of what is unknown; what is undecided lies within what was said', () => {
    let definite = 0;
    alwaysSmall(8, holdsForCompletions);
    always(anyFormula, 250, (expr, seed) => {
      if (holdsForCompletions(expr, seed)) definite++;
    });
    // To say nothing would be sound as well.
    expect(definite).toBeGreaterThan(125);
  });

  it('stays what it is while one answer after the other becomes known', () => {
    alwaysSmall(3, staysWhileLearning);
    always(anyFormula, 100, staysWhileLearning);
  });

  it('is what the value evaluator gives where nothing is unknown', () => {
    alwaysSmall(2, isTheValue);
    always(anyFormula, 200, isTheValue);
  });
});

describe('a trace', () => {
  it('names what an undecided condition depends on: nothing else decides it', () => {
    let spared = 0;
    const law = (expr: Expr, seed: number) => {
      if ((waitsForItsNeeds(expr, seed) ?? 0) > 0) spared++;
    };
    alwaysSmall(6, law);
    always(anyCondition, 250, law);
    // To name everything would be right as well.
    expect(spared).toBeGreaterThan(10);
  });

  it('names known facts that settle a result whatever all others are, none of them too many', () => {
    alwaysSmall(3, isSettledByItsReasons);
    always(anyFormula, 100, isSettledByItsReasons);
  });
});
