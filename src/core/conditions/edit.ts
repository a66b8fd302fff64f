/** Changes of a condition by place, for the builder. A place is the indexes from the root; `where` enters the condition about lines. Pure. */
import { type Condition, type ConditionField, type Group, isGroup, nothing, type Test } from './model.ts';
import type { Takes } from './operator.ts';
import { operatorOf, operatorsFor } from './operators.ts';

export type Place = readonly (number | 'where')[];

export const placeKey = (place: Place): string => place.join('-');

/** A new test of the first field that can be asked about. */
export function newTest(field: ConditionField): Test {
  const [[op, operator] = []] = operatorsFor(field.kind);
  return withTakes({ field: field.code, op: op!, values: [] }, operator!.takes, field);
}

/** Another field: what was filled in stays where it can. */
export function withField(test: Test, field: ConditionField, before: ConditionField | undefined): Test {
  const kept = operatorOf(field.kind, test.op);
  if (kept === undefined) return newTest(field);
  const same = before?.kind === field.kind && kept.takes !== 'values' && kept.takes !== 'where';
  return withTakes({ field: field.code, op: test.op, values: same ? test.values : [] }, kept.takes, field);
}

/** Another question about the same field. */
export function withOperator(test: Test, op: Test['op'], field: ConditionField): Test {
  const before = operatorOf(field.kind, test.op)?.takes;
  const takes = operatorOf(field.kind, op)?.takes ?? 'nothing';
  const keeps = before === takes;
  const next: Test = { field: test.field, op, values: keeps ? test.values : [] };
  if (keeps && test.where !== undefined) next.where = test.where;
  return withTakes(next, takes, field);
}

function withTakes(test: Test, takes: Takes, field: ConditionField): Test {
  if (takes !== 'where' || test.where !== undefined) return test;
  const [first] = field.fields ?? [];
  return { ...test, where: first === undefined ? nothing : { join: 'all', items: [newTest(first)] } };
}

/** The tree with what stands at a place replaced; undefined takes it away. Groups left empty go with it. */
export function changed(root: Group, place: Place, next: Condition | undefined): Group {
  if (place.length === 0) return next === undefined ? { ...root, items: [] } : (next as Group);
  return (replace(root, place, next) as Group | undefined) ?? { ...root, items: [] };
}

function replace(at: Condition, place: Place, next: Condition | undefined): Condition | undefined {
  const [step, ...rest] = place;
  if (step === undefined) return next;
  if (step === 'where' && !isGroup(at)) {
    const where = replace(at.where ?? nothing, rest, next);
    return { ...at, where: (where as Group | undefined) ?? { ...(at.where ?? nothing), items: [] } };
  }
  if (!isGroup(at)) return at;
  const items = at.items.flatMap((one, index) =>
    index === step ? (replace(one, rest, next) ?? []) : one,
  ) as Condition[];
  return items.length === 0 ? undefined : { ...at, items };
}
