/** What holds of every formula and every way in which some of a row is hidden; each throws where it does not. */
import assert from 'node:assert/strict';
import { answers, fields, scope } from '../fixture.ts';
import { type Answers, compile, type Expr, envOf, print, references, type ScopeField } from '../index.ts';
import { fieldType } from '../types.ts';
import {
  compileKleene,
  type Fact,
  isUnknown,
  kleeneEnvOf,
  kleeneTrace,
  kleeneTruth,
  kleeneValueTrace,
  UNKNOWN,
} from './index.ts';
import { keyOf } from './needs.ts';
import { admits, chooser, everyWay, type Hidden, hide, random } from './partial.testing.ts';

const at = { today: '2026-11-02', now: '2026-11-02T09:15:30+09:00' };
const nothing = () => false;
const everything = () => true;

/** Some of what the formula speaks of is hidden, the rest of the row is as it is. */
function hiddenBy(expr: Expr, seed: number): Hidden {
  const used = new Set([...references(expr)].map((path) => path.split('.')[0]));
  const spoken = fields.filter((field) => used.has(field.id));
  const { holes, reveal } = hide(spoken, answers, random(seed), (seed % 5) / 8 + 0.15);
  return { holes, reveal: (which, choose) => ({ ...answers, ...reveal(which, choose) }) };
}
const known = (values: unknown) => envOf(values as Answers, at);
const partly = (values: unknown) => kleeneEnvOf(values as Answers, at);
const shownOf = (hidden: Hidden) => hidden.reveal(nothing, chooser(0));
const fail = (expr: Expr, message: string): never => assert.fail(`${print(expr, scope)}: ${message}`);
const text = (value: unknown) => JSON.stringify(value);

/** A definite result is the value for every completion; of an undecided one, what was said of it holds. Whether it was definite. */
export function holdsForCompletions(expr: Expr, seed: number): boolean {
  const hidden = hiddenBy(expr, seed);
  const result = compileKleene(expr)(partly(shownOf(hidden)));
  const value = compile(expr);
  for (const way of [...everyWay(hidden.holes, 40), ...[1, 2, 3, 4, 5, 6].map((n) => chooser(seed + n))]) {
    const turned = value(known(hidden.reveal(everything, way)));
    if (!admits(result, turned)) fail(expr, `said to be ${text(result)}, is ${text(turned)}`);
  }
  return !isUnknown(result);
}

/** A definite result stays while one hidden answer after the other becomes known; when all are, every result is definite. */
export function staysWhileLearning(expr: Expr, seed: number): void {
  const hidden = hiddenBy(expr, seed);
  const ready = compileKleene(expr);
  const learnt = new Set<string>();
  const chance = random(seed);
  let before: ReturnType<typeof ready> = UNKNOWN;
  const keys = hidden.holes.map((hole) => ({ key: hole.key, place: chance() }));
  for (const each of [undefined, ...keys.sort((a, b) => a.place - b.place)]) {
    if (each !== undefined) learnt.add(each.key);
    const now = ready(partly(hidden.reveal((key) => learnt.has(key), chooser(seed))));
    if (!isUnknown(before) && text(now) !== text(before))
      fail(expr, `was ${text(before)}, is ${text(now)} after ${text(each?.key)}`);
    before = now;
  }
  if (isUnknown(before)) fail(expr, 'undecided with all known');
}

const hostile = {
  '1': '\uD800',
  '3': 'abc',
  '4': '9'.repeat(40),
  '5': '2024-02-30',
  '6': '2024-01-01T99:00',
  '7': 'yes',
  '8': 'x',
  '9': [null, 3, { '103': {} }],
  '10': {},
};

/** With nothing unknown it is the value. */
export function isTheValue(expr: Expr, seed: number): void {
  const [value, kleene] = [compile(expr), compileKleene(expr)];
  for (const row of [answers, hiddenBy(expr, seed).reveal(everything, chooser(seed)), {}, hostile])
    assert.deepEqual(kleene(partly(row)), value(known(row)), print(expr, scope));
}

/** An undecided condition stays so while only facts outside its trace become known. How many those are; undefined where decided. */
export function waitsForItsNeeds(expr: Expr, seed: number): number | undefined {
  const hidden = hiddenBy(expr, seed);
  const truth = kleeneTruth(expr);
  const { result, needs } = kleeneTrace(expr)(partly(shownOf(hidden)));
  assert.equal(result, truth(partly(shownOf(hidden))), print(expr, scope));
  assert.equal(needs.length === 0, result !== 'perhaps', print(expr, scope));
  if (result !== 'perhaps') return undefined;
  const needed = new Set(needs.map(keyOf));
  const holes = new Set(hidden.holes.map((hole) => hole.key));
  for (const key of needed) if (!holes.has(key)) fail(expr, `needs ${text(key)}, which is known`);
  for (const n of [1, 2, 3]) {
    const others = hidden.reveal((key) => !needed.has(key), chooser(seed + n));
    if (truth(partly(others)) !== 'perhaps') fail(expr, `decided without ${text([...needed])}`);
  }
  return holes.size - needed.size;
}

/** The facts that are said to settle a result do so alone, and not one of them is too many. */
export function isSettledByItsReasons(expr: Expr, seed: number): void {
  const shown = shownOf(hiddenBy(expr, seed));
  const { result, because } = kleeneValueTrace(expr)(partly(shown));
  const facts = because();
  assert.deepEqual(because(), facts);
  if (isUnknown(result)) {
    assert.deepEqual(facts, []);
    return;
  }
  const by = (some: readonly Fact[]) => compileKleene(expr)(partly(only(fields, shown, some, '')));
  assert.deepEqual(by(facts), result, `${print(expr, scope)} by ${text(facts)}`);
  for (const left of facts)
    if (!isUnknown(by(facts.filter((fact) => fact !== left)))) fail(expr, `settled without ${text(left)}`);
}

/** The answers with these facts only: a list that is not named holds the items that are. */
function only(level: readonly ScopeField[], shown: Answers, facts: readonly Fact[], row: string): Answers {
  const has = (field: string) => facts.some((fact) => fact.field === field && (fact.item ?? '') === row);
  const cells = level.map((field): [string, unknown] => {
    const raw = shown[field.id];
    if (fieldType(field.type) !== 'collection') return [field.id, has(field.id) ? raw : UNKNOWN];
    const place = `${row === '' ? '' : `${row}/`}${field.id}/`;
    if (!has(field.id) && !facts.some((fact) => fact.item?.startsWith(place))) return [field.id, UNKNOWN];
    const lines = Array.isArray(raw) ? raw : ((raw as { items?: unknown[] } | undefined)?.items ?? []);
    const inner = [...(field.item?.byId.values() ?? [])];
    const items = lines.map((line, n) => only(inner, line.values ?? line, facts, `${place}${n}`));
    return [field.id, has(field.id) && Array.isArray(raw) ? items : { items, complete: false }];
  });
  return Object.fromEntries(cells);
}
