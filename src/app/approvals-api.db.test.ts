/** Issue 4 (c): the process of records through the API: drafted by a system, decided by a person. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actorOfLogin } from '#core/people.server';
import { actOnApproval } from '#core/record-process.server';
import { tokyoDate } from '#kernel/dates';
import { sealsOf } from '#platform/crypto.server';
import { field, keyring, publishApp, workApp } from '../../scripts/test/work-app.ts';
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

test('a system drafts; it decides nothing, whatever office it holds', async () => {
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
  for (const token of [drafter, decider]) {
    const { approval } = (await read(token)).json;
    expect(approval.verbs.filter((one: { whyNot: string | null }) => one.whyNot === null)).toEqual([]);
    expect(approval.steps[0].seats.some((seat: { mine: boolean }) => seat.mine)).toBe(false);
  }
  expect((await act(decider, { verb: 'decide', note: 'よい' }, 'approval')).status).toBe(404);
  // The head of the section is a person, and is asked although a system was given the same office.
  const head = await office.city.staff.tenant(office.city.code, 'staff', async (tx) => {
    const actor = await actorOfLogin(tx, 'gakuji-kacho', tokyoDate(new Date()));
    const scene = { actor, tx, municipality: office.city.code, touched: () => undefined };
    const desk = { ...scene, seals: sealsOf({ tx, keyring, municipality: office.city.code }, 'staff') };
    const { revision } = drafted.json;
    return actOnApproval(desk as never, buying.id, id, { verb: 'decide', note: 'よい', revision });
  });
  expect(head).toMatchObject({ ok: true, value: { approval: { state: 'decided' } } });
  expect((await read(drafter)).json.log.map((one: { title: string }) => one.title)).toEqual([
    '起案する',
    '決裁',
  ]);
});
