/** From a rule of the definition to places in the organisation of the day. Pure. */
import type { Seat } from '#core/definitions';
import type { Place } from './model.ts';
import { headOf, levelsAbove, nearest, type Organisation } from './organisation.ts';

/** What a rule may refer to besides the organisation. */
export interface Known {
  /** Who drafted; before any draft, who made the record. Null: not known any more. */
  drafter: { staff: string; department: string } | null;
  /** Who did the act before this one. */
  previous: string | null;
  /** Whom a field of the record names. */
  named(field: string): { kind: 'user' | 'department' | 'group'; values: readonly string[] };
}

const nobody: Place = { kind: 'nobody' };

/**
 * One place for each whom the rule names, at least one: a rule that finds nobody gives a seat that keepers have to fill. Everyone
 * is no place: all of the staff cannot be asked to act, and publishing refuses such a seat.
 */
export function findPlaces(rule: Seat, known: Known, organisation: Organisation): [Place, ...Place[]] {
  if ('drafter' in rule) return [person(known.drafter?.staff)];
  if ('previous' in rule) return [person(known.previous)];
  if ('head' in rule) {
    const departments =
      rule.head === 'drafter'
        ? known.drafter === null
          ? []
          : [known.drafter.department]
        : departmentsNamed(rule.head.field, known);
    return some(departments.map((one) => headOf(levelsAbove(one, rule.up ?? 0, organisation), organisation)));
  }
  if ('user' in rule) return [person(rule.user)];
  if ('group' in rule) return [{ kind: 'group', group: rule.group }];
  if ('role' in rule) return [{ kind: 'role', role: rule.role }];
  if ('position' in rule) {
    if (rule.department !== undefined)
      return [{ kind: 'office', department: rule.department, position: rule.position }];
    return [known.drafter === null ? nobody : nearest(rule.position, known.drafter.department, organisation)];
  }
  if ('department' in rule)
    return [{ kind: 'department', department: rule.department, below: rule.below !== false }];
  if ('field' in rule) return some(placesNamed(rule.field, known));
  return [nobody];
}

const person = (staff: string | null | undefined): Place =>
  staff === null || staff === undefined ? nobody : { kind: 'person', staff };

const some = (places: readonly Place[]): [Place, ...Place[]] => {
  const [first, ...rest] = places;
  return first === undefined ? [nobody] : [first, ...rest];
};

function departmentsNamed(field: string, known: Known): readonly string[] {
  const { kind, values } = known.named(field);
  return kind === 'department' ? values : [];
}

function placesNamed(field: string, known: Known): Place[] {
  const { kind, values } = known.named(field);
  return values.map((value): Place => {
    if (kind === 'user') return person(value);
    return kind === 'group'
      ? { kind: 'group', group: value }
      : { kind: 'department', department: value, below: true };
  });
}
