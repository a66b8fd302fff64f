import { afterAll, beforeAll, expect, test } from 'vitest';
import { addRecord } from '#core/entries.server';
import type { StaffActor } from '#core/policy';
import { actOnRecord } from '#core/record-process.server';
import { unwrap } from '#kernel/result';
import { field, openStudio, type Studio, workApp } from '../../../scripts/test/work-app.ts';
import type { StaffScene } from './desk.server.ts';
import { readHistory } from './read-history.server.ts';

const gakuji = 'KYOI-GAKUJI';
const ja = (text: string) => ({ ja: text });
/** Everybody of the section sees what is no secret; 課長 and who drafts see all. */
const buying = workApp('buying', [field(1, '品名'), field(2, '秘密', 'yes-no')], {
  access: [
    { who: [{ department: gakuji, below: true }], may: ['view'], when: 'NOT(秘密)' },
    { who: ['課長', '主事'].map((position) => ({ position, department: gakuji })), may: ['view', 'add'] },
  ],
  process: {
    states: [
      { id: 'draft', title: ja('起案前') },
      {
        id: 'circulating',
        title: ja('決裁中'),
        kind: 'approval',
        approval: { routes: ['usual'], decided: 'done', sentBack: 'draft', dropped: 'done' },
      },
      { id: 'done', title: ja('済'), kind: 'end' },
    ],
    acts: [
      { id: 'submit', title: ja('起案'), from: ['draft'], to: 'circulating', who: [{ everyone: true }] },
    ],
    routes: [
      {
        id: 'usual',
        title: ja('通常'),
        steps: [{ id: 'decide', title: ja('決裁'), kind: 'decide', seats: [{ head: 'drafter', up: 0 }] }],
      },
    ],
  },
} as never);

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
  await studio.publish(buying);
});
afterAll(() => studio.city.close());

test('the history shows approvals of records that one sees, and no other one, drafted by whomever', async () => {
  const [shuji, shunin, kacho, stranger] = (await Promise.all(
    ['gakuji-shuji', 'gakuji-shunin', 'gakuji-kacho', 'shiminzei-kacho'].map((one) => studio.actor(one)),
  )) as [StaffActor, StaffActor, StaffActor, StaffActor];
  const drafted = async (name: string, secret: boolean) => {
    const values = { 1: name, 2: secret };
    const { id } = unwrap(await studio.as(shuji, (desk) => addRecord(desk, buying.id, values)));
    const submit = { act: 'submit', note: '', revision: 1 };
    unwrap(await studio.as(shuji, (desk) => actOnRecord(desk, buying.id, id, submit)));
  };
  await drafted('机', false);
  await drafted('金庫の鍵', true);
  const read = (actor: StaffActor, limit = 50, after: string | null = null) =>
    studio.as(actor, async ({ tx, touched }) => {
      const scene = { tx, touched, actor, info: { municipality: studio.city.code } } as unknown as StaffScene;
      return readHistory(scene, new URLSearchParams({ app: buying.id }), { after, limit, steps: true });
    });
  const titles = async (actor: StaffActor) => (await read(actor)).rows.map((one) => one.title).sort();
  expect(await titles(kacho)).toEqual(['机', '金庫の鍵']);
  expect(await titles(shuji)).toEqual(['机', '金庫の鍵']);
  expect(await titles(shunin)).toEqual(['机']);
  // Another app is shown in its place: this one does not exist for them.
  const theirs = await read(stranger);
  expect(theirs.apps.map((one) => one.id)).not.toContain(buying.id);
  expect(theirs.rows).toEqual([]);
  // A page that is filled by what one may not see is short, and says that it goes on.
  const first = await read(shunin, 1);
  expect([first.rows.map((one) => one.title), first.next === null]).toEqual([[], false]);
  expect((await read(shunin, 1, first.next)).rows.map((one) => one.title)).toEqual(['机']);
});
