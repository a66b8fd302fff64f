import { describe, expect, it } from 'vitest';
import { messages, scope } from './fixture.ts';
import { check, type Expr, functionTable, readFormula, scopeOf } from './index.ts';

const mistakes: [string, string[]][] = [
  // Types
  ['区 > 3', ['「区」は文字なので、数とは比べられません。文字を数として読むには VALUE(…) を使います。']],
  ['年齢 = "65"', ['「年齢」は数なので、文字とは比べられません。数を書くときは " で囲みません。']],
  [
    '生年月日 < "令和2年"',
    [
      '「生年月日」は日付なので、文字とは比べられません。日付は DATE(2024, 4, 1) か "2024-04-01" のように書きます。',
    ],
  ],
  [
    '生年月日 = NOW()',
    ['「生年月日」は日付なので、日時とは比べられません。日時は DATEVALUE(…) で日付になります。'],
  ],
  ['同意 > TRUE', ['真偽には大小がありません。= か <> を使ってください。']],
  ['明細.金額 > 3', ['「明細.金額」は一覧なので、そのままでは比べられません。ANY や SUM を使ってください。']],
  ['支援 = "配食"', ['「支援」は一覧なので、そのままでは比べられません。CONTAINS や IN を使ってください。']],
  [
    '氏名 + "さん"',
    [
      '「氏名」は文字なので、計算できません。文字をつなぐには & を使います。',
      '「"さん"」は文字なので、計算できません。文字をつなぐには & を使います。',
    ],
  ],
  [
    'TODAY() - 生年月日',
    [
      '「TODAY()」は日付なので、計算できません。日付の計算には DATEADD や DATEDIF を使います。',
      '「生年月日」は日付なので、計算できません。日付の計算には DATEADD や DATEDIF を使います。',
    ],
  ],
  ['明細 * 2', ['「明細」は明細などの一覧なので、計算できません。一覧の計算には SUM などを使います。']],
  [
    '同意 & "です"',
    ['「同意」は真偽なので、文字につなげません。IF(…, "はい", "いいえ") のように書いてください。'],
  ],
  ['明細.品名 & "円"', ['「明細.品名」は一覧なので、文字につなげません。JOIN(…, "、") を使ってください。']],
  ['IF(年齢, 1, 2)', ['IF の「条件」には条件（真偽になる式）を書きます。「年齢」は数です。']],
  ['IF(同意, 1, "a")', ['IF の値は同じ種類にそろえてください。「1」は数、「"a"」は文字です。']],
  ['IF(同意, 明細.金額, 1)', ['IF の「真の場合」には一つの値を書きます。「明細.金額」は数の一覧です。']],
  ['SUM(明細.品名)', ['SUM の「数」には数か数の一覧を書きます。「明細.品名」は文字の一覧です。']],
  ['SUM(明細)', ['SUM の「数」には数か数の一覧（明細.金額 など）を書きます。「明細」は明細などの一覧です。']],
  ['MIN(金額, 生年月日)', ['MIN の値は同じ種類にそろえてください。「金額」は数、「生年月日」は日付です。']],
  ['MIN(氏名)', ['MIN の「値」には数か日付を書きます。「氏名」は文字です。']],
  ['ANY(区, 学年 >= 3)', ['ANY の「一覧」には明細や世帯員のような一覧の項目を書きます。「区」は文字です。']],
  ['ANY(明細, 金額)', ['ANY の「条件」には条件（真偽になる式）を書きます。「金額」は数です。']],
  ['SUMIF(明細, 区分 = "食費", 品名)', ['SUMIF の「合計する数」には数を書きます。「品名」は文字です。']],
  ['YEAR(氏名)', ['YEAR の「日付」には日付を書きます。「氏名」は文字です。']],
  ['DATEADD(生年月日, 1, "W")', ['DATEADD の単位には "Y"、"M"、"D" のどれかを書きます。']],
  ['MATCHES(氏名, 区)', ['MATCHES のパターンは、"[0-9]{3}" のように " で囲んで直接書きます。']],
  ['MATCHES(氏名, "(a")', ['MATCHES のパターンが正しくありません。「(」に対応する「)」がありません。']],
  [
    'CONCAT(同意)',
    ['「同意」は真偽なので、文字につなげません。IF(…, "はい", "いいえ") のように書いてください。'],
  ],
  ['JOIN(氏名)', ['JOIN の「一覧」には値の一覧（明細.品名 など）を書きます。「氏名」は文字です。']],
  ['IN(区, 1)', ['IN の値は同じ種類にそろえてください。「区」は文字、「1」は数です。']],
  ['IN(区, 明細.金額)', ['IN の値は同じ種類にそろえてください。「区」は文字、「明細.金額」は数です。']],
  // Counts
  ['IF(同意)', ['IF の引数は2〜3個です（今は1個）。IF(条件, 真の場合, 偽の場合)']],
  ['TODAY(1)', ['TODAY の引数はなしです（今は1個）。TODAY()']],
  ['AND()', ['AND の引数は1個以上です（今は0個）。AND(条件, …)']],
  ['NOT(同意, 同意)', ['NOT の引数は1個です（今は2個）。NOT(条件)']],
  // Names
  ['年令 >= 65', ['「年令」という項目はありません。「年齢」のことですか？']],
  [
    '金学 + 年令',
    [
      '「金学」という項目はありません。「金額」のことですか？',
      '「年令」という項目はありません。「年齢」のことですか？',
    ],
  ],
  ['ZZZ', ['「ZZZ」という項目はありません。']],
  ['TODAY', ['「TODAY」という項目はありません。TODAY の後に ( ) が必要です。']],
  ['SAM(明細.金額)', ['「SAM」という関数はありません。SUM のことですか？']],
  ['VLOOKUP(1)', ['「VLOOKUP」という関数はありません。']],
  ['明細.品目', ['「品目」という項目はありません。「品名」のことですか？']],
  ['氏名.品名', ['「.」の前には、明細や世帯員のような一覧の項目を書いてください。']],
  ['ANY(明細, 明細.品目 = "")', ['「品目」という項目はありません。「品名」のことですか？']],
  ['個人番号 = ""', ['「個人番号」は厳重に守られた項目なので、式には使えません。']],
  // Warnings
  ['金額 / 年齢', ['注意：「年齢」が0か空のとき、結果は空になります。']],
  ['MOD(金額, 年齢)', ['注意：「年齢」が0か空のとき、結果は空になります。']],
  ['IF(年齢 = 0, 0, 金額 / 年齢)', []],
  ['AND(年齢 > 0, 金額 / 年齢 > 3)', []],
  ['金額 / 2', []],
  ['金額 + 1 / 0', ['注意：この部分の結果は、いつも空になります。']],
  ['生年月日 < DATE(2023, 2, 29)', ['注意：この部分の結果は、いつも空になります。']],
  ['年齢 < ""', ['注意：空との大小の比較は、いつも偽になります。']],
  ['区 = "門司"', ['注意：「区」の選択肢に「門司」はありません。「門司区」のことですか？']],
  ['ANY(明細, 区分 = "食ひ")', ['注意：「区分」の選択肢に「食ひ」はありません。「食費」のことですか？']],
  ['区 = ""', []],
  ['氏名 & IF(同意, "", "a")', []],
];

