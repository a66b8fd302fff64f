/**
 * What the search of a work app finds a record by: its texts, normalised, as bigrams, in one row per visibility class. Fields
 * with the same rules for reading share a class, so that nobody finds a record by what they may not read. Pure.
 */
import {
  type Answers,
  completeFields,
  contracts,
  type Field,
  isRichText,
  type Json,
  linesIn,
  printAnswer,
} from '#core/fields';
import { prepareAccess } from '#core/policy';
import { indexedForSearch } from '#kernel/text';
import type { RecordApp, Shape, ShapeSearch } from './model.ts';
import { searchTable } from './naming.ts';
import { namingFields } from './persons.ts';

/** Field ids by class; '' are the fields that whoever sees the record may read. */
export type SearchClasses = Readonly<Record<string, readonly number[]>>;

/** What is needed of the access rules of an app (`prepareAccess`). */
export interface FieldRules {
  fields: ReadonlyMap<number, { read: unknown[] }>;
  derived: ReadonlyMap<number, readonly number[]>;
  /** Fields that hide what they hold in a record under a measure. */
  sheltered: ReadonlySet<number>;
}

/** Of the text types and those that print as text; yes and no, people and positions are filtered, not searched. */
const unsearched: ReadonlySet<string> = new Set([
  'yes-no',
  'consent',
  'user',
  'department',
  'group',
  'reference',
  'related',
  'status',
  'assignee',
  'created-by',
  'created-at',
  'updated-by',
  'updated-at',
  'photo',
  'annotated-photo',
  'signature',
  'map-point',
]);

const searched = (field: Field): boolean => field.classification !== 'sealed' && !unsearched.has(field.type);

export function searchClasses(app: RecordApp, rules: FieldRules): SearchClasses {
  const classes: Record<string, number[]> = {};
  for (const field of completeFields(app.fields).filter(searched)) {
    // Apart from the others, so that a record under a measure is found by what it does not hide.
    const shelter = rules.sheltered.has(field.id) ? ['sheltered'] : [];
    const key = keyOf([...rulesOf(field.id, rules, new Set()), ...shelter]);
    classes[key] = [...(classes[key] ?? []), field.id];
  }
  return classes;
}

/** Rules of the field and of all it is calculated from. */
function rulesOf(id: number, rules: FieldRules, within: Set<number>): string[] {
  if (within.has(id)) return [];
  within.add(id);
  const own = (rules.fields.get(id)?.read ?? []).map((list) => JSON.stringify(list));
  const inherited = (rules.derived.get(id) ?? []).flatMap((source) => rulesOf(source, rules, within));
  return [...new Set([...own, ...inherited])].sort();
}

/** Short and stable. Two sets of rules that met here would only be held to both. */
function keyOf(rules: string[]): string {
  if (rules.length === 0) return '';
  let hash = 0x811c9dc5;
  for (const character of rules.join('\n'))
    hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193) >>> 0;
  return hash.toString(36);
}

/**
 * What the search of an app is from now on. Rows of before may hold what their class holds no more: they are found by who may
 * read both, until all are made anew.
 */
export function planSearch(app: RecordApp, current: Shape | null): ShapeSearch | undefined {
  if (app.work === undefined) return current?.search;
  const classes = searchClasses(app, prepareAccess(app as never));
  const before = current?.search;
  const persons = namingFields(app);
  if (before === undefined)
    return {
      table: searchTable(app.id),
      classes,
      held: classes,
      ...(current === null ? { persons } : { stale: true }),
    };
  const held: Record<string, number[]> = {};
  for (const one of [before.held, classes])
    for (const [key, ids] of Object.entries(one))
      held[key] = [...new Set([...(held[key] ?? []), ...ids])].sort((a, b) => a - b);
  // A field that no record can have a value of yet changes nothing in the rows that are there.
  const known = new Set(
    [...(current?.columns ?? []), ...(current?.children ?? [])].map((one) => one.fieldId),
  );
  const ofBefore = Object.fromEntries(
    Object.entries(classes)
      .map(([key, ids]) => [key, ids.filter((id) => known.has(id))] as const)
      .filter(([key, ids]) => ids.length > 0 || before.classes[key] !== undefined),
  );
  const same = JSON.stringify(sorted(before.classes)) === JSON.stringify(sorted(ofBefore));
  const named = before.persons === persons;
  const stale = !same || !named || before.stale === true;
  return { table: before.table, classes, held, ...(stale ? { stale } : {}), ...(named ? { persons } : {}) };
}

/** In one order, whatever the database made of the keys. */
export const sorted = (classes: SearchClasses): [string, readonly number[]][] =>
  Object.entries(classes).sort(([a], [b]) => (a < b ? -1 : 1));

export interface SearchTerms {
  class: string;
  /** Texts in the form words are compared in, a line each. */
  text: string;
  grams: string[];
}

const completed = new WeakMap<object, Map<number, Field>>();

/** Definitions live long and are not changed; an import asks a million times. */
function fieldsOf(app: RecordApp): Map<number, Field> {
  const known = completed.get(app.fields);
  if (known !== undefined) return known;
  const fields = new Map(completeFields(app.fields).map((field) => [field.id, field]));
  completed.set(app.fields, fields);
  return fields;
}

/** The rows of one record; classes without any text have none. */
export function termsOf(app: RecordApp, classes: SearchClasses, answers: Answers): SearchTerms[] {
  const fields = fieldsOf(app);
  return Object.entries(classes).flatMap(([key, ids]): SearchTerms[] => {
    const texts = ids.flatMap((id) => {
      const field = fields.get(id);
      return field === undefined ? [] : textsOf(field, answers[String(id)]);
    });
    const all = [...new Set(texts)].map(indexedForSearch);
    const grams = [...new Set(all.flatMap((one) => one.grams))];
    return grams.length === 0 ? [] : [{ class: key, text: all.map((one) => one.joined).join('\n'), grams }];
  });
}

/** As it prints and as it is written, so that both 令和6年 and 2024-04-01 find a day, and readings find a name. */
function textsOf(field: Field, value: Json | undefined): string[] {
  if (value === null || value === undefined || !searched(field)) return [];
  if (field.fields !== undefined)
    return linesIn(value).flatMap(({ values }) =>
      (field.fields ?? []).flatMap((child) => textsOf(child, values[String(child.id)])),
    );
  if (contracts[field.type] === undefined) return [];
  // Not the names of its parts, which are in every one.
  if (isRichText(value)) return [value.text];
  return [printAnswer(field, value, 'ja'), ...stringsIn(value)].filter((text) => text !== '');
}

function stringsIn(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
