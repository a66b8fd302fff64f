/** Issue 4 (c): the process of records through the API: drafted by one system, decided by another's post, seen in boxes. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { field, publishApp, workApp } from '../../scripts/test/work-app.ts';
import { type ApiOffice, home, openApiOffice } from './api.testing.ts';

const plain = { editable: [], assign: [], effects: [] };
const buying = workApp('buying', [field(1, '件名', 'text', { required: true })], {
  access: [{ who: [{ department: home, below: true }], may: ['view', 'add', 'edit'] }],
  process: {
    keepers: [],
    states: [
      { id: 'draft', title: { ja: '起案前' }, kind: 'open', ...plain },
      {
        id: 'asked',
        title: { ja: '決裁中' },
        kind: 'approval',
        ...plain,
        approval: { routes: ['one'], decided: 'done', sentBack: 'draft', dropped: 'done' },
      },
      { id: 'done', title: { ja: '決裁済み' }, kind: 'end', ...plain },
    ],
    acts: [
      {
        id: 'submit',
        title: { ja: '起案する' },
        from: ['draft'],
        to: 'asked',
        who: [{ everyone: true }],
        require: [],
        note: 'optional',
        effects: [],
      },
    ],
    routes: [
      {
        id: 'one',
        title: { ja: '課長の決裁' },
        delegated: false,
        steps: [
          {
            id: 'decide',
            title: { ja: '決裁' },
            kind: 'decide',
            needs: 'all',
            seats: [{ position: '課長', department: home }],
          },
        ],
      },
    ],
  },
});

let office: ApiOffice;
let [drafter, decider, stranger] = ['', '', ''];
beforeAll(async () => {
  office = await openApiOffice();
  await publishApp(office.city, buying);
  drafter = (await office.join()).token;
  decider = (await office.join({ position: '課長' })).token;
  stranger = (await office.join({ department: 'ZAISEI-SHIMINZEI' })).token;
});
afterAll(() => office?.close());

test('a record is drafted, waits in the box of who decides, and is decided once', async () => {
  const at = `/apps/${buying.id}/records`;
  const { id } = (await office.call('POST', at, { token: drafter, body: { values: { 件名: '机' } } })).json;
  const read = async (token: string) => office.call('GET', `${at}/${id}/process`, { token });
  const before = (await read(drafter)).json;
  expect(before).toMatchObject({
    state: { id: 'draft' },
    acts: [{ id: 'submit', whyNot: null }],
    approval: null,
  });
  expect((await read(stranger)).status).toBe(404);
  const act = (token: string, body: object, way = 'acts') =>
    office.call('POST', `${at}/${id}/${way}`, { token, body: { revision: before.revision, ...body } });
  expect((await act(stranger, { act: 'submit' })).status).toBe(404);
  const drafted = await act(drafter, { act: 'submit', note: '3台' });
  expect(drafted.json).toMatchObject({ state: { id: 'asked' }, approval: { state: 'circulating' } });
  const { revision } = drafted.json;
  const decide = (token: string, of = revision) =>
    act(token, { verb: 'decide', note: 'よい', revision: of }, 'approval');
  expect((await decide(drafter)).status).toBe(403);
  expect((await decide(decider, before.revision)).status).toBe(409);
  const box = (token: string) => office.call('GET', '/approvals?box=turn', { token });
  expect((await box(decider)).json.items).toMatchObject([
    { record: id, title: '机', step: '決裁', revision },
  ]);
  expect((await box(drafter)).json.items).toEqual([]);
  expect((await decide(decider)).json).toMatchObject({
    state: { id: 'done' },
    approval: { state: 'decided' },
  });
  expect((await decide(decider)).status).toBe(409);
  const after = (await read(drafter)).json;
  expect(after.log.map((one: { title: string; note: string }) => [one.title, one.note])).toEqual([
    ['起案する', '3台'],
    ['決裁', 'よい'],
  ]);
  expect((await box(decider)).json.items).toEqual([]);
});
