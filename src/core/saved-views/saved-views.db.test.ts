/** Views that people keep: whose they are, what they may show, and what becomes of them when the app changes. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WorkApp } from '#core/definitions';
import { addRecord } from '#core/entries.server';
import type { StaffActor } from '#core/policy';
import { countRecords, groupRecords, listRecords, type OpenApp, openApp, totalsOf } from '#core/views.server';
import { unwrap } from '#kernel/result';
import { field, openStudio, type Studio, workApp } from '../../../scripts/test/work-app.ts';
import {
  changeView,
  deleteView,
  firstView,
  groupQuestion,
  listQuestion,
  restoreView,
  saveView,
  type UsableView,
  type ViewWish,
  viewsFor,
} from './index.server.ts';

let studio: Studio;
let manager: StaffActor;
let clerk: StaffActor;
let outsider: StaffActor;

const lending = (fields: object[], more: object = {}): WorkApp =>
  workApp('lending', fields, {
    access: [
      { who: [{ everyone: true }], may: ['view', 'add', 'edit'] },
      { who: [{ user: manager.id! }], may: ['manage'] },
    ],
    fieldAccess: [{ fields: ['電話'], read: [{ who: [{ user: manager.id! }] }] }],
    views: [
      {
        id: 'all',
        title: { ja: 'すべて' },
        kind: 'table',
        columns: ['品名', '状態'],
        sort: [],
        frozen: 0,
        totals: [],
        defaultFor: [],
      },
    ],
    ...more,
  } as never);
const things = field(1, '品名');
const state = field(2, '状態', 'choice', {
  options: { choices: ['貸出中', '返却済'].map((value) => ({ value, label: { ja: value } })) },
});
const money = field(3, '金額', 'number');
const phone = field(4, '電話');

beforeAll(async () => {
  studio = await openStudio();
  manager = await studio.actor('gakuji-kakaricho');
  clerk = await studio.actor('gakuji-shuji');
  outsider = await studio.actor('gakuji-kacho');
  await studio.publish(lending([things, state, money, phone]));
  await studio.as(manager, async (desk) => {
    for (const [name, how, amount, number] of [
      ['脚立', '貸出中', '100', '090-1'],
      ['投影機', '返却済', '250', '090-2'],
      ['テント', '貸出中', '50', '090-2'],
    ])
      unwrap(await addRecord(desk, 'lending', { 1: name!, 2: how!, 3: amount!, 4: number! }));
    return true;
  });
});
afterAll(() => studio?.city.close());

const opened = <T>(actor: StaffActor, work: (open: OpenApp) => Promise<T>): Promise<T> =>
  studio.as(actor, async (desk) => work(unwrap(await openApp(desk, 'lending'))));
const wish = (title: string, more: Partial<ViewWish> = {}): ViewWish => ({
  title,
  view: {
    kind: 'table',
    columns: ['品名', '金額'],
    sort: [],
    frozen: 1,
    totals: [{ by: 'sum', field: '金額' }],
    filter: '状態 = "貸出中"',
  },
  shared: false,
  audience: {},
  first: false,
  ...more,
});
const views = (actor: StaffActor): Promise<UsableView[]> => opened(actor, viewsFor);
const titles = async (actor: StaffActor) => (await views(actor)).map((one) => one.title);
const namesOf = (open: OpenApp, view: UsableView) =>
  listRecords(open, { ...listQuestion(view.view), limit: 10 }).then((page) =>
    unwrap(page).rows.map((row) => row.answers[1]),
  );

describe('own views', () => {
  test('are found by their owner alone, and answered by core/views', async () => {
    const id = unwrap(await opened(clerk, (open) => saveView(open, wish('貸出中のもの', { first: true }))));
    expect(await titles(clerk)).toEqual(['すべて', '貸出中のもの']);
    expect(await titles(manager)).toEqual(['すべて']);
    await opened(clerk, async (open) => {
      const all = await viewsFor(open);
      expect(firstView(all)?.id).toBe(id);
      const mine = all.find((one) => one.id === id)!;
      expect([...(await namesOf(open, mine))].sort()).toEqual(['テント', '脚立']);
      expect(unwrap(await totalsOf(open, listQuestion(mine.view)))).toEqual([
        { by: 'sum', field: '金額', value: '150' },
      ]);
      return true;
    });
    for (const act of [
      (open: OpenApp) => deleteView(open, id),
      (open: OpenApp) => changeView(open, id, 1, wish('奪う')),
    ])
      expect(await opened(manager, act)).toMatchObject({ ok: false, error: { code: 'notFound' } });
  });

  test('are renamed, copied, deleted and brought back; of two changes the later is told', async () => {
    const id = unwrap(await opened(clerk, (open) => saveView(open, wish('仮'))));
    unwrap(await opened(clerk, (open) => changeView(open, id, 1, wish('返ってきたもの'))));
    expect(await opened(clerk, (open) => changeView(open, id, 1, wish('古い')))).toMatchObject({
      error: { code: 'conflict' },
    });
    expect(await titles(clerk)).toContain('返ってきたもの');
    unwrap(await opened(clerk, (open) => deleteView(open, id)));
    expect(await titles(clerk)).not.toContain('返ってきたもの');
    expect(await opened(manager, (open) => restoreView(open, id))).toMatchObject({
      error: { code: 'notFound' },
    });
    unwrap(await opened(clerk, (open) => restoreView(open, id)));
    expect(await titles(clerk)).toContain('返ってきたもの');
  });

  test('that ask for what is not there are refused beside the control', async () => {
    const wrong = (more: object) =>
      opened(clerk, (open) => saveView(open, wish('だめ', { view: { ...wish('').view, ...more } as never })));
    // To whom the phone number is hidden it does not exist.
    expect(await wrong({ columns: ['電話'] })).toMatchObject({
      error: { issues: [{ message: '「電話」という項目はありません。' }] },
    });
    expect(await wrong({ filter: '電話 = "090-1"' })).toMatchObject({ error: { code: 'invalid' } });
    expect(await wrong({ columns: [] })).toMatchObject({ error: { issues: [{ path: 'columns' }] } });
  });
});

describe('shared views', () => {
  test('are made by whoever manages the app, for all or for some, and met first by those they are meant for', async () => {
    expect(await opened(clerk, (open) => saveView(open, wish('広める', { shared: true })))).toMatchObject({
      error: { code: 'forbidden' },
    });
    const some = { who: [{ user: clerk.id! }], defaultFor: [{ user: clerk.id! }] };
    const id = unwrap(
      await opened(manager, (open) => saveView(open, wish('係の一覧', { shared: true, audience: some }))),
    );
    expect(await titles(outsider)).not.toContain('係の一覧');
    const seen = (await views(clerk)).find((one) => one.id === id)!;
    expect(seen).toMatchObject({ origin: 'shared', first: true, mayEdit: false });
    expect(await opened(clerk, (open) => changeView(open, id, 1, wish('直す')))).toMatchObject({
      error: { code: 'notFound' },
    });
  });

  test('never show more than the reader may see: a masked field and what is asked of it are left out, and said', async () => {
    const view = {
      kind: 'table',
      columns: ['品名', '電話'],
      sort: [{ field: '電話', descending: false }],
      frozen: 0,
      totals: [],
      filter: 'AND(状態 = "貸出中", 電話 = "090-2")',
    } as const;
    const id = unwrap(
      await opened(manager, (open) =>
        saveView(open, wish('電話つき', { shared: true, view: view as never })),
      ),
    );
    await opened(manager, async (open) => {
      const mine = (await viewsFor(open)).find((one) => one.id === id)!;
      expect(mine.lost).toBe(0);
      expect(await namesOf(open, mine)).toEqual(['テント']);
      return true;
    });
    await opened(clerk, async (open) => {
      const theirs = (await viewsFor(open)).find((one) => one.id === id)!;
      expect(theirs).toMatchObject({
        lost: 3,
        view: { columns: ['品名'], sort: [], filter: '状態 = "貸出中"' },
      });
      expect(JSON.stringify(theirs)).not.toMatch(/電話"|090/);
      expect(unwrap(await countRecords(open, listQuestion(theirs.view))).count).toBe(2);
      return true;
    });
  });

  test('of a chart over a field one may not read are not there', async () => {
    const view = {
      kind: 'chart',
      chart: 'bar',
      x: { field: '電話', by: 'value' },
      measure: { by: 'count' },
    } as const;
    const id = unwrap(
      await opened(manager, (open) =>
        saveView(open, wish('電話の数', { shared: true, view: view as never })),
      ),
    );
    expect((await views(clerk)).some((one) => one.id === id)).toBe(false);
    await opened(manager, async (open) => {
      const mine = (await viewsFor(open)).find((one) => one.id === id)!;
      const { groups } = unwrap(await groupRecords(open, groupQuestion(mine.view)!));
      expect(groups.map((one) => one.values[0])).toEqual(['1', '2']);
      return true;
    });
  });
});

test('a renamed field is followed, a retired one is left out and said', async () => {
  const id = unwrap(
    await opened(clerk, (open) =>
      saveView(
        open,
        wish('移り変わり', {
          view: { ...wish('').view, filter: 'AND(状態 = "貸出中", 金額 >= 60)' } as never,
        }),
      ),
    ),
  );
  const later = lending([{ ...things, code: '物の名前' }, state, phone]);
  await studio.publish({
    ...later,
    effectiveFrom: '2026-04-02',
    work: { ...later.work, title: ['物の名前'], views: [] },
  } as WorkApp);
  const view = (await views(clerk)).find((one) => one.id === id)!;
  expect(view.view).toMatchObject({ columns: ['物の名前'], filter: '状態 = "貸出中"', totals: [] });
  expect(view.lost).toBe(3);
});

test('another municipality has none of them', async () => {
  const count = (code: string) =>
    studio.city.staff.tenant(code, 'staff', (tx) =>
      sql<{ n: string }>`SELECT count(*) AS n FROM saved_views`
        .execute(tx)
        .then(({ rows }) => Number(rows[0]!.n)),
    );
  expect(await count(studio.city.code)).toBeGreaterThan(3);
  expect(await count(studio.city.other)).toBe(0);
  await expect(
    studio.city.portal.tenant(studio.city.code, 'portal', (tx) => sql`SELECT 1 FROM saved_views`.execute(tx)),
  ).rejects.toThrow(/permission denied/);
});
