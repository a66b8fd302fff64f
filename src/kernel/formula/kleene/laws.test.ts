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

const kinds = ['number', 'text', 'boolean', 'boolean', 'date', 'datetime'] as const;
const depths = fc.integer({ min: 1, max: 4 });
const anyFormula = fc.tuple(fc.constantFrom(...kinds), depths).chain((each) => formula(...each));
const anyCondition = depths.chain((depth) => formula('boolean', depth));

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
    always(anyFormula, 400, (expr, seed) => {
      if (holdsForCompletions(expr, seed)) definite++;
    });
    // To say nothing would be sound as well.
    expect(definite).toBeGreaterThan(200);
  });

  it('stays what it is while one answer after the other becomes known', () => {
    always(anyFormula, 100, staysWhileLearning);
  });

  it('is what the value evaluator gives where nothing is unknown', () => {
    always(anyFormula, 250, isTheValue);
  });
});

describe('a trace', () => {
  it('names what an undecided condition depends on: nothing else decides it', () => {
    let spared = 0;
    always(anyCondition, 300, (expr, seed) => {
      if ((waitsForItsNeeds(expr, seed) ?? 0) > 0) spared++;
    });
    expect(spared).toBeGreaterThan(20);
  });

  it('names known facts that settle a result whatever all others are, none of them too many', () => {
    always(anyFormula, 120, isSettledByItsReasons);
  });
});
