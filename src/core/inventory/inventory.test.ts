/** B11, B12, D17: what the stock-take adds up to, what is to be mended, and a file that goes out and comes back. */
import { describe, expect, test } from 'vitest';
import {
  type Entry,
  emptyEntry,
  figuresOf,
  type Inventory,
  type Listed,
  parallelOf,
  planImport,
  qualityOf,
  readEntry,
  sheetOf,
} from './index.ts';

const office = {
  departments: [
    { code: 'KOSEKI', name: '戸籍課' },
    { code: 'A-SHIMIN', name: '市民課' },
    { code: 'B-SHIMIN', name: '市民課' },
  ],
  definitions: new Set(['move-in']),
};
const nothing = { items: null, attachments: null, steps: null, visits: null };

const listed = (given: Partial<Listed>): Listed => ({
  ...emptyEntry,
  name: '手続',
  department: 'KOSEKI',
  version: 1,
  volumes: {},
  before: nothing,
  full: false,
  missing: false,
  ...given,
});

function stock(entries: Listed[]): Inventory {
  const ownOf = ({ version: _v, volumes: _c, before: _b, full: _f, missing: _m, ...entry }: Listed): Entry =>
    entry;
  const find = (code: string) => entries.find((one) => one.code === code) ?? null;
  return {
    entries,
    find,
    own: (code) => {
      const entry = find(code);
      return entry === null || entry.missing ? null : ownOf(entry);
    },
    office,
  };
}

/** As a CSV reader gives it. */
const rowsOf = ({ labels, lines }: { labels: string[]; lines: string[][] }) =>
  [labels, ...lines].map((cells, index) => ({ number: index + 1, cells }));

const online = listed({
  code: 'A-1',
  channels: ['online', 'counter'],
  visit: 'notNeeded',
  minutesPaper: 30,
  minutesOnline: 10,
  items: 10,
  before: { ...nothing, items: 25 },
  volumes: { 2025: { online: 300, counter: 100, post: 20 }, 2024: { online: 100, counter: 300 } },
});
const visited = listed({ code: 'A-2', channels: ['online'], visit: 'needed' });
const paper = listed({
  code: 'A-3',
  channels: ['counter'],
  reason: 'law',
  volumes: { 2025: { counter: 7 } },
});
const planned = listed({ code: 'A-4', channels: ['counter'], reason: 'law', plan: '2027-04-01' });

describe('figures', () => {
  const figures = figuresOf([online, visited, paper, planned], [2025, 2024]);
  test('online rate, and what is done without coming once', () => {
    expect(figures.online).toEqual({ part: 2, of: 4 });
    expect(figures.whollyDigital).toEqual({ part: 1, of: 4 });
  });
  test('what remains, with reason, plan and cases of the newest year', () => {
    expect(figures.remaining).toEqual([{ reason: 'law', procedures: 2, planned: 1, cases: 7 }]);
  });
  test('online share by year', () => {
    expect(figures.years).toEqual([
      { year: 2025, cases: 427, online: 300, counted: 2 },
      { year: 2024, cases: 400, online: 100, counted: 1 },
    ]);
  });
  test('lightness before and after, of those that changed', () => {
    expect(figures.lightness[0]).toEqual({ burden: 'items', procedures: 1, before: 25, after: 10 });
  });
  test('paper beside online costs the minutes it takes more', () => {
    expect(parallelOf([online, visited, paper], 2025)).toEqual([
      { entry: online, online: 300, paper: 120, extraMinutes: 2400 },
    ]);
  });
});

describe('quality', () => {
  test('each thing that is missing is said, and nothing of what is whole', () => {
    const whole = listed({
      code: 'A-5',
      deadline: 'なし',
      reading: 'てつづき',
      law: '戸籍法',
      article: '第3条',
      reviewedBy: '係長',
      visit: 'notNeeded',
      channels: ['online'],
      follows: ['A-6'],
    });
    const poor = listed({
      code: 'A-6',
      department: 'GONE',
      summary: '遅滞なく出す',
      follows: ['A-99'],
      definition: 'no',
    });
    const found = qualityOf([whole, poor], office);
    expect(found.has('A-5')).toBe(false);
    expect([...new Set(found.get('A-6')!.map((one) => one.kind))].sort()).toEqual(
      ['deadline', 'jargon', 'law', 'link', 'nobody', 'reading', 'reason', 'unreviewed', 'visit'].sort(),
    );
    expect(found.get('A-6')!.filter((one) => one.kind === 'link')).toHaveLength(2);
  });
});