describe('messages', () => {
  it.each(mistakes)('%s', (text, expected) => {
    expect(messages(text)).toEqual(expected);
  });
});

const unreadable: [string, string, number, number][] = [
  ['', '式を入力してください。', 0, 0],
  ['  ＝ ', '式を入力してください。', 0, 4],
  ['1 +', '式が途中で終わっています。', 3, 3],
  ['(1 + 2', '「(」に対応する「)」がありません。', 0, 1],
  ['IF(1', 'IF の「(」に対応する「)」がありません。', 2, 3],
  ['1 2', '「2」の位置が正しくありません。演算子や「,」が抜けていないか確かめてください。', 2, 3],
  ['SUM(1,)', '「)」の前に値がないか、「(」が足りません。', 6, 7],
  ['SUM(,1)', '「,」の前に値がありません。', 4, 5],
  ['"abc', '文字列を閉じる " がありません。', 0, 4],
  ['[abc', '項目名を囲む [ ] が正しくありません。', 0, 4],
  ['1 % 2', '「%」は式に使えない記号です。', 2, 3],
  ['1 𠮟 😀', '「😀」は式に使えない記号です。', 5, 7],
  ['明細.', '「.」の後には項目名を書いてください。', 3, 3],
  ['0 < 数量 < 10', '比較は続けて書けません。AND(0 < 数量, 数量 < 10) のように分けてください。', 7, 8],
  ['1 = f(2) = 3', '比較は続けて書けません。AND(0 < 数量, 数量 < 10) のように分けてください。', 9, 10],
  ['12345678901234567890123456789', '数は整数部28桁までです。', 0, 29],
  ['0.12345678901', '小数は10桁までです。', 0, 13],
  [`${'('.repeat(65)}1`, '式の入れ子が深すぎます（64段まで）。', 64, 65],
  [`${'-'.repeat(70)}1`, '式の入れ子が深すぎます（64段まで）。', 63, 64],
  ['1'.repeat(4001), '式が長すぎます。4000文字までにしてください。', 0, 4001],
];
it.each(unreadable)('cannot read %s', (text, message, from, to) => {
  expect(readFormula(text, scope).issues).toEqual([{ from, to, message, severity: 'error' }]);
});

