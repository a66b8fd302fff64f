import { expect, test } from 'vitest';
import { readStaffCsv } from './import-csv.server.ts';
import type { KnownPost, StaffState } from './import-model.ts';
import { planStaffImport } from './import-plan.ts';

const header = 'login,family,given,kana,mail,department,position,kind,from,to';
const csv = (...lines: string[]) => readStaffCsv(new TextEncoder().encode([header, ...lines].join('\n')));
const post = (part: Partial<KnownPost>): KnownPost => ({
  id: '1',
  login: 'sato',
  department: 'A',
  position: '主事',
  rank: 30,
  kind: 'main',
  roles: ['intake'],
  from: '2024-04-01',
  to: null,
  ...part,
});
const state = (posts: KnownPost[]): StaffState => ({
  people: [...new Set(posts.map((one) => one.login))].map((login) => ({
    id: login,
    login,
    family: '佐藤',
    given: '花',
    kana: '',
    mail: '',
  })),
  posts,
  departments: [
    { code: 'A', name: '市民課', from: '2019-04-01', to: null },
    { code: 'B', name: '税務課', from: '2019-04-01', to: null },
    { code: 'OLD', name: '旧課', from: '2019-04-01', to: '2024-03-31' },
  ],
  positions: [
    { title: '主事', rank: 30, roles: ['intake'] },
    { title: '係長', rank: 50, roles: ['intake', 'check'] },
  ],
});
const onApril = { asOf: '2026-04-01', complete: true };

test('joins, moves and leaves of a complete roster; posts end the day before and stay', () => {
  const before = state([
    post({}),
    post({ id: '2', login: 'ito' }),
    post({ id: '3', login: 'abe', department: 'B' }),
  ]);
  const plan = planStaffImport(
    before,
    csv(
      'sato,佐藤,花,,,B,係長,本務,R8.4.1,',
      'abe,佐藤,花,,,B,主事,本務,2026-04-01,',
      'new,新井,葵,アライ アオイ,new@city.example,A,主事,本務,令和8年4月1日,',
    ),
    onApril,
  );
  expect(plan.problems).toEqual([]);
  expect([plan.joins, plan.moves, plan.leaves]).toEqual([['new'], ['sato'], ['ito']]);
  expect(plan.newPosts.map((one) => [one.login, one.department, one.position, one.rank, one.from])).toEqual([
    ['sato', 'B', '係長', 50, '2026-04-01'],
    ['new', 'A', '主事', 30, '2026-04-01'],
  ]);
  // abe's post goes on although the roster repeats it with a later first day.
  expect(plan.changedPosts.map((one) => [one.id, one.to])).toEqual([
    ['1', '2026-03-31'],
    ['2', '2026-03-31'],
  ]);
});

test('the same file again changes nothing', () => {
  const file = csv('sato,佐藤,花,,,A,主事,本務,2024-04-01,');
  expect(planStaffImport(state([post({})]), file, onApril)).toMatchObject({
    newPosts: [],
    changedPosts: [],
    newPeople: [],
    changedPeople: [],
  });
});

test('a partial file adds and moves, and ends nothing else; orders of the future are taken back when missing', () => {
  const before = state([post({}), post({ id: '2', login: 'ito' })]);
  const partial = planStaffImport(before, csv('sato,佐藤,花,,,B,主事,本務,2026-10-01,'), {
    asOf: '2026-04-01',
    complete: false,
  });
  expect(partial.changedPosts.map((one) => [one.id, one.to])).toEqual([['1', '2026-09-30']]);
  const future = state([
    post({}),
    post({ id: '9', department: 'B', from: '2026-10-01', kind: 'concurrent' }),
  ]);
  const cancelled = planStaffImport(future, csv('sato,佐藤,花,,,A,主事,本務,2024-04-01,'), onApril);
  expect(cancelled.changedPosts.map((one) => [one.id, one.to])).toEqual([['9', '2026-09-30']]);
});

test('every mistake is told with its line, and nothing is changed', () => {
  const plan = planStaffImport(
    state([post({})]),
    csv(
      'sato,佐藤,花,,,X,主事,本務,2026-04-01,',
      'sato,佐藤,華,,,A,部長,本務,2026-04-01,',
      'ito,伊藤,蓮,,,OLD,主事,本務,2026-04-01,',
      'x!,氏,名,,mail,A,主事,出向,4月,2020-01-01',
      'abe,阿部,圭,,,A,主事,本務,2026-04-01,2026-03-01',
    ),
    onApril,
  );
  expect(plan.problems.map((one) => one.line)).toEqual([2, 3, 3, 3, 4, 5, 5, 5, 5, 6]);
  expect(plan.problems.map((one) => one.message).join('\n')).toMatch(
    /所属「X」.*職名「部長」[\s\S]*氏名が違います|本務/,
  );
  expect(plan.newPosts).toEqual([]);
});

test('half a roster is not taken for a whole one', () => {
  const before = state(
    Array.from({ length: 30 }, (_, index) => post({ id: String(index), login: `s${index}` })),
  );
  const half = csv('s0,佐藤,花,,,A,主事,本務,2024-04-01,');
  expect(planStaffImport(before, half, onApril).problems[0]?.message).toContain('29件');
  expect(planStaffImport(before, half, { ...onApril, force: true }).leaves).toHaveLength(29);
});

test('Windows-31J files and Japanese headers are read, other bytes are refused', () => {
  // 「氏」 etc. in CP932; 髙 (FB FC) is one of its own characters.
  const sjis = Uint8Array.from([0x8e, 0x81, 0x2c, 0xfb, 0xfc, 0x0a]);
  expect(readStaffCsv(sjis).problems[0]?.message).toContain('列がありません');
  expect(new TextDecoder('shift_jis').decode(sjis)).toBe('氏,髙\n');
  const japanese = readStaffCsv(
    new TextEncoder().encode('ログイン,氏,名,所属,職名,区分,開始日\nsato,佐藤,花,Ａ,主事,本務,2026/4/1'),
  );
  expect(japanese.lines[0]).toMatchObject({
    login: 'sato',
    department: 'A',
    from: '2026-04-01',
    to: null,
    line: 2,
  });
  expect(readStaffCsv(Uint8Array.from([0xff, 0xfe, 0xfd])).problems).toHaveLength(1);
});
