/** The work app of bench/work-apps.ts: 15 mixed fields, a record rule by department, one masked field; and its rows. */
import type { WorkApp } from '#core/definitions';
import type { Answers, Json } from '#core/fields';

const field = (id: number, code: string, type: string, options: object = {}) => ({
  id,
  code,
  type,
  label: { ja: code },
  options,
});
const choices = (...all: string[]) => ({ choices: all.map((value) => ({ value, label: { ja: value } })) });
const everyone = [{ everyone: true }];
const base = {
  kind: 'app',
  effectiveFrom: '2020-04-01',
  standardisedSystem: 'own-measure',
  form: { pages: [] },
  summary: [],
} as const;

export const consultations = {
  ...base,
  id: 'bench-consultations',
  title: { ja: '相談記録' },
  fields: [
    field(1, '件名', 'text'),
    field(2, '内容', 'long-text'),
    field(3, '状態', 'choice', choices('未処理', '対応中', '完了', '保留')),
    field(
      4,
      '区分',
      'choice',
      choices('道路', '公園', 'ごみ', '騒音', '空き家', '動物', '上下水道', 'その他'),
    ),
    field(5, '受付日', 'date'),
    field(6, '期限', 'date'),
    field(7, '所管', 'department'),
    field(8, '担当', 'user'),
    field(9, '金額', 'number'),
    field(10, '手数料', 'money'),
    field(11, '緊急', 'yes-no'),
    field(12, '相談者', 'person-name'),
    field(13, '電話', 'phone'),
    field(14, '印', 'multiple-choice', choices('要望', '苦情', '質問')),
    field(15, '合計', 'formula', { formula: '金額 + 手数料', result: 'number' }),
  ],
  work: {
    department: 'DX',
    title: ['件名'],
    access: [
      { who: [{ field: '所管' }], may: ['view', 'edit', 'delete'] },
      { who: everyone, may: ['add'] },
    ],
    fieldAccess: [{ fields: ['電話'], read: [{ who: everyone, when: '緊急 = TRUE' }] }],
    views: [
      {
        id: 'open',
        title: { ja: '未処理' },
        kind: 'table',
        columns: ['件名', '状態', '区分', '受付日', '期限', '相談者', '電話', '金額'],
        filter: '状態 = "未処理"',
        sort: [{ field: '受付日', descending: true }],
        totals: [],
        defaultFor: [],
      },
      {
        id: 'due',
        title: { ja: '期限順' },
        kind: 'table',
        columns: ['件名', '状態', '期限', '担当'],
        sort: [{ field: '期限', descending: false }],
        totals: [],
        defaultFor: [],
      },
    ],
    unique: [],
  },
} as unknown as WorkApp;

/** The same records for a browser: everybody sees and changes all of them, and a total stands below. */
export const longTable = {
  ...consultations,
  id: 'bench-long-table',
  title: { ja: '長い一覧' },
  work: {
    ...consultations.work,
    access: [{ who: everyone, may: ['view', 'add', 'edit'] }],
    fieldAccess: [],
    views: [
      {
        id: 'all',
        title: { ja: 'すべて' },
        kind: 'table',
        columns: ['件名', '状態', '区分', '受付日', '期限', '相談者', '電話', '金額', '手数料', '合計'],
        sort: [{ field: '受付日', descending: true }],
        frozen: 1,
        totals: [{ by: 'sum', field: '金額' }],
        defaultFor: [],
      },
    ],
  },
} as unknown as WorkApp;

export const visits = {
  ...base,
  id: 'bench-visits',
  title: { ja: '訪問記録' },
  fields: [
    field(1, '名称', 'text'),
    ...[2, 3, 4, 5, 6].map((id) => field(id, `相談${id - 1}`, 'reference', { app: 'bench-consultations' })),
  ],
  work: {
    department: 'DX',
    title: ['名称'],
    access: [{ who: everyone, may: ['view', 'add', 'edit'] }],
    fieldAccess: [],
    views: [],
    unique: [],
  },
} as unknown as WorkApp;

/** The token's department, and nineteen others. */
export const departments = ['KYOI-GAKUJI', ...Array.from({ length: 19 }, (_one, index) => `BENCH-${index}`)];
const people = Array.from(
  { length: 40 },
  (_one, index) => `00000000-0000-4000-9000-${String(index).padStart(12, '0')}`,
);
const places = ['門司', '小倉北', '小倉南', '若松', '八幡東', '八幡西', '戸畑'];
const matters = [
  '道路の穴',
  '街灯の故障',
  '公園の遊具',
  'ごみの不法投棄',
  '深夜の騒音',
  '空き家の樹木',
  '野良猫',
  '水道の漏水',
  '側溝のつまり',
  '標識の破損',
];
const asks = [
  '早急な対応を希望',
  '現地の確認を依頼',
  '担当課へ転送',
  '電話で回答済み',
  '折り返し連絡が必要',
  '写真あり',
];
const families = ['佐藤', '鈴木', '高橋', '田中', '伊藤', '渡辺', '山本', '中村', '小林', '加藤'];
/** Stands in one record of ten thousand; 門司 in one of seven. */
export const rare = '鵺';

const pick = <T>(all: readonly T[], n: number): T => all[Math.abs(n) % all.length]!;
/** Numbers that have nothing to do with each other for different salts. */
function mix(n: number, salt: number): number {
  let x = Math.imul(n ^ (salt * 0x9e3779b1), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 1;
}
const day = (n: number): string =>
  new Date(Date.UTC(2022, 3, 1) + (n % 1600) * 86_400_000).toISOString().slice(0, 10);

export function answersOf(n: number): Answers {
  const money = String(mix(n, 9) % 100_000);
  const fee = String((mix(n, 10) % 50) * 100);
  const rarely = n % 10_000 === 7 ? `${rare}${rare}` : '';
  return {
    1: `${pick(places, mix(n, 1))}区 ${pick(matters, mix(n, 2))} ${n}`,
    2: `${pick(matters, mix(n, 3))}について。${pick(asks, mix(n, 4))}。${pick(places, mix(n, 5))}区役所へ${pick(asks, mix(n, 6))}${rarely}`,
    3: pick(['未処理', '対応中', '完了', '完了', '完了', '保留'], mix(n, 7)),
    4: pick(['道路', '公園', 'ごみ', '騒音', '空き家', '動物', '上下水道', 'その他'], mix(n, 8)),
    5: day(mix(n, 11)),
    6: day(mix(n, 12)),
    7: pick(departments, mix(n, 13)),
    8: pick(people, mix(n, 14)),
    9: money,
    10: fee,
    11: mix(n, 15) % 5 === 0,
    12: { kind: 'two', family: pick(families, mix(n, 16)), given: `人${n % 1000}` } as unknown as Json,
    13: `090${String(mix(n, 17) % 100_000_000).padStart(8, '0')}`,
    14: [pick(['要望', '苦情', '質問'], mix(n, 18))] as unknown as Json,
    15: String(Number(money) + Number(fee)),
  };
}
