import { expect, test } from 'vitest';
import { appOfSheet } from './app-of-sheet.ts';
import { codesFor } from './codes.ts';
import { planColumns } from './plan-columns.ts';
import type { Sample } from './sample.ts';

const sample: Sample = {
  heading: ['管理番号', '品名', '取得日', '価格（円）', '状態', '1F/2F', '品名'],
  rows: Array.from({ length: 12 }, (_, index) => ({
    number: index + 2,
    cells: [
      `00${index + 1}`,
      `机${index}`,
      index === 7 ? '不明' : `R7.4.${index + 1}`,
      index === 3 ? '一万円' : '12,000',
      index % 2 ? '使用中' : '廃棄',
      '',
      '',
    ],
  })),
  more: false,
};

test('codes are letters, differ from each other, and none begins with a digit', () => {
  expect(codesFor(['価格（円）', '1F/2F', '価格 円', '※', '価格円'])).toEqual([
    '価格円',
    '_1F2F',
    '価格円_2',
    '列4',
    '価格円_3',
  ]);
});

test('columns are guessed, and cells that do not fit are told with their row', () => {
  const guessed = planColumns(sample, null, '2026-11-21');
  expect(guessed.map((one) => one.type)).toEqual(['text', 'text', 'text', 'money', 'choice', 'text', 'text']);
  const chosen = planColumns(
    sample,
    guessed.map((one, index) => ({ use: true, label: one.label, type: index === 2 ? 'date' : one.type })),
    '2026-11-21',
  );
  expect(chosen[2]).toMatchObject({ type: 'date', misfits: 1, problems: [{ row: 9, cell: '不明' }] });
  expect(chosen[3]).toMatchObject({ misfits: 1, problems: [{ row: 5, cell: '一万円' }] });
  expect(chosen[0]).toMatchObject({ unique: true, misfits: 0, examples: ['001', '002', '003'] });
});

test('what somebody leaves out is no field; the key names the records and may not come twice', () => {
  const columns = planColumns(sample, null, '2026-11-21').map((one, index) => ({ ...one, use: index < 5 }));
  const app = appOfSheet(columns, 0)!;
  expect(app.fields?.map((field) => field.code)).toEqual(['管理番号', '品名', '取得日', '価格円', '状態']);
  expect(app.work).toMatchObject({ title: ['管理番号'], unique: [['管理番号']] });
  expect(appOfSheet(columns, 6)?.work).toMatchObject({ unique: [] });
  expect(
    appOfSheet(
      columns.map((one) => ({ ...one, use: false })),
      null,
    ),
  ).toBeNull();
});
