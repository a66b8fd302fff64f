/** From fields of an app to what can be asked of them. */
import type { Field, FieldType, NamedChoice, Names } from '#core/fields';
import { contracts } from '#core/fields';
import { fieldType, type Scope } from '#kernel/formula';
import { pick } from '#kernel/localized';
import type { ConditionKind } from './kinds.ts';
import type { ConditionField } from './model.ts';

/** Kinds of one value and of several; by the formula's type where that alone decides. */
type KindOf = ConditionKind | 'by-type' | readonly [one: ConditionKind, several: ConditionKind] | null;

const kinds: Record<FieldType, KindOf> = {
  text: 'text',
  'long-text': 'text',
  'rich-text': 'text',
  'person-name': 'text',
  address: 'text',
  phone: 'text',
  mail: 'text',
  link: 'text',
  'corporate-number': 'text',
  'auto-number': 'text',
  'code-scan': 'text',
  lookup: 'text',
  area: 'text',
  time: 'time',
  number: 'number',
  money: 'number',
  'score-choice': 'number',
  date: 'date',
  'birth-date': 'birth',
  'date-time': 'datetime',
  'created-at': 'datetime',
  'updated-at': 'datetime',
  choice: 'choice',
  status: 'choice',
  'multiple-choice': 'choices',
  'yes-no': 'yes-no',
  consent: 'yes-no',
  user: ['user', 'users'],
  assignee: ['user', 'users'],
  'created-by': ['user', 'users'],
  'updated-by': ['user', 'users'],
  department: ['department', 'departments'],
  group: ['group', 'groups'],
  reference: ['record', 'records'],
  file: 'presence',
  photo: 'presence',
  'annotated-photo': 'presence',
  signature: 'presence',
  'map-point': 'presence',
  lines: 'lines',
  'household-members': 'lines',
  formula: 'by-type',
  related: null,
  'bank-account': null,
  'individual-number': null,
};

const byType = {
  text: 'text',
  number: 'number',
  boolean: 'yes-no',
  date: 'date',
  datetime: 'datetime',
} as const satisfies Partial<Record<string, ConditionKind>>;

/**
 * `scope` is that of the formulas to be written: what it does not know cannot be asked about. `names` has what values only point at:
 * `choices` by field id, names of states.
 */
export function conditionFields(
  fields: readonly Field[],
  scope: Scope,
  names: Names = {},
  language = 'ja',
): ConditionField[] {
  return fields.flatMap((field): ConditionField[] => {
    const known = scope.byId.get(String(field.id));
    if (known === undefined || known.type === 'sealed') return [];
    const type = fieldType(known.type);
    const kind = kindOf(field, type);
    if (kind === null) return [];
    const found: ConditionField = { code: field.code, label: pick(field.label, language).text, kind };
    const { unit } = field.options as { unit?: unknown };
    if (field.type === 'money') found.unit = '円';
    else if (field.type === 'score-choice') found.unit = '点';
    else if (typeof unit === 'string' && unit !== '') found.unit = unit;
    const choices = choicesOf(field, names, language);
    if (choices !== undefined) Object.assign(found, choices);
    if (kind !== 'lines') return [found];
    const inner =
      known.item === undefined ? [] : conditionFields(field.fields ?? [], known.item, names, language);
    return [{ ...found, fields: inner }];
  });
}

function kindOf(field: Field, type: string): ConditionKind | null {
  const kind = kinds[field.type];
  if (kind === null) return null;
  if (kind === 'by-type') return byType[type as keyof typeof byType] ?? null;
  return typeof kind === 'string' ? kind : kind[type === 'multi' ? 1 : 0];
}

function choicesOf(
  field: Field,
  names: Names,
  language: string,
): Pick<ConditionField, 'choices' | 'all'> | undefined {
  if (field.type === 'choice' || field.type === 'multiple-choice') {
    const { choices = [] } = field.options as { choices?: { value: string; label: Field['label'] }[] };
    return {
      choices: choices.map(({ value, label }) => ({ value, label: pick(label, language).text })),
      all: true,
    };
  }
  if (field.type === 'status') return { choices: named(names.states), all: true };
  const offered = names.choices?.[String(field.id)];
  if (offered !== undefined) return { choices: offered.entries, all: offered.all };
  const pointer = contracts[field.type].pointsTo?.(field);
  if (pointer === 'departments' && names.departments !== undefined)
    return { choices: named(names.departments), all: true };
  if (pointer === 'groups' && names.groups !== undefined) return { choices: named(names.groups), all: true };
  return undefined;
}

const named = (names: Readonly<Record<string, string>> = {}): NamedChoice[] =>
  Object.entries(names).map(([value, label]) => ({ value, label }));
