import { expect, test } from 'vitest';
import type { RecordTemplate } from '#core/definitions';
import type { Field } from '#core/fields';
import type { ReviewRow } from '#core/forms';
import { composePaper, type PaperSource } from './compose.ts';

const field = (id: number, code: string, type: string, more: object = {}) =>
  ({
    id,
    code,
    type,
    label: { ja: code },
    classification: 'internal',
    options: {},
    ...more,
  }) as unknown as Field;
const row = (name: string, text: string, more: Partial<ReviewRow> = {}) =>
  ({
    name,
    text,
    files: [],
    lines: [],
    totals: [],
    classification: 'internal',
    ...more,
  }) as unknown as ReviewRow;

const contacts = field(1, '連絡先', 'lines', {
  fields: [field(2, '電話', 'phone'), field(3, 'だれ', 'text'), field(4, '回数', 'number')],
});
const shown = row('f1', '', {
  lines: [
    {
      key: 'a',
      title: '1',
      rows: [row('f1.a.f2', '0467'), row('f1.a.f3', '辻堂の姉の家'), row('f1.a.f4', '5')],
    },
  ],
  totals: [{ label: '回数の合計', text: '5' }] as never,
});
const template = {
  id: 'sheet',
  title: { ja: '連絡票' },
  blocks: [
    { type: 'lines', field: '連絡先', columns: [] },
    { type: 'sum', label: '回数', field: '連絡先.回数', by: 'sum' },
  ],
} as unknown as RecordTemplate;

const paper = (secrets: string[] | null) =>
  composePaper(template, {
    fields: [contacts],
    rows: new Map([[1, shown]]),
    answers: { 1: [{ key: 'a', values: { 2: '0467', 3: '辻堂の姉の家', 4: '5' } }] },
    evaluation: { visibleFields: new Set(['f1.a.f4']), calculated: {} },
    reader: { language: 'ja' },
    contents: new Map(),
    hidden: new Set([1]),
    secrets,
    today: '',
  } as unknown as PaperSource);

test('lines that say where somebody is are left out whole, with their number and their sums', () => {
  expect(JSON.stringify(paper(null).blocks)).toContain('辻堂の姉の家');
  const { blocks } = paper([]);
  const text = JSON.stringify(blocks);
  for (const secret of ['0467', '辻堂', '"5"', '合計']) expect(text).not.toContain(secret);
  expect(blocks.find((one) => one.type === 'table')).toMatchObject({
    rows: [['（省略）', '', '']],
    totals: [],
  });
});
