/** The laws on many formulas, for the proof: what is broken is told, not thrown. */
import fc from '../../../../scripts/test/properties.ts';
import type { Expr } from '../index.ts';
import { formula } from '../random.fixture.ts';
import {
  holdsForCompletions,
  isSettledByItsReasons,
  staysWhileLearning,
  waitsForItsNeeds,
} from './laws.testing.ts';
import { small } from './small.testing.ts';

const kinds = ['number', 'text', 'boolean', 'boolean', 'date', 'datetime'] as const;
const laws = [holdsForCompletions, staysWhileLearning, waitsForItsNeeds, isSettledByItsReasons];

/** Tries each law on as many random formulas, and on small ones with as many ways of hiding. */
export function kleeneLaws(count: number, seed: number): { pairs: number; broken: string[] } {
  const any = fc
    .tuple(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 4 }))
    .chain(([kind, depth]) => formula(kind, depth));
  const broken: string[] = [];
  let pairs = 0;
  const hold = (expr: Expr, way: number) => {
    pairs++;
    for (const law of laws) {
      try {
        law(expr, way);
      } catch (error) {
        broken.push(`${law.name}: ${(error as Error).message} (${JSON.stringify(expr)}, ${way})`);
      }
    }
  };
  for (const [index, expr] of fc.sample(any, { numRuns: count, seed }).entries()) hold(expr, seed + index);
  for (let way = 0; way * small.length < count; way++) for (const expr of small) hold(expr, way);
  return { pairs, broken };
}
