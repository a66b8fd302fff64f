/** Words for the keys of groups: names of people and records, labels of choices, names of months and fiscal years. */
import {
  type Answers,
  type Field,
  formulaTypeOf,
  type Json,
  type Names,
  pointersIn,
  printAnswer,
} from '#core/fields';
import { namesOf } from '#core/people.server';
import { recordNames } from '#core/relations.server';
import { type Grouped, type OpenApp, type Period, stateNames } from '#core/views.server';
import { formatFiscalYear } from '#kernel/dates';
import type { GroupingHead, LabelledGroups } from './model.ts';

export const empty = '（空）';
const byWords = { count: '入力のある数', sum: '合計', average: '平均', min: '最小', max: '最大' } as const;

export async function labelled(open: OpenApp, grouped: Grouped): Promise<LabelledGroups> {
  const by = grouped.by.map(({ field, line, by: period }): GroupingHead & { field: Field; top: Field } => {
    const own = line ?? field.field;
    return {
      field: own,
      top: field.field,
      code: line === null ? field.field.code : `${field.field.code}.${line.code}`,
      label: `${own.label.ja}${periodNames[period]}`,
      by: period,
      ordered: period !== 'value' || numeric(own) || own.type === 'date',
      several: formulaTypeOf(own) === 'list',
    };
  });
  const names: Names[] = [];
  for (const [index, one] of by.entries()) names.push(await namesFor(open, one.field, grouped, index));
  return {
    by: by.map(({ field: _field, top: _top, ...head }) => head),
    measures: grouped.measures.map(({ by: how, field }) => ({
      label: field === null ? '件数' : `${field.label.ja}の${byWords[how]}`,
      unit: how === 'count' ? '件' : unitOf(field),
      adds: how === 'count' || how === 'sum',
    })),
    groups: grouped.groups.map(({ keys, values }) => ({
      keys,
      values,
      labels: keys.map((key, index) => keyLabel(by[index]!.field, by[index]!.by, key, names[index]!)),
    })),
    cut: grouped.cut,
  };
}

const periodNames: Record<Period, string> = {
  value: '',
  day: '（日ごと）',
  month: '（月ごと）',
  quarter: '（四半期ごと）',
  year: '（年ごと）',
  'fiscal-year': '（年度ごと）',
};

const numeric = ({ type, options }: Field): boolean =>
  type === 'number' || type === 'money' || (type === 'formula' && options.result === 'number');

function unitOf(field: Field | null): string {
  if (field?.type === 'money') return '円';
  if (field?.type === 'score-choice') return '点';
  const { unit } = (field?.options ?? {}) as { unit?: unknown };
  return typeof unit === 'string' ? unit : '';
}

/** A list groups by each of its values. */
const answerOf = (field: Field, key: Json): Json => (formulaTypeOf(field) === 'list' ? [key] : key);

async function namesFor(open: OpenApp, field: Field, grouped: Grouped, index: number): Promise<Names> {
  const keys = [...new Set(grouped.groups.flatMap((one) => one.keys[index] ?? []))];
  const records = keys.map((key) => ({ answers: { [field.id]: answerOf(field, key) } as Answers }));
  const pointers = pointersIn(
    [field],
    records.map((one) => one.answers),
  );
  const people = await namesOf(open.desk.tx, pointers, open.at.today, 'ja');
  return {
    ...people,
    states: stateNames(open),
    records: await recordNames(open, records, [{ field, read: true }], 'ja'),
  };
}

export function keyLabel(field: Field, period: Period, key: Json, names: Names): string {
  if (key === null) return empty;
  const text = String(key);
  const [year = '', month = '', day = ''] = text.split('-');
  switch (period) {
    case 'day':
      return `${year}/${Number(month)}/${Number(day)}`;
    case 'month':
      return `${year}年${Number(month)}月`;
    case 'quarter':
      return `${year}年${Number(month)}〜${Number(month) + 2}月`;
    case 'year':
      return `${year}年`;
    case 'fiscal-year':
      return formatFiscalYear(Number(text));
    default:
      return printAnswer(field, answerOf(field, key), { language: 'ja', names }) || text;
  }
}
