/** Issue 4 (b): a list of a work app as people with other rights ask it and change it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConditionField } from '#core/conditions';
import { addRecord } from '#core/entries.server';
import type { StaffActor } from '#core/policy';
import { openApp } from '#core/views.server';
import { unwrap } from '#kernel/result';
import { createKeyring } from '#platform/crypto.server';
import { field, openStudio, type Studio, workApp } from '../../../../scripts/test/work-app.ts';
import { printoutOf } from '../paper/printout.server.ts';
import { answerAsk } from './answer-ask.server.ts';
import { selectionIn } from './bulk-form.server.ts';
import { type AppScene, appOf } from './desk.server.ts';
import type { OpenedTable, RowsPage, SavedCells } from './model.ts';

const home = 'KYOI-GAKUJI';
const section = [{ department: home, below: true }];
const app = workApp(
  'lent-things',
  [
    field(1, '品名'),
    field(2, '台数', 'number', { options: { min: 1, decimals: 0 } }),
    field(3, '状況', 'choice', {
      options: {
        choices: ['貸出中', '返却済み'].map((value) => ({ value, label: { ja: `${value}です` } })),
        display: 'auto',
      },
    }),
    field(4, '借りた人', 'user'),
    field(5, '連絡先', 'text', { visible: '台数 > 0' }),
    field(6, 'メモ', 'text'),
  ],
  {
    access: [
      { who: [{ everyone: true }], may: ['view'] },
      { who: section, may: ['view', 'add', 'edit', 'delete'] },
    ],
    fieldAccess: [
      { fields: ['連絡先'], read: [{ who: section, when: '状況 = "貸出中"' }] },
      { fields: ['メモ'], read: [{ who: section }] },
    ],
    views: [
      {
        id: 'lent',
        kind: 'table',
        title: { ja: '貸出中' },
        filter: '状況 = "貸出中"',
        columns: ['品名', '台数', '連絡先', 'メモ'],
        sort: [{ field: '台数', descending: true }],
        totals: [{ by: 'sum', field: '台数' }],
        frozen: 1,
        defaultFor: [],
      },
    ],
  } as never,
);

let studio: Studio;
let clerk: StaffActor;
let stranger: StaffActor;
const ids: string[] = [];

beforeAll(async () => {
  studio = await openStudio();
  await studio.publish(app);
  clerk = await studio.actor('gakuji-shunin');
  stranger = await studio.actor('shiminzei-shuji');
  for (let index = 0; index < 6; index += 1) {
    const answers = {
      1: `机${index}`,
      2: String(index + 1),
      3: index % 2 === 0 ? '貸出中' : '返却済み',
      ...(index % 2 === 0 ? { 5: `0190-00-000${index}` } : {}),
      6: `CANARY-${index}`,
    };
    ids.push(unwrap(await studio.as(clerk, (desk) => addRecord(desk, app.id, answers))).id);
  }
});
afterAll(() => studio?.city.close());

const keyring = createKeyring('a secret for tests that is long enough');
const touched: { noun: string; ids: string[]; classes: string[] }[] = [];

/** As the page asks: one form field, the guard's scene around it. */
async function ask<T>(actor: StaffActor, wanted: object): Promise<T> {
  const form = new FormData();
  form.set('ask', JSON.stringify(wanted));
  return studio.as(actor, async (desk) => {
    const scene = {
      ...desk,
      info: { municipality: studio.city.code },
      params: { app: app.id },
      runtime: { keyring },
      form,
      touched: (noun: string, touchedIds: string[], classes: string[] = []) =>
        void touched.push({ noun, ids: touchedIds, classes }),
    } as unknown as AppScene;
    // As it goes over the line.
    return JSON.parse(JSON.stringify(await answerAsk(scene, await appOf(scene)))) as T;
  });
}

