/** The oracle of the API: who there is, what each may, and a sound body for every route. */
import type { ApiScope } from '#core/integrations';
import type { ApiRoute } from '#platform/api.server';
import { home } from './api.testing.ts';

export const elsewhere = 'ZAISEI-SHIMINZEI';
/** Where the cases are: G in the home department, P there too but under a protection measure, S elsewhere, X in the other city. */
export const cases = ['G', 'P', 'S', 'X'] as const;
export type Case = (typeof cases)[number];
export const canary = (which: Case) => `カナリア${which}`;

const brings: Record<string, string[]> = {
  any: ['app.use', 'case.list', 'case.read', 'organisation.read', 'account.self', 'session.post'],
  intake: ['case.enter', 'case.work', 'case.assign'],
  check: ['case.work', 'case.decide', 'case.assign'],
  decide: ['case.decide', 'case.assign'],
  counter: ['case.enter', 'case.counter'],
};
export type Role = 'intake' | 'check' | 'decide' | 'counter';
export const everyRole: Role[] = ['intake', 'check', 'decide', 'counter'];

export interface Who {
  /** False: the token is none, or no longer one. */
  lives: boolean;
  roles: Role[];
  department: string;
  scopes: 'all' | ApiScope[];
}
const lives = (roles: Role[], more: Partial<Who> = {}): Who => ({
  lives: true,
  roles,
  department: home,
  scopes: 'all',
  ...more,
});
const dead = (): Who => ({ ...lives(everyRole), lives: false });

export function peopleOf(scopes: readonly ApiScope[]): Record<string, Who> {
  return {
    'no token': dead(),
    'invented token': dead(),
    'token of a session cookie': dead(),
    expired: dead(),
    revoked: dead(),
    'integration ended': dead(),
    'post ended': dead(),
    'staff row suspended': dead(),
    'department closed': dead(),
    "other city's token here": dead(),
    'own token at the other city': dead(),
    'every role': lives(everyRole),
    'no role': lives([]),
    'department above': lives(everyRole, { department: 'KYOI' }),
    'other department': lives(everyRole, { department: elsewhere }),
    ...Object.fromEntries(everyRole.map((role) => [`role ${role}`, lives([role])])),
    ...Object.fromEntries(scopes.map((scope) => [`scope ${scope}`, lives(everyRole, { scopes: [scope] })])),
  };
}

const reachable = (who: Who): Case[] => (who.department === elsewhere ? ['S'] : ['G']);

/** What is right: a status, or `allow` for everything somebody who may be there can meet. */
export function expected(
  route: ApiRoute,
  who: Who,
  which: Case | 'R' | 'nobody' | null,
): 401 | 403 | 404 | 'allow' {
  if (!who.lives) return 401;
  if (who.scopes !== 'all' && !who.scopes.includes(route.scope as ApiScope)) return 403;
  const rights = ['any', ...who.roles].flatMap((role) => brings[role] ?? []);
  if (!rights.includes(route.permission)) return 403;
  if (which === null) return 'allow';
  // The work app is the home department's own.
  if (which === 'R') return who.department === home ? 'allow' : 404;
  return reachable(who).includes(which as Case) ? 'allow' : 404;
}
export const sees = (who: Who): Case[] => (who.lives ? reachable(who) : []);

