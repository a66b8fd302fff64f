/** A condition in words, for people who check whether it says what they mean. */
import { type Condition, type ConditionField, isGroup, type Test } from './model.ts';
import { operatorOf } from './operators.ts';
import { testFormula } from './write.ts';

/** Empty where nothing is asked. What is not filled in yet is left out. */
export function describeCondition(condition: Condition, fields: readonly ConditionField[]): string {
  if (!isGroup(condition)) return describeTest(condition, fields);
  const parts = condition.items.flatMap((one) => {
    const text = describeCondition(one, fields);
    if (text === '') return [];
    return [isGroup(one) && one.items.length > 1 ? `（${text}）` : text];
  });
  return parts.join(condition.join === 'all' ? '、かつ ' : '、または ');
}

function describeTest(test: Test, fields: readonly ConditionField[]): string {
  const field = fields.find((one) => one.code === test.field);
  const operator = field === undefined ? undefined : operatorOf(field.kind, test.op);
  if (field === undefined || operator === undefined || testFormula(test, fields) === null) return '';
  const asked = `${field.label}${operator.label}`;
  if (operator.takes === 'nothing') return asked;
  if (operator.takes === 'where')
    return `${asked}：（${describeCondition(test.where!, field.fields ?? [])}）`;
  const unit = operator.takes === 'number' ? (field.unit ?? '') : '';
  const shown = test.values.map((value) => `${labelOf(field, value)}${unit}`);
  return `${asked}：${shown.join(operator.takes === 'values' ? '、' : '〜')}`;
}

function labelOf(field: ConditionField, value: string): string {
  const found = field.choices?.find((one) => one.value === value)?.label;
  if (found !== undefined) return found;
  // Ids tell people nothing.
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value) ? '選んだもの' : value;
}
