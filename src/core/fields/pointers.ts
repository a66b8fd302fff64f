/** What answers name by id only, collected so that names are looked up in one query per kind. */
import { contracts } from './contracts.ts';
import { linesIn } from './lines/contract.ts';
import type { Answers, Field, Me } from './model.ts';
import { pickedIn } from './pick/contract.ts';

export interface Pointers {
  staff: Set<string>;
  departments: Set<string>;
  groups: Set<string>;
  /** Record ids by app id. */
  records: Map<string, Set<string>>;
}

type Pointing = Pick<Field, 'id' | 'type' | 'options'> & { fields?: readonly Pointing[] };

/** Ids in any number of records; those inside lines too. */
export function pointersIn(fields: readonly Pointing[], records: Iterable<Answers>): Pointers {
  const found: Pointers = { staff: new Set(), departments: new Set(), groups: new Set(), records: new Map() };
  const pointing = fields.flatMap((field) => {
    const inside = (field.fields ?? []).filter((child) => contracts[child.type].pointsTo !== undefined);
    return contracts[field.type].pointsTo !== undefined || inside.length > 0 ? [{ field, inside }] : [];
  });
  const note = (field: Pointing, value: Answers[string] | undefined) => {
    const to = contracts[field.type].pointsTo?.(field);
    if (to === undefined) return;
    const ids = typeof to === 'string' ? found[to] : (found.records.get(to.app) ?? new Set());
    if (typeof to !== 'string') found.records.set(to.app, ids);
    for (const id of pickedIn(value)) ids.add(id);
  };
  for (const answers of pointing.length === 0 ? [] : records) {
    for (const { field, inside } of pointing) {
      const value = answers[String(field.id)];
      note(field, value);
      for (const { values } of inside.length === 0 ? [] : linesIn(value))
        for (const child of inside) note(child, values[String(child.id)]);
    }
  }
  return found;
}

/** What a new record starts with: whoever adds it, their department. */
export function initialAnswers(fields: readonly Pick<Field, 'id' | 'type' | 'options'>[], me: Me): Answers {
  const answers: Answers = {};
  for (const field of fields) {
    const value = contracts[field.type].initial?.(field, me) ?? null;
    if (value !== null) answers[String(field.id)] = value;
  }
  return answers;
}
