/** Random work apps with rules, records and people, from a seed: what acceptance 4 enumerates over. */
import type { Who, WorkApp } from '#core/definitions';
import type { Answers, Json } from '#core/fields';
import type { StaffActor } from '#core/policy';

export interface Random {
  below(limit: number): number;
  pick<T>(all: readonly T[]): T;
  chance(share: number): boolean;
  uuid(): string;
}

/** mulberry32 */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    pick: (all) => all[below(all.length)]!,
    chance: (share) => next() < share,
    uuid: () => {
      const hex = Array.from({ length: 32 }, () => below(16).toString(16)).join('');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
    },
  };
}

export const departments = ['03', '0301', '030101', '0302', '04'] as const;
const parentOf: Record<string, string | null> = {
  '03': null,
  '0301': '03',
  '030101': '0301',
  '0302': '03',
  '04': null,
};
export const staffIds = [1, 2, 3, 4].map((n) => `0000000${n}-0000-4000-8000-000000000000`);
const positions = ['課長', '係長', '係員'];
const groups = ['saigai', 'kosodate'];
const roles = ['intake', 'check', 'decide'] as const;
export const words = [
  '1111',
  '門司',
  '小倉北',
  '若松',
  '八幡',
  '戸畑',
  'かさ',
  '財布',
  '帽子',
  '鍵',
  '福岡県',
];

const field = (id: number, code: string, type: string, options: object = {}, more: object = {}) => ({
  id,
  code,
  type,
  label: { ja: code },
  options,
  ...more,
});
const choices = ['甲', '乙', '丙'].map((value) => ({ value, label: { ja: value } }));

/** One of nearly every way a value lies and is masked; codes by which rules and questions are made. */
const fields = [
  field(1, '品名', 'text'),
  field(2, '金額', 'number'),
  field(3, '公開', 'yes-no'),
  field(4, '区分', 'choice', { choices }),
  field(5, '印', 'multiple-choice', { choices }),
  field(6, '拾得日', 'date'),
  field(7, '届出人', 'person-name'),
  field(8, '所管', 'department'),
  field(9, '担当', 'user'),
  field(10, '倍額', 'formula', { formula: '金額 * 2 + COUNT(明細)', result: 'number' }),
  field(11, '見出し', 'formula', { formula: '品名 & "／" & 区分', result: 'text' }),
  field(12, '明細', 'lines', {}, { fields: [field(13, '数', 'number'), field(14, '内容', 'text')] }),
  field(15, '口座番号', 'text', {}, { classification: 'sealed' }),
  field(16, '備考', 'long-text'),
  field(17, '生年月日', 'birth-date'),
  field(18, '作成者', 'created-by'),
  field(19, '危険度', 'score-choice', {
    choices: [0, 12.5, -30].map((points) => ({ value: `${points}点`, label: { ja: `${points}点` }, points })),
  }),
  field(20, '時刻', 'time'),
  field(21, '日時', 'date-time'),
  field(22, '電話', 'phone'),
  field(23, '宛先', 'formula', { formula: '品名 & "／" & 電話', result: 'text' }),
  field(24, '居所', 'lines', {}, { fields: [field(25, '居所電話', 'phone'), field(26, '呼び名', 'text')] }),
];

/** What a record under a measure 支援措置 holds back, by code. */
export const sheltered = ['電話', '宛先', '居所'];

/** Under measures. Without a birth date every bearer of the name is meant. */
export const protectedPersons = [
  { family: '門司', given: '太郎', birthDate: '1975-02-28' },
  { family: '小倉', given: '花子', birthDate: null },
];

/** What calculated fields are made of, by code. */
export const sourcesOf: Record<string, string[]> = {
  倍額: ['金額', '明細'],
  見出し: ['品名', '区分'],
  宛先: ['品名', '電話'],
};

