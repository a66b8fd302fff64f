/** Why a result is what it is: what an undecided one waits for, and which known facts settled another. */
import type { Expr } from '../expr.ts';
import type { Output } from '../value.ts';
import { given, prepared } from './compile.ts';
import { truth } from './conditions.ts';
import { begin, ended, type KleenePart } from './frame.ts';
import { type Fact, factsOf, keyOf } from './needs.ts';
import type { KleeneEnv } from './row.ts';
import { Open, type Unknown } from './unknown.ts';
import { Needing, standsIn, Veil } from './watch.ts';

export interface Trace<Result> {
  result: Result;
  /**
   * What an undecided result still depends on, in the order of the formula: while only other facts become known, it stays
   * undecided. A collection of which not all is known is named by its own id. Empty where the result is settled.
   */
  needs: readonly Fact[];
  /**
   * Known facts that settle the result by themselves, whatever all others are: none of them can be left out. Empty where
   * the result is undecided, or needs no fact. Works the formula out a few times for each fact: for results that are shown.
   */
  because(): readonly Fact[];
}

/** Makes a condition ready to be asked for its reasons. */
export function kleeneTrace(expr: Expr): (env: KleeneEnv) => Trace<boolean | 'perhaps'> {
  const part = prepared(expr);
  const condition: KleenePart = (frame) => truth(part(frame));
  return (env) => {
    const { value, needs, because } = traced(condition, env);
    return { result: value instanceof Open ? 'perhaps' : value === true, needs, because };
  };
}

/** The same of a formula that gives a value: a day, an amount. */
export function kleeneValueTrace(expr: Expr): (env: KleeneEnv) => Trace<Output | Unknown> {
  const part = prepared(expr);
  return (env) => {
    const { value, needs, because } = traced(part, env);
    return { result: given(value), needs, because };
  };
}

function traced(part: KleenePart, env: KleeneEnv) {
  const frame = begin(env, new Needing(env));
  const value = ended(part(frame), frame.run);
  const open = value instanceof Open;
  return {
    value,
    needs: open ? factsOf(value.needs) : [],
    because: () => (open ? [] : reasons(part, env)),
  };
}

/**
 * Covers one fact after the other and looks whether the result is still settled: being settled with less known, it is the
 * same result. Later ones are covered first, so that what a formula says first is what people are told.
 */
function reasons(part: KleenePart, env: KleeneEnv): Fact[] {
  const veil = new Veil(env);
  const settled = (): boolean => {
    const frame = begin(env, veil);
    return !(ended(part(frame), frame.run) instanceof Open);
  };
  settled();
  const seen = [...veil.seen];
  const kept = new Map(seen.map(([key]) => [key, 'all' as 'all' | 'items']));
  veil.kept = kept;
  const cover = (facts: typeof seen): void => {
    if (facts.length === 0) return;
    for (const [key] of facts) kept.delete(key);
    if (settled()) return;
    for (const [key] of facts) kept.set(key, 'all');
    if (facts.length === 1) {
      const [[key, { list }] = ['', { list: false }]] = facts;
      if (!list) return;
      kept.set(key, 'items');
      if (!settled()) kept.set(key, 'all');
      return;
    }
    const half = facts.length >> 1;
    cover(facts.slice(half));
    cover(facts.slice(0, half));
  };
  cover(seen);
  const facts = seen
    .filter(([key]) => kept.has(key))
    .map(([, { field, item }]) => (item === undefined ? { field } : { field, item }));
  // That a list holds an item is said by naming a fact of the item.
  return facts.filter(
    (fact) => kept.get(keyOf(fact)) === 'all' || !facts.some((other) => standsIn(other, fact)),
  );
}
