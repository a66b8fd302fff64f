/** What can be asked of an app's records, and what a condition says, with the names of whatever it names: ids tell people nothing. */
import {
  type Condition,
  type ConditionField,
  conditionFields,
  describeCondition,
  fromFormula,
  isGroup,
  operatorOf,
} from '#core/conditions';
import { type Answers, contracts, type Field, type Names, pointersIn } from '#core/fields';
import { choicesOf, namesOf } from '#core/people.server';
import { recordNames } from '#core/relations.server';
import { type OpenApp, stateNames } from '#core/views.server';

/** `filter`: what it names already stands among the choices, also where choices are only found by searching. */
export async function conditionFieldsOf(open: OpenApp, filter = ''): Promise<ConditionField[]> {
  const fields = open.fields.map((one) => one.field);
  const choices = await choicesOf(open.desk.tx, fields, open.at.today);
  const known = conditionFields(fields, open.scope, { choices, states: stateNames(open) });
  const condition = fromFormula(filter, known);
  if (condition === null) return known;
  const named = new Map<string, Set<string>>();
  pickedIn(condition, known, '', named);
  return named.size === 0 ? known : withNames(open, known, named);
}

/** A condition in words; one that only the formula editor shows as it is written. */
export async function filterWords(open: OpenApp, filter: string | undefined): Promise<string> {
  if (filter === undefined || filter === '') return '';
  const fields = await conditionFieldsOf(open, filter);
  const condition = fromFormula(filter, fields);
  return condition === null ? filter : describeCondition(condition, fields);
}

/** Chosen values by the code of their field; of lines as `明細.担当`. */
function pickedIn(
  condition: Condition,
  fields: readonly ConditionField[],
  within: string,
  found: Map<string, Set<string>>,
): void {
  if (isGroup(condition)) {
    for (const one of condition.items) pickedIn(one, fields, within, found);
    return;
  }
  const field = fields.find((one) => one.code === condition.field);
  if (field === undefined) return;
  if (condition.where !== undefined) pickedIn(condition.where, field.fields ?? [], `${field.code}.`, found);
  if (operatorOf(field.kind, condition.op)?.takes !== 'values') return;
  const code = `${within}${field.code}`;
  found.set(code, new Set([...(found.get(code) ?? []), ...condition.values]));
}

async function withNames(
  open: OpenApp,
  known: readonly ConditionField[],
  named: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<ConditionField[]> {
  const pointing = open.fields.flatMap(({ field, read }) => [
    { code: field.code, field, read },
    ...(field.fields ?? []).map((line) => ({ code: `${field.code}.${line.code}`, field: line, read })),
  ]);
  const asked = pointing.filter((one) => named.has(one.code));
  const answers: Answers = Object.fromEntries(
    asked.map(({ code, field }) => [String(field.id), [...named.get(code)!]]),
  );
  const fields = asked.map((one) => one.field);
  const names: Names = {
    ...(await namesOf(open.desk.tx, pointersIn(fields, [answers]), open.at.today, 'ja')),
    records: await recordNames(open, [{ answers }], asked, 'ja'),
  };
  const put = (one: ConditionField, within: string): ConditionField => {
    const code = `${within}${one.code}`;
    const field = asked.find((each) => each.code === code)?.field;
    const known = new Set((one.choices ?? []).map(({ value }) => value));
    const missing = [...(named.get(code) ?? [])].flatMap((value) => {
      const label = field === undefined ? undefined : nameIn(names, field, value);
      return label === undefined || known.has(value) ? [] : [{ value, label }];
    });
    return {
      ...one,
      ...(missing.length === 0 ? {} : { choices: [...(one.choices ?? []), ...missing] }),
      ...(one.fields === undefined ? {} : { fields: one.fields.map((inner) => put(inner, `${code}.`)) }),
    };
  };
  return known.map((one) => put(one, ''));
}

function nameIn(names: Names, field: Field, value: string): string | undefined {
  const to = contracts[field.type].pointsTo?.(field);
  if (to === undefined) return undefined;
  return typeof to === 'string' ? names[to]?.[value] : names.records?.[to.app]?.[value];
}
