/** Facts as the names formulas may say: event and household facts around, the household's members as one collection. */
import { type Expr, type Scope, type ScopeField, scopeOf } from '#kernel/formula';
import type { Fact } from './model.ts';

/** 基準日: the day whose rules hold. TODAY() and ages without a day mean it. */
export const asOfId = '@as-of';
export const asOfCode = '基準日';
export const membersCode = '世帯員';

export interface FactScope {
  /** Of household rules and of event and household facts. */
  top: Scope;
  /** Of person rules and person facts; everything else is around. */
  person: Scope;
}

/** What formulas see of a fact. */
export const typeOfFact = ({ type }: Fact) =>
  type === 'members'
    ? undefined
    : ({ yesNo: 'boolean', choice: 'text', date: 'date', count: 'number' } as const)[type];

const types = { yesNo: 'boolean', choice: 'choice', date: 'date', count: 'number' } as const;

export function factScope(facts: readonly Fact[]): FactScope {
  const asOf: ScopeField = { id: asOfId, code: asOfCode, type: 'date', label: asOfCode };
  const people = [...facts.filter((one) => one.scope === 'person').map(field), asOf];
  const item = scopeOf(people);
  const tops = facts
    .filter((one) => one.scope !== 'person')
    .map((one): ScopeField => (one.type === 'members' ? { ...field(one), item } : field(one)));
  const top = scopeOf([...tops, asOf]);
  return { top, person: scopeOf(people, top, membersCode) };
}

function field(fact: Fact): ScopeField {
  return {
    id: fact.id,
    code: fact.code,
    type: fact.type === 'members' ? 'collection' : types[fact.type],
    label: fact.title.ja,
    ...(fact.choices === undefined ? {} : { options: fact.choices.map((one) => one.value) }),
  };
}

/** The same formula with the as-of date as a field, so that it can be unknown as other facts can. */
export function anchored(expr: Expr): Expr {
  switch (expr.kind) {
    case 'member':
    case 'negate':
      return { ...expr, of: anchored(expr.of) };
    case 'binary':
      return { ...expr, left: anchored(expr.left), right: anchored(expr.right) };
    case 'call': {
      const asOf: Expr = { kind: 'ref', ref: asOfId, type: 'date' };
      if (expr.name === 'TODAY') return asOf;
      const args = expr.args.map(anchored);
      if (expr.name === 'AGE' && args.length === 1) args.push(asOf);
      return { ...expr, args };
    }
    default:
      return expr;
  }
}