/** Conditions with the fields they name. */
const conditions: [text: string, codes: string[]][] = [
  ['公開 = TRUE', ['公開']],
  ['金額 >= 20', ['金額']],
  ['NOT(金額 < 30)', ['金額']],
  ['区分 = "甲"', ['区分']],
  ['区分 <> "甲"', ['区分']],
  ['CONTAINS(印, "乙")', ['印']],
  ['ISBLANK(備考)', ['備考']],
  ['所管 = MYDEPARTMENT()', ['所管']],
  ['IN(所管, MYDEPARTMENTS())', ['所管']],
  ['担当 = ME()', ['担当']],
  ['作成者 = ME()', ['作成者']],
  ['拾得日 >= DATE(2026, 4, 1)', ['拾得日']],
  ['SUM(明細.数) > 3', ['明細']],
  ['ANY(明細, 数 >= 2)', ['明細']],
  ['COUNTIF(明細, 数 > ..金額) = 0', ['明細', '金額']],
  ['倍額 > 50', ['倍額']],
  ['STARTSWITH(見出し, "財布")', ['見出し']],
  ['CONTAINS(届出人, "門司")', ['届出人']],
  ['YEAR(生年月日) < 1980', ['生年月日']],
  ['AND(公開, OR(金額 > 10, 区分 = "乙"))', ['公開', '金額', '区分']],
  ['品名 = ""', ['品名']],
  ['LEN(備考) > 3', ['備考']],
  ['危険度 > 0', ['危険度']],
  ['NOT(危険度 + 金額 >= 12.5)', ['危険度', '金額']],
  ['時刻 < "12:00"', ['時刻']],
  ['MONTH(日時) >= 4', ['日時']],
  ['電話 = "0900001111"', ['電話']],
  ['ISBLANK(電話)', ['電話']],
  ['CONTAINS(宛先, "1111")', ['宛先']],
  ['COUNTIF(居所, 居所電話 = "0311112222") > 0', ['居所']],
];
export const conditionsKnown = conditions;

const fieldCodes = fields.filter((one) => one.id !== 15).map((one) => one.code);

function someone(random: Random): Who {
  return random.pick<Who>([
    { everyone: true },
    { everyone: true },
    { department: random.pick(departments), below: random.chance(0.7) },
    random.chance(0.5)
      ? { position: random.pick(positions) }
      : { position: random.pick(positions), department: random.pick(departments) },
    { role: random.pick(roles) },
    { group: random.pick(groups) },
    { user: random.pick(staffIds) },
    { field: random.pick(['所管', '担当', '作成者']) },
  ]);
}

const several = <T>(random: Random, most: number, make: () => T): T[] =>
  Array.from({ length: 1 + random.below(most) }, make);
const when = (random: Random, share: number) =>
  random.chance(share) ? { when: random.pick(conditions)[0] } : {};

export function randomApp(random: Random, id: string): WorkApp {
  const acts = ['view', 'view', 'view', 'edit', 'delete', 'export'] as const;
  return {
    kind: 'app',
    id,
    title: { ja: id },
    effectiveFrom: '2020-04-01',
    standardisedSystem: 'own-measure',
    fields,
    form: { pages: [] },
    summary: [],
    work: {
      department: '0301',
      title: ['品名'],
      access: several(random, 4, () => ({
        who: several(random, 2, () => someone(random)),
        may: [...new Set(several(random, 4, () => random.pick(acts)))],
        ...when(random, 0.5),
      })),
      fieldAccess: random.chance(0.9)
        ? several(random, 4, () => ({
            fields: [...new Set(several(random, 3, () => random.pick(fieldCodes)))],
            ...(random.chance(0.9)
              ? {
                  read: random.chance(0.15)
                    ? []
                    : several(random, 2, () => ({
                        who: several(random, 2, () => someone(random)),
                        ...when(random, 0.6),
                      })),
                }
              : {}),
          }))
        : [],
      views: [],
      unique: [],
      legalBasis: '試験法',
    },
  } as unknown as WorkApp;
}