/** A body or query with which each route gets past its reading. */
export const bodies: Record<string, unknown> = {
  searchCases: { text: 'カナリア' },
  openSealedField: { field: '振込口座' },
  enterCase: {
    procedure: 'school-expense-assistance',
    channel: 'post',
    incomplete: true,
    answers: { 申請者氏名: { kind: 'two', family: '試験', given: '太郎' }, 子ども: [{ 組: '1' }] },
    scans: [],
  },
  askCorrection: {
    fields: [{ field: '申請者氏名', reason: '確かめてください' }],
    message: 'x',
    answerBy: null,
  },
  assignCase: { post: null },
  checkIdentity: { kinds: ['運転免許証'] },
  recordPayment: { method: 'cash' },
  draftDecision: { outcome: 'refused', reasons: '理由', items: [] },
  approveCase: { act: 'approve', note: 'x' },
  sendBackCase: { note: 'x' },
  recallDecision: { note: 'x' },
  withdrawCase: { note: 'x' },
  addComment: { body: 'x' },
  writeMessage: { body: 'x' },
  revokeDocument: { reason: 'x' },
  queryRecords: {
    columns: ['品名'],
    filter: '品名 = "傘"',
    sort: [{ field: '品名', descending: true }],
    count: true,
  },
  countRecords: { search: '傘' },
  groupRecords: { rows: [{ field: '品名', by: 'value' }], measures: [{ by: 'count' }] },
  addRecord: { values: { 品名: '傘', 明細: [{ $key: 'k1', 数: '1' }] } },
  editRecord: { values: { 品名: '傘' }, copyAgain: [] },
  mergeRecords: {
    survivor: { id: '00000000-0000-4000-8000-000000000001', revision: 1 },
    merged: { id: '00000000-0000-4000-8000-000000000002', revision: 1 },
    take: ['品名'],
  },
  findDuplicates: { keys: [['品名']] },
  startBulkEdit: { filter: '品名 = "傘"', values: { 品名: 'かさ' } },
  startBulkDelete: { records: ['00000000-0000-4000-8000-000000000001'] },
  commentOnRecord: { body: 'x', mentions: [] },
  followRecord: { follows: true },
  actOnRecord: { act: 'submit', note: 'x', revision: 1 },
  linkRecords: { app: 'lost-things', record: '00000000-0000-4000-8000-000000000001' },
  attachFile: { file: '00000000-0000-4000-8000-000000000001' },
};
export const queries: Record<string, string> = {
  listCases: '?state=all&limit=200',
  listStaff: `?department=${home}`,
};
/** Section of the number register, whose rows the actor's department decides. */
export const numbersOf = (department: string) => `?department=${department}&fiscalYear=2026`;

/** What nobody would send. Each is a whole body. */
export const hostile: [string, string | Buffer][] = [
  ['nothing', ''],
  ['half', '{"a":'],
  ['not JSON', 'a=1&b=2'],
  ['a list', '[]'],
  ['a number', '1e400'],
  ['null', 'null'],
  ['text', '"x"'],
  ['deep', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`],
  ['very deep', '['.repeat(500_000)],
  ['__proto__', '{"__proto__":{"roles":["decide"]}}'],
  ['constructor', '{"constructor":{"prototype":{"x":1}}}'],
  ['twice', '{"note":"a","note":"b"}'],
  ['unknown', '{"admin":true}'],
  ['half a character', '{"note":"\\ud800"}'],
  ['NUL', '{"note":"\\u0000"}'],
  ['not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
  ['two megabytes', JSON.stringify({ note: 'x'.repeat(2_000_000) })],
];
/** Put in the place of each value of a sound body. */
export const oddities: unknown[] = [
  null,
  true,
  -1,
  1e308,
  '',
  'x'.repeat(200_000),
  '𠮷'.repeat(5000),
  "'; DROP TABLE cases; --",
  '=cmd|/c calc!A0',
  '<script>alert(1)</script>',
  '\u202e\u0007',
  '__proto__',
  [],
  [null],
  [[[[]]]],
  {},
  { sealed: 'AAAA' },
  { file: '00000000-0000-4000-8000-000000000001' },
  { kind: 'two', family: 5, given: [] },
  [{ key: 'k1', values: null }],
];

/** Every body that differs from the sound one in one value. */
export function* spoiled(body: unknown): Generator<unknown> {
  if (typeof body !== 'object' || body === null) return;
  for (const [name, value] of Object.entries(body)) {
    const put = (other: unknown) =>
      Array.isArray(body)
        ? body.map((one, index) => (String(index) === name ? other : one))
        : { ...body, [name]: other };
    for (const odd of oddities) yield put(odd);
    for (const inner of spoiled(value)) yield put(inner);
  }
}
