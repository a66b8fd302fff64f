/** An app with a field of every type, and random conditions about it. */

import { completeFields, type DefinedField, type Field, type FieldType, fieldTypes } from '#core/fields';
import { recordScope } from '#core/forms';
import fc from '../../../scripts/test/properties.ts';
import { conditionFields } from './condition-fields.ts';
import { type Condition, type ConditionField, deepest, type Group } from './model.ts';
import type { Takes } from './operator.ts';
import { operatorsFor } from './operators.ts';

const choices = ['A', 'B', '門司区'].map((value) => ({ value, label: { ja: `${value}の札` } }));
const options: Partial<Record<FieldType, Record<string, unknown>>> = {
  choice: { choices },
  'multiple-choice': { choices },
  'score-choice': { choices: choices.map((one, points) => ({ ...one, points })) },
  reference: { app: 'other' },
  lookup: { app: 'other', key: '番号', copy: [] },
  related: { app: 'other' },
  area: { layer: 'wards', point: '[2 map-point]' },
};

let next = 1;
const field = (type: FieldType, more: Partial<DefinedField> = {}): DefinedField => ({
  id: next++,
  // Codes that need brackets, among them one that looks like a place of a form.
  code: `${next % 3 === 0 ? 'F ' : ''}${next} ${type}`,
  type,
  label: { ja: `${type}の項目` },
  options: options[type] ?? {},
  ...more,
});

const several: FieldType[] = ['user', 'department', 'group', 'reference'];
const line = (): DefinedField[] =>
  (['text', 'number', 'date', 'choice', 'multiple-choice', 'yes-no'] as const).map((type) => field(type));

const defined: DefinedField[] = [
  ...fieldTypes.map((type) =>
    type === 'lines' || type === 'household-members' ? field(type, { fields: line() }) : field(type),
  ),
  ...several.map((type) => field(type, { options: { ...options[type], multiple: true } })),
];
const numbers = defined.find((one) => one.type === 'number')!;
for (const one of defined) if (one.type === 'formula') one.options = { formula: `[${numbers.code}] * 2` };
defined.push(
  field('formula', { options: { formula: `[${numbers.code}] > 3` } }),
  field('formula', { options: { formula: 'TODAY()' } }),
  field('formula', { options: { formula: '"a" & "b"' } }),
);

export const allFields: Field[] = completeFields(defined);
export const scope = recordScope(defined);
export const conditionable = conditionFields(allFields, scope);

const text = fc.oneof(
  fc.constantFrom('A', 'B', '門司区', '"', 'F', 'REST', '＂x', '𠮷', '\\'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }),
);
const filledIn: Record<Exclude<Takes, 'nothing' | 'where' | 'values'>, fc.Arbitrary<string>> = {
  text,
  number: fc
    .tuple(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: 0, max: 99 }))
    .map(([whole, part]) =>
      part === 0 ? String(whole) : `${whole}.${String(part).padStart(2, '0')}`.replace(/0+$/, ''),
    ),
  days: fc.integer({ min: 0, max: 400 }).map(String),
  date: fc
    .date({ min: new Date('1990-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
    .map((one) => one.toISOString().slice(0, 10)),
  time: fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => parts.map((one) => String(one).padStart(2, '0')).join(':')),
};

/** Any test that may be asked of one field, filled in. */
export function testOf(one: ConditionField, depth = deepest): fc.Arbitrary<Condition> {
  return fc.constantFrom(...operatorsFor(one.kind)).chain(([op, operator]): fc.Arbitrary<Condition> => {
    const base = { field: one.code, op };
    const { takes, count = 1 } = operator;
    if (takes === 'nothing') return fc.constant({ ...base, values: [] });
    if (takes === 'where') {
      const where = conditionOf(one.fields ?? [], depth - 1);
      return where.map((found) => ({ ...base, values: [], where: found }));
    }
    if (takes === 'values')
      return fc.uniqueArray(text, { minLength: 1, maxLength: 3 }).map((values) => ({ ...base, values }));
    return fc
      .array(filledIn[takes], { minLength: count, maxLength: count })
      .map((values) => ({ ...base, values }));
  });
}

export function conditionOf(fields: readonly ConditionField[], depth = deepest): fc.Arbitrary<Group> {
  const test = fc.constantFrom(...fields).chain((one) => testOf(one, depth));
  const item =
    depth <= 2
      ? test
      : fc.oneof({ weight: 4, arbitrary: test }, { weight: 1, arbitrary: conditionOf(fields, depth - 1) });
  return fc.record({
    join: fc.constantFrom('all' as const, 'any' as const),
    items: fc.array(item, { minLength: 1, maxLength: 3 }),
  });
}
