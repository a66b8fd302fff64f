/** Everybody a case speaks of, by the keys under which a measure may know them. Pure. */
import type { App } from '#core/definitions';
import {
  type Answers,
  completeFields,
  type DefinedField,
  type Field,
  type Json,
  type Line,
} from '#core/fields';
import { formatKana, nameKeys, type PersonName } from '#kernel/names';
import { normaliseForSearch } from '#kernel/text';

export interface CasePerson {
  role: 'applicant' | 'named';
  key: string;
  /** `YYYY-MM-DD`; empty when it is not known to the day. */
  birthDate: string;
}

/** Written for a case that names nobody, so that it counts as indexed. */
const nobody: CasePerson = { role: 'applicant', key: '-', birthDate: '' };

/**
 * `n:` a written form of the name, `k:` its reading. A name field goes with the birth dates beside it: the applicant's with
 * the one the app names, others with those of their own line or level. Without one the birth date is unknown and any fits.
 */
export function personsOf(app: App, answers: Answers): CasePerson[] {
  const fields = completeFields(app.fields as DefinedField[]);
  const codes = (app.applicant ?? {}) as { name?: string; birthDate?: string };
  const found = [nobody];
  for (const field of fields) {
    const value = answers[String(field.id)] ?? null;
    if (field.type === 'person-name') {
      const applies = field.code === codes.name;
      const beside = fields.filter(
        (one) => one.type === 'birth-date' && (one.code === codes.birthDate) === applies,
      );
      found.push(...keysOf(value, birthDates(beside, answers), applies ? 'applicant' : 'named'));
    }
    for (const line of field.fields === undefined ? [] : ((value ?? []) as unknown as Line[])) {
      const inner = field.fields as Field[];
      const births = birthDates(
        inner.filter((one) => one.type === 'birth-date'),
        line.values,
      );
      for (const one of inner.filter((each) => each.type === 'person-name'))
        found.push(...keysOf(line.values[String(one.id)] ?? null, births, 'named'));
    }
  }
  return found;
}

/** The keys of a person as officers write them down. */
export function keysOfName(name: PersonName): string[] {
  const reading = normaliseForSearch(formatKana(name.kana, '')).replace(/[\s,]/g, '');
  return [...nameKeys(name).map((key) => `n:${key}`), ...(reading === '' ? [] : [`k:${reading}`])];
}

function keysOf(value: Json, births: string[], role: CasePerson['role']): CasePerson[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
  const keys = keysOfName(value as unknown as PersonName);
  return births.flatMap((birthDate) => keys.map((key) => ({ role, key, birthDate })));
}

function birthDates(fields: readonly Field[], answers: Answers): string[] {
  const known = fields
    .map((field) => answers[String(field.id)])
    .filter((value): value is string => typeof value === 'string' && isDay(value));
  return known.length === 0 ? [''] : known;
}

const isDay = (text: string) => /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text);
