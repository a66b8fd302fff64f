import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unwrap } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { createTestCity, type TestCity } from '../../../../scripts/test/city.ts';
import {
  actorOfLogin,
  addMember,
  choiceIssues,
  choicesOf,
  closeGroup,
  createGroup,
  findChoices,
  type Member,
  namesOf,
  removeMember,
  renameGroup,
  selectGroups,
  selectMembers,
} from '../index.server.ts';

const today = '2026-11-21';
let city: TestCity;
beforeAll(async () => {
  city = await createTestCity();
});
afterAll(() => city?.close());

const act = <T>(work: (tx: Tx) => Promise<T>) => city.staff.tenant(city.code, 'staff', work);
const actor = (login: string, on = today) => act((tx) => actorOfLogin(tx, login, on));
const create = (login: string, id: string, name: string, department: string) =>
  act(async (tx) => createGroup(tx, await actorOfLogin(tx, login, today), { id, name, department }, today));
const add = (groupId: string, member: Member) =>
  act(async (tx) => addMember(tx, await actorOfLogin(tx, 'gakuji-kacho', today), groupId, member, today));
const asked = {
  on: today,
  asker: { staff: '', departments: [] },
  reader: { language: 'ja' },
};
const field = (type: 'user' | 'department' | 'group', options = {}) => ({ id: 7, type, options });

test('who heads a department keeps its groups, another does not, and every act leaves a row', async () => {
  expect(await create('gakuji-kacho', 'plan', '計画班', 'KYOI-GAKUJI')).toMatchObject({
    ok: true,
    value: 'plan',
  });
  expect(await create('gakuji-shuji', 'x', 'x', 'KYOI-GAKUJI')).toMatchObject({ ok: false });
  expect(await create('kansen-kacho', 'x', 'x', 'KYOI-GAKUJI')).toMatchObject({ ok: false });
  expect(await create('gakuji-kacho', 'plan-2', '計画班', 'KYOI-GAKUJI')).toMatchObject({
    ok: false,
    error: { code: 'conflict' },
  });
  expect(await create('gakuji-kacho', 'X!', ' ', 'KYOI-GAKUJI')).toMatchObject({
    ok: false,
    error: { issues: [{ path: 'name' }, { path: 'id' }] },
  });
  await act(async (tx) => {
    const kacho = await actorOfLogin(tx, 'gakuji-kacho', today);
    unwrap(await renameGroup(tx, kacho, { id: 'plan', name: '計画チーム' }, today));
    expect(
      await renameGroup(tx, await actorOfLogin(tx, 'kansen-kacho', today), { id: 'plan', name: 'y' }, today),
    ).toMatchObject({ ok: false });
    const { rows } = await sql<{ act: string; ids: string[] }>`
      SELECT act, ids FROM audit WHERE noun = 'group' ORDER BY id`.execute(tx);
    expect(rows).toEqual([
      { act: 'group.create', ids: ['plan'] },
      { act: 'group.rename', ids: ['plan'] },
    ]);
  });
});

test('members are people, departments, and departments with all below; the actor knows at once', async () => {
  unwrap(await create('gakuji-kacho', 'flu', '感染症対策本部', 'KYOI-GAKUJI'));
  const shuji = await actor('gakuji-shuji');
  const person = unwrap(await add('flu', { staffId: shuji.id! }));
  unwrap(await add('flu', { department: 'HOFUKU', below: true }));
  unwrap(await add('flu', { department: 'KODOMO', below: false }));
  expect(await add('flu', { staffId: shuji.id! })).toMatchObject({ ok: false, error: { code: 'conflict' } });
  expect(await add('flu', { department: 'SOMU-JOHO', below: false })).toMatchObject({ ok: false });
  const groups = async (login: string) => (await actor(login)).groups;
  expect(await groups('gakuji-shuji')).toEqual(['flu']);
  // 感染症対策課 lies two levels below 保健福祉局; 子育て支援課 lies below 子ども家庭局, which is meant alone.
  expect(await groups('kansen-kacho')).toEqual(['flu']);
  expect([await groups('kosodate-kacho'), await groups('gakuji-kacho')]).toEqual([[], []]);
  expect(await act((tx) => selectMembers(tx, 'flu', today))).toHaveLength(3);
  unwrap(
    await act(async (tx) =>
      removeMember(tx, await actorOfLogin(tx, 'gakuji-kacho', today), 'flu', person, today),
    ),
  );
  expect(await groups('gakuji-shuji')).toEqual([]);
  unwrap(await add('flu', { staffId: shuji.id! }));
  unwrap(
    await act(async (tx) => closeGroup(tx, await actorOfLogin(tx, 'gakuji-kacho', today), 'flu', today)),
  );
  expect([await groups('gakuji-shuji'), await groups('kansen-kacho')]).toEqual([[], []]);
  expect(await add('flu', { department: 'DX', below: false })).toMatchObject({ ok: false });
  expect((await act((tx) => selectGroups(tx, today))).map((group) => group.id)).toEqual(['plan']);
  // Who joined, left or was let go may have had a seat by it: four joined, one left, and the group ended.
  const { rows } = await city.admin.tenant(city.code, 'owner', (tx) =>
    sql`SELECT FROM outbox WHERE kind = 'process.reseat'`.execute(tx),
  );
  expect(rows).toHaveLength(6);
});