describe('cells', () => {
  test('are read as people write them', () => {
    const { entry, issues } = readEntry(
      {
        kind: '届出',
        department: '戸籍課',
        channels: '窓口、オンライン',
        items: '１２',
        inForce: '令和6年3月1日',
        reading: 'コセキ',
      },
      emptyEntry,
      office,
    );
    expect(issues).toEqual([]);
    expect(entry).toMatchObject({
      kind: 'notification',
      department: 'KOSEKI',
      channels: ['online', 'counter'],
      items: 12,
      inForce: '2024-03-01',
      reading: 'こせき',
    });
  });
  test('and say what is wrong with them', () => {
    const given = {
      kind: '不明',
      department: '市民課',
      channels: '狼煙',
      items: '-1',
      reading: '戸籍',
      definition: 'none',
      visit: 'x',
    };
    const { issues } = readEntry(given, emptyEntry, office);
    expect(issues.map((one) => one.key).sort()).toEqual(Object.keys(given).sort());
    expect(issues.find((one) => one.key === 'department')!.message).toContain('A-SHIMIN、B-SHIMIN');
  });
});

describe('a file', () => {
  const all = stock([online, visited, paper, planned]);
  const plan = (rows: ReturnType<typeof rowsOf>, mayEdit = (_department: string) => true) =>
    planImport(rows, { inventory: all, mayEdit, guarded: false });

  test('that went out comes back without a change', () => {
    const { changes, same, untouched, issues } = plan(rowsOf(sheetOf(all.entries)));
    expect({ changes, same, untouched, issues }).toEqual({ changes: [], same: 4, untouched: 0, issues: [] });
  });

  test('changes what is in it, and leaves what is not: other procedures, other columns', () => {
    const done = plan(
      rowsOf({
        labels: ['手続コード', '処理日数', 'R7年度 窓口'],
        lines: [
          ['A-3', '14', '9'],
          ['NEW-1', '', ''],
        ],
      }),
    );
    expect(done.issues).toEqual([
      { row: 3, column: '手続名', message: '新しい手続です。手続名の列が要ります。' },
    ]);
    const [change] = done.changes;
    expect(change!.entry).toMatchObject({ code: 'A-3', days: 14, reason: 'law', channels: ['counter'] });
    expect(change!.volumes).toEqual([{ year: 2025, channel: 'counter', cases: 9 }]);
    expect(done.untouched).toBe(3);
  });

  test('adds by code, and says what an empty cell takes away', () => {
    const done = plan(
      rowsOf({
        labels: ['手続コード', '手続名', 'オンラインでない理由', '担当所属'],
        lines: [
          ['A-3', '手続', '', '戸籍課'],
          ['NEW-1', '新しい手続', '', '戸籍課'],
        ],
      }),
    );
    expect(done.issues).toEqual([]);
    expect(done.added).toEqual(['NEW-1']);
    expect(done.cleared).toBe(1);
  });

  test('names every cell that is wrong, and unknown headings before all', () => {
    const bad = rowsOf({
      labels: ['手続コード', '手続名', '来庁', 'R7年度 窓口'],
      lines: [
        ['A-3', '', 'たぶん', '多い'],
        ['A-3', '手続', '', ''],
        ['あ', '手続', '', ''],
      ],
    });
    expect(plan(bad).issues.map(({ row, column }) => `${row} ${column}`)).toEqual([
      '2 手続名',
      '2 来庁',
      '2 R7年度 窓口',
      '3 手続コード',
      '4 手続コード',
    ]);
    expect(
      plan(rowsOf({ labels: ['手続コード', '備考'], lines: [] })).issues.map((one) => one.column),
    ).toEqual(['備考']);
    expect(plan(rowsOf({ labels: ['手続名'], lines: [] })).issues.map((one) => one.column)).toEqual([
      '手続コード',
    ]);
  });

  test('of another department is refused, row by row', () => {
    const done = plan(rowsOf({ labels: ['手続コード', '処理日数'], lines: [['A-3', '3']] }), () => false);
    expect(done.issues.map((one) => one.column)).toEqual(['担当所属']);
    expect(done.changes).toEqual([]);
  });

  test('does not write what a full definition says', () => {
    const full = stock([
      listed({ code: 'move-in', name: '転入届', definition: 'move-in', full: true, deadline: '14日以内' }),
    ]);
    const rows = rowsOf({
      labels: ['手続コード', '手続名', '期限'],
      lines: [['move-in', '転入届', 'いつでも']],
    });
    const done = planImport(rows, { inventory: full, mayEdit: () => true, guarded: false });
    expect(done.issues.map((one) => one.column)).toEqual(['期限']);
  });
});