describe('the list of a work app', () => {
  test('columns that are masked never leave, whoever asks for them and however', async () => {
    const all = await ask<OpenedTable>(stranger, { kind: 'open', question: {} });
    expect(all.columns.map((one) => one.field.code)).toEqual(['品名', '台数', '状況', '借りた人']);
    expect(JSON.stringify(all)).not.toMatch(/CANARY|0190|メモ|連絡先/);
    for (const question of [{ filter: 'メモ = "CANARY-1"' }, { sort: [{ field: 'メモ' }] }])
      await expect(ask(stranger, { kind: 'open', question })).rejects.toMatchObject({
        appError: { code: 'invalid' },
      });
    const found = await ask<OpenedTable>(stranger, { kind: 'open', question: { search: 'CANARY' } });
    expect(found.count.count).toBe(0);
    await expect(ask(stranger, { kind: 'choices', field: 'メモ' })).rejects.toMatchObject({
      appError: { code: 'notFound' },
    });
  });

  test('what may be done with each row and cell is said beforehand', async () => {
    const mine = await ask<OpenedTable>(clerk, { kind: 'open', question: {} });
    const standings = new Map(mine.first.rows.map((row) => [row.id, row.standing]));
    expect(standings.get(ids[0]!)).toEqual({ edit: true, delete: true, hidden: [], closed: [] });
    expect(standings.get(ids[1]!)).toEqual({ edit: true, delete: true, hidden: [5], closed: [5] });
    const theirs = await ask<OpenedTable>(stranger, { kind: 'open', question: {} });
    expect(theirs.columns.every((one) => one.closed)).toBe(true);
    expect(theirs.first.rows.every((row) => !row.standing.edit)).toBe(true);
  });

  test('a view brings its condition, its order and its totals; words narrow it', async () => {
    const lent = await ask<OpenedTable>(clerk, { kind: 'open', question: { view: 'lent' } });
    expect(lent.first.rows.map((row) => row.id)).toEqual([ids[4], ids[2], ids[0]]);
    expect(lent).toMatchObject({
      frozen: 1,
      count: { count: 3, exact: true },
      totals: [{ by: 'sum', value: '9' }],
    });
    const narrowed = await ask<OpenedTable>(clerk, {
      kind: 'open',
      question: { view: 'lent', search: '机2', filter: '台数 < 10' },
    });
    expect(narrowed.first.rows.map((row) => row.id)).toEqual([ids[2]]);
    expect(touched.at(-1)).toMatchObject({ noun: 'record', ids: [app.id, ids[2]] });
  });

  test('the condition of a view is left aside on request, for the list and for a run over all of it alike', async () => {
    const whole = { view: 'lent', whole: true, filter: `借りた人 = "${clerk.id}"` };
    const opened = await ask<OpenedTable>(clerk, { kind: 'open', question: { view: 'lent', whole: true } });
    expect(opened).toMatchObject({ narrowed: true, count: { count: 6 }, filterWords: '' });
    const form = new FormData();
    form.set('selection', JSON.stringify(whole));
    const selection = await studio.as(clerk, async (desk) =>
      selectionIn(unwrap(await openApp(desk, app.id)), form),
    );
    expect(unwrap(selection)).toEqual({ filter: whole.filter });
  });

  test('a condition is said with the names of those it names', async () => {
    const filter = `OR(借りた人 = "${clerk.id}", 状況 = "貸出中")`;
    const { filterWords } = await ask<OpenedTable>(clerk, { kind: 'open', question: { filter } });
    expect(filterWords).toContain('大森 千尋');
    expect(filterWords).toContain('貸出中です');
    expect(filterWords).not.toContain(clerk.id);
    const fields = await ask<ConditionField[]>(stranger, { kind: 'conditions', question: {} });
    expect(fields.map((one) => one.code)).not.toContain('メモ');
  });

  test('the list as it stands is kept as a view, for oneself; others only by whoever manages the app', async () => {
    const question = { view: 'lent', filter: '台数 < 3', sort: [{ field: '品名' }] };
    const kept = await ask<{ id: string }>(clerk, {
      kind: 'keep',
      question,
      title: '少ないもの',
      shared: false,
    });
    const opened = await ask<OpenedTable>(clerk, { kind: 'open', question: { view: kept.id } });
    expect(opened).toMatchObject({ frozen: 1, sort: [{ field: '品名' }], count: { count: 1 } });
    await expect(ask(stranger, { kind: 'open', question: { view: kept.id } })).rejects.toMatchObject({
      appError: { code: 'invalid' },
    });
    await expect(
      ask(clerk, { kind: 'keep', question, title: 'みんなに', shared: true }),
    ).rejects.toMatchObject({ appError: { code: 'forbidden' } });
    await expect(ask(clerk, { kind: 'keep', question, title: ' ', shared: false })).rejects.toMatchObject({
      appError: { code: 'invalid' },
    });
  });

  test('paper has the records of the question as this person may see them, and says what was asked', async () => {
    const print = (actor: StaffActor, question: object) =>
      studio.as(actor, async (desk) => {
        const purposes: string[] = [];
        const scene = {
          touched: (_noun: string, _ids: string[], _classes: string[], why: string) =>
            void purposes.push(why),
        };
        const open = unwrap(await openApp(desk, app.id));
        return { ...unwrap(await printoutOf(scene as never, open, question)), purposes };
      });
    const mine = await print(clerk, { view: 'lent', search: '机2', filter: '台数 > 1' });
    expect(mine).toMatchObject({
      title: '貸出中',
      search: '机2',
      count: { count: 1 },
      purposes: ['record.print'],
    });
    expect(mine.filter).toContain('貸出中です');
    expect(mine.totals).toEqual(['台数の合計 3']);
    const theirs = await print(stranger, { view: 'lent' });
    expect(JSON.stringify(theirs)).not.toMatch(/CANARY|0190|メモ|連絡先/);
  });

  test('pages follow one another from any position', async () => {
    const question = { sort: [{ field: '台数' }] };
    const first = await ask<RowsPage>(clerk, { kind: 'page', question, limit: 2 });
    const second = await ask<RowsPage>(clerk, { kind: 'page', question, after: first.next, limit: 2 });
    expect([...first.rows, ...second.rows].map((row) => row.id)).toEqual(ids.slice(0, 4));
    const positions = await ask<{ id: string }[]>(clerk, { kind: 'positions', question, parts: 3 });
    expect(positions.map((one) => one.id)).toEqual([ids[1], ids[3]]);
  });

  test('of a pasted block what is right is taken, what is wrong comes back with its reason', async () => {
    const saved = await ask<SavedCells>(clerk, {
      kind: 'cells',
      columns: ['品名', '台数', '状況', '借りた人'],
      rows: [
        { id: ids[0], revision: 1, texts: { 1: '長机', 2: '１２', 3: '返却済みです', 4: '大森 千尋' } },
        { id: ids[1], revision: 1, texts: { 1: '椅子', 2: 'たくさん', 4: 'いない人' } },
      ],
    });
    const [good, half] = saved.rows;
    expect(good).toMatchObject({ taken: [1, 2, 3, 4], wrong: [], row: { revision: 2 } });
    expect(good?.row?.answers).toMatchObject({ 1: '長机', 2: '12', 3: '返却済み', 4: clerk.id });
    expect(half).toMatchObject({ taken: [1], row: { answers: { 1: '椅子', 2: '2' } } });
    expect(half?.wrong.map((one) => one.field)).toEqual([2, 4]);
    expect(saved.names.staff).toEqual({ [clerk.id!]: '大森 千尋' });
  });

  test('others who changed something else are merged; of the same, both values come back', async () => {
    const change = (revision: number, values: object) =>
      ask<SavedCells>(clerk, {
        kind: 'cells',
        columns: ['品名', '台数'],
        rows: [{ id: ids[2], revision, values }],
      });
    await change(1, { 1: '新しい机' });
    expect((await change(1, { 2: '30' })).rows[0]).toMatchObject({
      taken: [2],
      row: { answers: { 1: '新しい机', 2: '30' } },
    });
    expect((await change(1, { 1: '古い机' })).rows[0]).toMatchObject({
      taken: [],
      wrong: [{ field: 1, theirs: '新しい机' }],
      row: { answers: { 1: '新しい机' } },
    });
  });

  test('nobody changes by the list what they may not change', async () => {
    const saved = await ask<SavedCells>(stranger, {
      kind: 'cells',
      columns: ['品名'],
      rows: [{ id: ids[3], revision: 1, values: { 1: '盗んだ', 6: 'x' }, texts: { 1: '盗んだ' } }],
    });
    expect(saved.rows[0]).toMatchObject({ taken: [], row: { revision: 1, answers: { 1: '机3' } } });
    expect(saved.rows[0]?.wrong.length).toBeGreaterThan(0);
  });

  test('what no page of ours sends is refused', async () => {
    for (const wrong of [{ kind: 'open' }, { kind: 'drop' }, { kind: 'page', question: {}, limit: 100_000 }])
      await expect(ask(clerk, wrong)).rejects.toMatchObject({ appError: { code: 'invalid' } });
  });
});
