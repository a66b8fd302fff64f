/** Everybody a case or a record speaks of, by the keys under which a measure 支援措置 may know them. Pure. */
import {
  type Answers,
  completeFields,
  type DefinedField,
  type Field,
  type Json,
  type Line,
  lookupIn,
} from '#core/fields';
import { formatKana, nameKeys, type PersonName } from '#kernel/names';
import { normaliseForSearch } from '#kernel/text';

export interface CasePerson {
  role: 'applicant' | 'named';
  key: string;
  /** `YYYY-MM-DD`; empty when it is not known to the day. */
  birthDate: string;
}

interface NamingApp {
  fields: readonly unknown[];
  /** Of an app that takes applications: which fields are the applicant's. */
  applicant?: unknown;
}

/** Written for a case that names nobody, so that it counts as indexed. */
const nobody: CasePerson = { role: 'applicant', key: '-', birthDate: '' };

/**
 * `n:` a written form of the name, `k:` its reading. A name field goes with the birth dates beside it: the applicant's with
 * the one the app names, others with those of their own line or level. Without one the birth date is unknown and any fits.
 */
export function personsOf(app: NamingApp, answers: Answers): CasePerson[] {
  const fields = fieldsOf(app);
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

export interface RecordPerson {
  key: string;
  birthDate: string;
}

/** `r:`: the record refers to another one, and speaks of whom that one names. */
export const referenceKey = (appId: string, recordId: string): string => `r:${appId}/${recordId}`;

/** Everybody a record of a work app names, and the records it refers to. */
export function recordPersons(app: NamingApp, answers: Answers): RecordPerson[] {
  if (namingFields(app) === '') return [];
  const named = personsOf(app, answers).flatMap(({ key, birthDate }) =>
    key === nobody.key ? [] : [{ key, birthDate }],
  );
  const all = [...named, ...referred(fieldsOf(app), answers)];
  return [...new Map(all.map((one) => [`${one.birthDate} ${one.key}`, one])).values()];
}

function referred(fields: readonly Field[], answers: Answers): RecordPerson[] {
  return fields.flatMap((field): RecordPerson[] => {
    const value = answers[String(field.id)] ?? null;
    if (value === null) return [];
    if (field.fields !== undefined)
      return (value as unknown as Line[]).flatMap((line) => referred(field.fields ?? [], line.values));
    const target = targetIn(field);
    if (target === null) return [];
    const found = field.type === 'lookup' ? lookupIn(value)?.record : value;
    const ids = (Array.isArray(found) ? found : [found]).filter((id) => typeof id === 'string');
    return ids.map((id) => ({ key: referenceKey(target, id), birthDate: '' }));
  });
}

const targetIn = ({ type, options }: Pick<Field, 'type' | 'options'>): string | null =>
  (type === 'reference' || type === 'lookup') && typeof options.app === 'string' ? options.app : null;

/** Apps whose records those of this one refer to. */
export const targetsOf = (app: NamingApp): string[] => [
  ...new Set(
    fieldsOf(app).flatMap((field) => [field, ...(field.fields ?? [])].flatMap((one) => targetIn(one) ?? [])),
  ),
];

/**
 * By which fields the persons of an app's records are indexed; empty where no record names anybody. An index made by others is not
 * to be trusted.
 */
export function namingFields(app: NamingApp): string {
  const parts = fieldsOf(app).flatMap((field) => [
    ...nameOf(field, ''),
    ...(field.fields ?? []).flatMap((one) => nameOf(one, `${field.id}/`)),
  ]);
  return parts.some((part) => !part.endsWith('birth-date')) ? parts.sort().join(' ') : '';
}

const nameOf = (field: Field, within: string): string[] =>
  field.type === 'person-name' || field.type === 'birth-date' || targetIn(field) !== null
    ? [`${within}${field.id}:${targetIn(field) ?? field.type}`]
    : [];

/** Whether a change of these fields may name somebody new. */
export function mayName(app: NamingApp, touched: ReadonlySet<string>): boolean {
  return fieldsOf(app).some(
    (field) =>
      touched.has(String(field.id)) &&
      [field, ...(field.fields ?? [])].some((one) => nameOf(one, '').length > 0),
  );
}

const completed = new WeakMap<object, Field[]>();

/** Definitions live long and are not changed; an import asks a million times. */
function fieldsOf(app: NamingApp): Field[] {
  const known = completed.get(app.fields) ?? completeFields(app.fields as DefinedField[]);
  completed.set(app.fields, known);
  return known;
}