test('names: closed departments, ended groups and suspended staff stay readable with a mark', async () => {
  await act(async (tx) => {
    const [one, two] = [
      await actorOfLogin(tx, 'gakuji-shunin', today),
      await actorOfLogin(tx, 'dx-kacho', today),
    ];
    await sql`UPDATE staff SET suspended_at = now() WHERE id = ${one.id}`.execute(tx);
    const pointers = {
      staff: new Set([one.id!, two.id!, 'no id', '0b8e2a46-8f0a-4a5e-9c53-0f6a3c1d2e4f']),
      departments: new Set(['SOMU-JOHO', 'DX-SUISHIN', 'ASANAGI-SHIMIN', 'NOWHERE']),
      groups: new Set(['flu', 'plan']),
    };
    expect(await namesOf(tx, pointers, today, 'ja')).toEqual({
      staff: { [one.id!]: '大森 千尋（休止中）', [two.id!]: '早瀬 光' },
      departments: {
        'SOMU-JOHO': '情報政策課（廃止）',
        'DX-SUISHIN': 'DX推進課',
        'ASANAGI-SHIMIN': '朝凪区役所 市民課',
      },
      groups: { flu: '感染症対策本部（廃止）', plan: '計画チーム' },
    });
    expect((await namesOf(tx, pointers, '2024-03-31', 'en')).departments).toMatchObject({
      'SOMU-JOHO': '情報政策課',
      'DX-SUISHIN': 'DX推進課 (closed)',
    });
    // Suspended, and no longer to be chosen, but where they stood they stay.
    const open = (previous: object) =>
      choiceIssues(tx, [field('user')], { 7: one.id! }, previous as never, asked);
    expect(await open({})).toEqual([{ path: 'f7', message: '選択肢の中から選んでください。' }]);
    expect(await open({ 7: one.id! })).toEqual([]);
    throw new Error('undo');
  }).catch((error: Error) => expect(error.message).toBe('undo'));
});

test('what may be chosen: few stand whole, many are searched in any kana, width or old kanji', async () => {
  const labels = ({ entries }: { entries: readonly { label: string }[] }) =>
    entries.map((each) => each.label);
  await act(async (tx) => {
    const find = async (text: string, options = {}) =>
      labels(await findChoices(tx, field('user', options), text, today));
    expect(await find('高橋')).toEqual(['髙橋 美咲']);
    expect(await find('たかはし')).toEqual(['髙橋 美咲']);
    expect(await find('ＧＡＫＵＪＩ－ｋａｃｈｏ')).toEqual(['深町 和泉']);
    expect([await find(' '), await find('だれでもない')]).toEqual([[], []]);
    expect(await find('たかはし', { from: { departments: ['DX'] } })).toEqual([]);
    const gakuji = field('user', { from: { departments: ['KYOI-JIMU'] } });
    const choices = await choicesOf(tx, [gakuji], today);
    expect(choices[7]).toMatchObject({ all: true });
    // In the order of readings; the second post of 髙橋 is in 学事課, her own department stands beside her name.
    expect(choices[7]!.entries).toContainEqual({
      value: (await actorOfLogin(tx, 'kosodate-shunin', today)).id,
      label: '髙橋 美咲',
      detail: '子育て支援課',
    });
    const departments = await choicesOf(tx, [field('department', { below: 'HOKENJO-KANSEN' })], today);
    expect(departments[7]).toEqual({
      entries: [{ value: 'HOKENJO-KANSEN', label: '感染症対策課', detail: '保健所' }],
      all: true,
    });
    expect((await choicesOf(tx, [field('department')], today))[7]).toBeUndefined();
    expect(labels((await choicesOf(tx, [field('group')], today))[7]!)).toEqual(['計画チーム']);
    const lines = { id: 3, type: 'lines' as const, options: {}, fields: [field('department')] };
    const answers = {
      3: [
        { key: 'k1', values: { 7: 'DX-SUISHIN' } },
        { key: 'k2', values: { 7: 'SOMU-JOHO' } },
      ],
    };
    expect(await choiceIssues(tx, [lines], answers as never, {}, asked)).toEqual([
      { path: 'f3[k2].f7', message: '選択肢の中から選んでください。' },
    ]);
  });
});
