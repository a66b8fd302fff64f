import { expect, test } from 'vitest';
import { fieldSchema } from '#core/fields.server';
import { guessTypes } from './guess-types.ts';

const today = '2026-11-21';
const repeat = (values: string[], count = 60) =>
  Array.from({ length: count }, (_one, n) => values[n % values.length]!);

/** The guess for one column. */
const guess = (heading: string, cells: string[]) =>
  guessTypes(
    [heading],
    cells.map((one) => [one]),
    { today },
  )[0]!;

test.each([
  ['拾得日', repeat(['令和8年4月1日', 'R8.5.2', '2026/6/3', '２０２６年７月４日']), 'date'],
  ['生年月日', repeat(['S40.1.2', '昭和50年3月4日']), 'birth-date'],
  ['受付日時', repeat(['2026-04-01 09:30', '令和8年4月2日 午後3時']), 'date-time'],
  ['開始', repeat(['9:30', '午後3時半', '15時']), 'time'],
  ['数量', repeat(['1', '１２', '1,200', '-3', '▲5']), 'number'],
  ['面積', repeat(['12.5', '0.25', '3']), 'number'],
  ['金額', repeat(['1200', '3,000', '500円']), 'money'],
  ['代金', repeat(['¥1,200', '3,000円']), 'money'],
  [
    '職員番号',
    repeat(
      ['00123', '00124', '1', '2', '3', '4', '5'].map((n, at) => `${n}${at}`),
      7,
    ),
    'text',
  ],
  ['コード', repeat(['1001', '1002', '1003', '1004'], 4), 'text'],
  ['連絡先電話', repeat(['093-582-2525', '09012345678', '(093)582-2525']), 'phone'],
  ['メール', repeat(['a@example.jp', 'b.c@city.example.jp']), 'mail'],
  ['参考', repeat(['https://example.jp/a', 'http://example.jp/b']), 'link'],
  ['返却', repeat(['はい', 'いいえ', 'はい']), 'yes-no'],
  ['該当', repeat(['○', '×']), 'yes-no'],
  ['状態', repeat(['保管中', '返却済', '廃棄']), 'choice'],
  ['対象', repeat(['子ども、高齢者', '高齢者', '子ども、障害者、高齢者']), 'multiple-choice'],
  ['法人番号', repeat(['7000012050002', '8000012010038']), 'corporate-number'],
  ['経緯', ['一行目\n二行目', '短い'], 'long-text'],
  ['品名', Array.from({ length: 50 }, (_one, n) => `品物その${n}`), 'text'],
])('%s is found out from its cells', (heading, cells, type) => {
  expect(guess(heading, cells).type).toBe(type);
});

test('a few slips do not change the type, many do', () => {
  const days = repeat(['2026-04-01'], 97);
  expect(guess('日付', [...days, '不明'])).toMatchObject({ type: 'date', confidence: 0.99 });
  expect(guess('日付', [...days, ...repeat(['不明', '後日', '？'], 20)]).type).not.toBe('date');
});

test('leading zeros and long numbers are kept as text', () => {
  expect(guess('値', repeat(['0012', '0013', '7', '8', '9', '10', '11'], 7)).type).toBe('text');
  expect(guess('値', ['12345678901234567', '12345678901234568']).type).toBe('text');
});

test('choices stand in the order of how often they come, and options hold in a definition', () => {
  const columns = guessTypes(
    ['状態', '有無', '金額', '対象', '氏名', '', '状態'],
    repeat(['保管中', '保管中', '返却済']).map((one, n) => [
      one,
      n % 2 === 0 ? '有' : '無',
      `${n}.5円`,
      n % 2 ? 'あ、い' : 'い',
      `人${n}`,
      'x\ny',
      '1',
    ]),
    { today },
  );
  expect(columns[0]!.options).toEqual({
    choices: [
      { value: '保管中', label: { ja: '保管中' } },
      { value: '返却済', label: { ja: '返却済' } },
    ],
  });
  expect(columns[1]).toMatchObject({ type: 'yes-no', options: { yes: { ja: '有' }, no: { ja: '無' } } });
  expect(columns.map((one) => one.label)).toEqual([
    '状態',
    '有無',
    '金額',
    '対象',
    '氏名',
    '列6',
    '状態（2）',
  ]);
  expect(columns[4]).toMatchObject({ type: 'text', classification: 'personal', unique: true });
  for (const [index, { type, options, label }] of columns.entries()) {
    const field = { id: index + 1, code: `c${index}`, type, label: { ja: label }, options };
    expect(fieldSchema.safeParse(field), `${label} ${type}`).toMatchObject({ success: true });
  }
});

test('an empty column and few rows say that little is known', () => {
  expect(guess('空', ['', ' '])).toMatchObject({ type: 'text', confidence: 0, filled: 0 });
  expect(guess('数', ['1', '2']).confidence).toBeLessThan(0.8);
});
