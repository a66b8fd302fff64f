/** Condition → formula. */
import { isPlainDate } from '#kernel/dates';
import { printName, printText } from '#kernel/formula';
import { type Condition, type ConditionField, isGroup, type Test } from './model.ts';
import type { Operator, Takes } from './operator.ts';
import { operatorOf } from './operators.ts';

/**
 * The formula of a condition; empty text where nothing is asked. What is not filled in yet says nothing: whoever keeps a
 * condition (a rule, a view) asks `missingIn` first, because a part left out of AND lets more records through.
 */
export function toFormula(condition: Condition, fields: readonly ConditionField[]): string {
  if (!isGroup(condition)) return testFormula(condition, fields) ?? '';
  const parts = condition.items.map((one) => toFormula(one, fields)).filter((text) => text !== '');
  if (parts.length < 2) return parts[0] ?? '';
  return `${condition.join === 'all' ? 'AND' : 'OR'}(${parts.join(', ')})`;
}

/** Null: not filled in, or nothing that can be asked of this field. */
export function testFormula(test: Test, fields: readonly ConditionField[]): string | null {
  const field = fields.find((one) => one.code === test.field);
  const operator = field === undefined ? undefined : operatorOf(field.kind, test.op);
  if (field === undefined || operator === undefined || missing(test, field, operator) !== null) return null;
  const { values } = test;
  const one = operator.takes === 'values' && values.length === 1 && operator.single !== undefined;
  const literals = values.map((value) => literal(operator.takes, value));
  const where = test.where === undefined ? '' : toFormula(test.where, field.fields ?? []);
  const name = printName(field.code);
  return filled(one ? operator.single! : operator.form, {
    F: name,
    A: literals[0] ?? '',
    B: literals[1] ?? '',
    W: where,
    REST: literals.join(', '),
    EACH: literals.map((A) => filled(operator.each ?? '', { F: name, A })).join(', '),
  });
}

/** Places are words in capitals of their own; nothing else in a form looks like them. */
const places = /\b(F|A|B|W|REST|EACH)\b(?!")/g;

function filled(form: string, what: Record<string, string>): string {
  return form.replace(places, (place) => what[place] ?? place);
}

const quoted: readonly Takes[] = ['text', 'time', 'date', 'values'];
const literal = (takes: Takes, value: string): string => (quoted.includes(takes) ? printText(value) : value);

export interface Missing {
  /** Where in the tree: indexes from the root, `where` for the condition about lines. */
  path: string;
  message: string;
}

/** What is not filled in yet, in words. */
export function missingIn(condition: Condition, fields: readonly ConditionField[], path = ''): Missing[] {
  if (isGroup(condition))
    return condition.items.flatMap((one, index) => missingIn(one, fields, `${path}/${index}`));
  const field = fields.find((one) => one.code === condition.field);
  const operator = field === undefined ? undefined : operatorOf(field.kind, condition.op);
  if (field === undefined || operator === undefined)
    return [{ path, message: '項目を選びなおしてください。前に選んだ項目は使えません。' }];
  const found = missing(condition, field, operator);
  if (found !== null && operator.takes !== 'where') return [{ path, message: found }];
  if (operator.takes !== 'where') return [];
  const inner =
    condition.where === undefined ? [] : missingIn(condition.where, field.fields ?? [], `${path}/where`);
  return inner.length > 0 || found === null ? inner : [{ path, message: found }];
}

function missing(test: Test, field: ConditionField, operator: Operator): string | null {
  const { takes, count = 1 } = operator;
  if (takes === 'nothing') return null;
  if (takes === 'where')
    return test.where !== undefined && toFormula(test.where, field.fields ?? []) !== ''
      ? null
      : `「${field.label}」の行の条件を入れてください。`;
  if (takes === 'values')
    return test.values.some((value) => value !== '') && test.values.every((value) => value !== '')
      ? null
      : `「${field.label}」の値を選んでください。`;
  const good = test.values.slice(0, count);
  if (good.length === count && good.every((value) => fits[takes](value))) return null;
  return `「${field.label}」の${asked[takes]}を入れてください。`;
}

const fits: Record<Exclude<Takes, 'nothing' | 'where' | 'values'>, (value: string) => boolean> = {
  text: (value) => value !== '',
  number: (value) => /^-?\d{1,28}(\.\d{1,10})?$/.test(value),
  days: (value) => /^\d{1,5}$/.test(value),
  date: isPlainDate,
  time: (value) => /^([01]\d|2[0-3]):[0-5]\d$/.test(value),
};
const asked: Record<keyof typeof fits, string> = {
  text: '文字',
  number: '数',
  days: '数（0以上の整数）',
  date: '日付',
  time: '時刻',
};
