/** A made-up record for looking at: nobody's data, good enough to see how a form, a row and a formula come out. Pure. */
import {
  type Answers,
  completeField,
  contracts,
  type DefinedField,
  type Field,
  type FieldType,
  type Json,
  type Typed,
} from '#core/fields';
import type { FormContext } from '#core/forms';

type Example = string | Record<string, string> | ((field: Field) => string | null);

const firstChoice = ({ options }: Field): string | null =>
  (options.choices as { value: string }[] | undefined)?.[0]?.value ?? null;

/** As somebody would type it; null: nothing can be made up. */
const typed: Record<FieldType, Example | null> = {
  text: 'サンプル',
  'long-text': '窓口で聞き取った内容を書きます。',
  'rich-text': '**確認済み**\n- 一つ目\n- 二つ目',
  number: ({ options }) => String(options.min ?? 10),
  money: ({ options }) => String(Math.max(Number(options.min ?? 0), 1200)),
  date: 'today',
  time: '10:30',
  'date-time': 'now',
  link: 'https://www.example.jp/',
  'code-scan': '4901234567894',
  choice: firstChoice,
  'multiple-choice': firstChoice,
  'yes-no': 'yes',
  'score-choice': firstChoice,
  consent: null,
  'person-name': { family: '窓口', given: '花子' },
  'birth-date': '1985-04-01',
  address: {
    postCode: '803-8501',
    prefecture: '福岡県',
    city: '北九州市小倉北区',
    town: '城内',
    block: '1番1号',
  },
  phone: '093-582-2111',
  mail: 'hanako@example.jp',
  'household-members': null,
  'bank-account': null,
  'individual-number': null,
  'corporate-number': '8000020401005',
  user: null,
  department: null,
  group: null,
  file: null,
  photo: null,
  'annotated-photo': null,
  signature: null,
  'map-point': null,
  area: null,
  formula: null,
  'auto-number': null,
  lines: null,
  reference: null,
  lookup: null,
  related: null,
  status: null,
  assignee: null,
  'created-by': null,
  'created-at': null,
  'updated-by': null,
  'updated-at': null,
};

/** What stands in a list where no value can be made up. */
const words: Partial<Record<FieldType, string>> = {
  user: '（職員）',
  department: '（所属）',
  group: '（グループ）',
  reference: '（選んだ記録）',
  'auto-number': '（番号）',
  status: '受付',
  assignee: '（担当者）',
  'created-by': '（登録した人）',
  'updated-by': '（更新した人）',
  'created-at': '（登録した日時）',
  'updated-at': '（更新した日時）',
  file: '1件',
  photo: '1枚',
  'annotated-photo': '1枚',
};

export const exampleWords = (type: FieldType): string => words[type] ?? '';

function exampleOf(field: Field, context: FormContext): Json {
  const wanted = typed[field.type];
  const name = `f${field.id}`;
  const said = typeof wanted === 'function' ? wanted(field) : wanted;
  if (said === null) return null;
  const value = said === 'today' ? context.today : said === 'now' ? `${context.today} 10:30` : said;
  const parts: Typed =
    typeof value === 'string'
      ? { [name]: [value] }
      : Object.fromEntries(Object.entries(value).map(([part, text]) => [`${name}.${part}`, [text]]));
  const parsed = contracts[field.type].parse(parts, name, field, context);
  return parsed.issues.length === 0 ? parsed.value : null;
}

/** Answers by field id; of lines two, so that totals and lists show. */
export function exampleAnswers(fields: readonly DefinedField[], context: FormContext): Answers {
  return Object.fromEntries(
    fields.map((one) => {
      const field = completeField(one);
      if (field.type !== 'lines') return [String(field.id), exampleOf(field, context)];
      const values = exampleAnswers(field.fields ?? [], context);
      return [String(field.id), ['k1', 'k2'].map((key) => ({ key, values })) as unknown as Json];
    }),
  );
}