export function randomPerson(random: Random): StaffActor {
  const department = random.pick(departments);
  const position = random.pick(positions);
  const id = random.pick(staffIds);
  const below = departments.filter((one) => ancestors(one).includes(department));
  const standing = random.pick(departments);
  const post = {
    id: random.uuid(),
    staffId: id,
    department,
    departmentName: department,
    position,
    rank: 1,
    roles: roles.filter(() => random.chance(0.4)),
    kind: 'main' as const,
  };
  return {
    kind: 'staff',
    id,
    postId: post.id,
    sessionHash: null,
    stage: 'full',
    name: '',
    post,
    departments: below,
    above: ancestors(department),
    groups: groups.filter(() => random.chance(0.3)),
    standsInFor: random.chance(0.2)
      ? [
          {
            postId: random.uuid(),
            staffId: random.uuid(),
            department: standing,
            position: random.pick(positions),
            roles: [random.pick(roles)],
          },
        ]
      : [],
  };
}

/** Itself first. */
export function ancestors(code: string): string[] {
  const parent = parentOf[code] ?? null;
  return parent === null ? [code] : [code, ...ancestors(parent)];
}

export interface RandomRecord {
  id: string;
  answers: Answers;
  createdBy: string;
}

export function randomRecord(random: Random): RandomRecord {
  const answers: Answers = {};
  const maybe = (id: number, make: () => Json) => {
    if (random.chance(0.8)) answers[id] = make();
  };
  maybe(1, () => random.pick(['財布', '黒いかさ', '帽子と鍵', '門司港の切符', '財布（赤）']));
  maybe(2, () => random.pick(['0', '10', '20', '30', '12.5', '-5']));
  maybe(3, () => random.chance(0.5));
  maybe(4, () => random.pick(['甲', '乙', '丙']));
  maybe(5, () => random.pick([['甲'], ['甲', '乙'], ['乙', '丙'], ['丙']]));
  maybe(6, () => `2026-0${1 + random.below(9)}-1${random.below(10)}`);
  maybe(7, () => ({
    kind: 'two',
    family: random.pick(['門司', '小倉']),
    given: random.pick(['太郎', '花子']),
  }));
  maybe(8, () => random.pick(departments));
  maybe(9, () => random.pick(staffIds));
  const lines = Array.from({ length: random.below(4) }, (_one, at) => ({
    key: `k${at}`,
    values: {
      ...(random.chance(0.8) ? { 13: String(random.below(5)) } : {}),
      ...(random.chance(0.8) ? { 14: random.pick(['若松の鍵', '八幡', '戸畑区']) } : {}),
    } as Answers,
  })).filter((line) => Object.keys(line.values).length > 0);
  if (lines.length > 0) answers[12] = lines as unknown as Json;
  maybe(16, () => random.pick(['福岡県北九州市', '電話で連絡', '未定', '小倉北区役所へ']));
  maybe(17, () => random.pick(['1975-02-28', '1990-08-00', '1945-00-00', '2001-12-31']));
  maybe(19, () => random.pick(['0点', '12.5点', '-30点']));
  maybe(20, () => random.pick(['00:00', '09:30', '12:00', '23:59']));
  maybe(22, () => random.pick(['0900001111', '0311112222', '0120222333']));
  if (random.chance(0.5))
    answers[24] = [
      {
        key: 'a',
        values: { 25: random.pick(['0900001111', '0311112222']), 26: random.pick(['実家', '八幡']) },
      },
    ] as unknown as Json;
  maybe(21, () => `2026-0${1 + random.below(9)}-01T0${random.below(10)}:30:0${random.below(3)}`);
  if (answers[2] !== undefined) answers[10] = plus(answers[2] as string, lines.length);
  const title = `${(answers[1] as string | undefined) ?? ''}／${(answers[4] as string | undefined) ?? ''}`;
  answers[11] = title;
  answers[23] = `${(answers[1] as string | undefined) ?? ''}／${(answers[22] as string | undefined) ?? ''}`;
  return { id: random.uuid(), answers, createdBy: random.pick(staffIds) };
}

const plus = (amount: string, count: number): string => String(Number(amount) * 2 + count);