it('says where', () => {
  const text = 'AND(区 = 3, 年齢 > "a")';
  const places = readFormula(text, scope).issues.map(({ from, to }) => text.slice(from, to));
  expect(places).toEqual(['区 = 3', '年齢 > "a"']);
});

it('gives the type', () => {
  const type = (text: string) => readFormula(text, scope).type;
  expect(type('IF(同意, 生年月日, "2024-01-01")')).toEqual({ kind: 'date' });
  expect(type('明細.金額')).toEqual({ kind: 'list', of: 'number' });
  expect(type('MAX(明細.購入日)')).toEqual({ kind: 'date' });
  expect(type('FILTER(明細, 金額 > 1)')?.kind).toBe('collection');
  expect(type('IF(同意, "", "")')).toEqual({ kind: 'blank' });
  expect(type('区')).toEqual({ kind: 'text' });
});

it('finds fields that are gone or retyped in stored trees, placed in the printed text', () => {
  const gone: Expr = {
    kind: 'binary',
    op: '+',
    left: { kind: 'number', number: '1' },
    right: { kind: 'ref', ref: '999', type: 'number' },
  };
  expect(check(gone, scope).issues).toEqual([
    {
      from: 4,
      to: 10,
      severity: 'error',
      message: 'この式が使っている項目（番号 999）は、なくなっています。',
    },
  ]);
  expect(check({ kind: 'ref', ref: '1', type: 'number' }, scope).issues[0]?.message).toContain(
    '種類が変わっています',
  );
});

it('bounds size and nesting', () => {
  expect(readFormula(Array(1000).fill('1').join('+'), scope).issues).toEqual([]);
  expect(readFormula(Array(1001).fill('1').join('+'), scope).issues[0]?.message).toContain(
    '式が大きすぎます',
  );
  const item = scopeOf([{ id: 'n', code: 'n', label: 'n', type: 'number' }]);
  const lists = scopeOf([{ id: 'a', code: 'a', label: 'a', type: 'collection', item }]);
  const nested = (depth: number): string => (depth === 0 ? 'n > 1' : `ANY(a, ${nested(depth - 1)})`);
  expect(readFormula(nested(3), lists).issues).toEqual([]);
  expect(readFormula(nested(4), lists).issues[0]?.message).toContain('入れ子は3段まで');
});

it('refuses text that no database keeps', () => {
  expect(messages('氏名 = "a\0"')).toEqual(['使えない文字が入っています。']);
  expect(messages('氏名 = "\uD842"')).toEqual(['使えない文字が入っています。']);
  expect(messages('氏名 = "𠮷"')).toEqual([]);
});

it('explains every function, and its example can be read', () => {
  for (const { name, ja, en, example, usage } of functionTable()) {
    expect([name, ja.length > 0, en.length > 0, usage.startsWith(`${name}(`)]).toEqual([
      name,
      true,
      true,
      true,
    ]);
    expect(example).toContain(`${name}(`);
    const { issues } = readFormula(example, exampleScope);
    expect({ name, issues }).toEqual({ name, issues: [] });
  }
});

const texts =
  '区 氏名 姓 名 郵便番号 電話番号 コード 住所 記号 メール ふりがな フリガナ 通称 等級 担当者 所管課 担当班'.split(
    ' ',
  );
const numbers = '危険度 年齢 点数 税額 差額 番号'.split(' ');
const dates = '申請日 転入日 生年月日'.split(' ');
const named = (codes: string[], type: 'text' | 'number' | 'date' | 'datetime') =>
  codes.map((code) => ({ id: code, code, label: code, type }));
const exampleScope = scopeOf([
  ...named(texts, 'text'),
  ...named(numbers, 'number'),
  ...named(dates, 'date'),
  ...named(['申込日時'], 'datetime'),
  ...['明細', '子ども', '世帯員'].map((code) => ({
    id: code,
    code,
    label: code,
    type: 'collection' as const,
    item: scopeOf([...named(['区分', '品名'], 'text'), ...named(['金額', '数量', '学年', '年齢'], 'number')]),
  })),
]);
