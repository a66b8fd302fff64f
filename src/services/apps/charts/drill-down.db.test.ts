/** Behind every figure stand exactly the records it counts, whatever it is grouped by. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WorkApp } from '#core/definitions';
import { addRecord } from '#core/entries.server';
import type { Answers } from '#core/fields';
import type { StaffActor } from '#core/policy';
import {
  countRecords,
  type GroupBy,
  groupRecords,
  listRecords,
  type OpenApp,
  openApp,
} from '#core/views.server';
import { unwrap } from '#kernel/result';
import { field, openStudio, type Studio, workApp } from '../../../../scripts/test/work-app.ts';
import { cellFormula } from './cell-condition.ts';
import { columnsFor, drillDown } from './drill-down.server.ts';
import { showView } from './show-view.server.ts';

let studio: Studio;
let clerk: StaffActor;
const choices = (...all: string[]) => ({
  options: { choices: all.map((value) => ({ value, label: { ja: value } })) },
});

beforeAll(async () => {
  studio = await openStudio();
  clerk = await studio.actor('gakuji-shuji');
  const fields = [
    field(1, '品名'),
    field(2, '状態 "今"', 'choice', choices('貸出中', '"返却"済')),
    field(3, '付属品', 'multiple-choice', choices('箱', '線', '電源')),
    field(4, '金額', 'number'),
    field(5, '日', 'date', { options: { allowUnknown: 'none' } }),
    field(6, '点検', 'yes-no'),
    field(7, '担当', 'user'),
    field(8, '担当たち', 'user', { options: { multiple: true } }),
    field(9, '所属', 'department'),
    field(10, '時', 'date-time'),
    field(11, '時刻', 'time'),
    field(12, '作成日時', 'created-at'),
    field(13, '明細', 'lines', { fields: [field(14, '種類', 'text'), field(15, '数', 'number')] }),
  ];
  await studio.publish(
    workApp('things', fields, {
      access: [{ who: [{ everyone: true }], may: ['view', 'add'] }],
    }) as WorkApp,
  );
  await studio.as(clerk, async (desk) => {
    const pick = <T>(all: readonly T[], at: number): T => all[at % all.length]!;
    for (let at = 0; at < 36; at += 1) {
      const answers: Answers = {
        1: pick(['脚立', 'テント', '"引用"', 'a・b'], at),
        2: pick(['貸出中', '"返却"済', null], at),
        3: pick([['箱'], ['箱', '線'], ['電源', '線'], null], at),
        4: pick(['10', '-2', '10', null, '0'], at),
        5: pick(['2026-03-31', '2026-04-01', '2025-12-31', '2026-11-21', null], at),
        6: pick([true, false, null], at),
        7: pick([clerk.id, null], at),
        8: pick([[clerk.id!], null], at),
        9: pick([clerk.post!.department, null], at),
        10: pick(['2026-03-31T23:59:00', '2026-04-01T00:00:00', null], at),
        11: pick(['09:00', '17:30', null], at),
        13: pick(
          [
            [
              { key: 'a', values: { 14: '机', 15: String(at % 3) } },
              { key: 'b', values: { 14: '椅子', 15: '2' } },
            ],
            [],
          ],
          at,
        ),
      } as Answers;
      unwrap(
        await addRecord(
          desk,
          'things',
          Object.fromEntries(Object.entries(answers).filter(([, one]) => one !== null)) as Answers,
        ),
      );
    }
    return true;
  });
});
afterAll(() => studio?.city.close());

const opened = <T>(work: (open: OpenApp) => Promise<T>): Promise<T> =>
  studio.as(clerk, async (desk) => work(unwrap(await openApp(desk, 'things'))));

describe('grouped by', () => {
  const each: GroupBy[] = [
    ...['品名', '状態 "今"', '付属品', '金額', '点検', '担当', '担当たち', '所属', '時刻'].map((code) => ({
      field: code,
    })),
    ...['日', '時', '作成日時'].flatMap((code) =>
      (['day', 'month', 'quarter', 'year', 'fiscal-year'] as const).map((by) => ({ field: code, by })),
    ),
  ];
  test.each(each)('$field $by: the records behind a group are as many as it says', async (by) => {
    await opened(async (open) => {
      const { groups } = unwrap(await groupRecords(open, { rows: [by] }));
      expect(groups.length).toBeGreaterThan(0);
      for (const { keys, values } of groups) {
        const formula = cellFormula([by], [{ is: keys[0]! }], open);
        const found = await countRecords(open, { filter: formula! });
        expect(String(unwrap(found).count), `${formula}`).toBe(values[0]);
      }
      const [first, ...others] = groups;
      const rest = cellFormula([by], [{ not: [first!.keys[0]!] }], open);
      if (['付属品', '担当たち'].includes(by.field)) {
        expect(rest).toBeNull();
        return true;
      }
      const sum = others.reduce((total, one) => total + Number(one.values[0]), 0);
      expect(unwrap(await countRecords(open, { filter: rest! })).count).toBe(sum);
      return true;
    });
  });

  test('lines: both groupings of a cell mean the same line', () =>
    opened(async (open) => {
      const by = [{ field: '明細.種類' }, { field: '明細.数' }];
      const formula = cellFormula(by, [{ is: '机' }, { is: '2' }], open)!;
      // A chair counts 2 in every record; the desk does in every third of the others.
      expect(unwrap(await countRecords(open, { filter: formula })).count).toBe(6);
    }));
});

test('a pivot: rows, columns and totals, each with its records, joined to the filter of the view', () =>
  opened(async (open) => {
    const view = {
      kind: 'pivot' as const,
      rows: [{ field: '品名', by: 'value' as const }],
      columns: [{ field: '点検', by: 'value' as const }],
      measures: [{ by: 'count' as const }, { by: 'sum' as const, field: '金額' }],
      filter: '[状態 "今"] = "貸出中"',
    };
    const { table, count } = unwrap(await showView(open, view));
    expect(count.count).toBe(12);
    expect(table.grand[0]?.text).toBe('12件');
    const [row] = table.rows;
    const behind = unwrap(await drillDown(open, view, row!.totals[0]!.cell, columnsFor(open, [])));
    expect(`${behind.count.count}件`).toBe(row!.totals[0]!.text);
    expect(behind.words).toContain('貸出中');
    const listed = unwrap(await listRecords(open, { filter: behind.formula, limit: 50 }));
    expect(listed.rows).toHaveLength(behind.count.count);
  }));

test('a chart of nothing is empty, not an error; the rest of many is one bar', () =>
  opened(async (open) => {
    const chart = {
      kind: 'chart' as const,
      chart: 'pie' as const,
      x: { field: '品名', by: 'value' as const },
      measure: { by: 'count' as const },
    };
    const none = unwrap(await showView(open, { ...chart, filter: '品名 = "ない"' }));
    expect(none.chart?.categories).toEqual([]);
    expect(none.table.rows).toEqual([]);
    const all = unwrap(await showView(open, chart));
    expect(all.chart?.categories).toHaveLength(4);
  }));
