import { expect, test } from 'vitest';
import { definitionSchemas } from '#core/definitions.server';
import { checkApp } from './check-app.ts';

const field = (id: number, code: string, type: string, more: object = {}) => ({
  id,
  code,
  type,
  label: { ja: code },
  ...more,
});

function problems(blocks: object[], more: object = {}): string[] {
  const app = definitionSchemas.app.parse({
    kind: 'app',
    id: 'visits',
    title: { ja: '点検' },
    effectiveFrom: '2026-04-01',
    standardisedSystem: 'own-measure',
    fields: [
      field(1, '現場', 'text'),
      field(2, '通帳', 'bank-account', { classification: 'sealed' }),
      field(3, '明細', 'lines', { fields: [field(4, '点', 'number'), field(5, '写真', 'photo')] }),
      field(6, '所見', 'text'),
      field(7, '署名', 'signature'),
      field(8, '親', 'reference', { options: { app: 'visits' } }),
    ],
    form: {
      pages: [
        {
          id: 'all',
          title: { ja: '入力' },
          items: ['現場', '通帳', '明細', '所見', '署名', '親'].map((code) => ({ field: code })),
        },
      ],
    },
    work: {
      department: 'SOMU',
      title: ['現場'],
      legalBasis: '条例',
      access: [{ who: [{ position: '課長' }], may: ['view', 'manage'] }],
      fieldAccess: [{ fields: ['所見'], read: [{ who: [{ position: '課長' }] }] }],
      documents: [{ id: 'letter', title: { ja: '通知' }, blocks, ...more }],
    },
  });
  return checkApp(app, () => undefined)
    .filter((one) => one.path.startsWith('work.documents'))
    .map(({ level, path }) => `${level} ${path.replace('work.documents[0]', '')}`);
}

test.each([
  ['a field that is not there', [{ type: 'text', text: '{現場}と{住所}' }], ['error .blocks[0].text']],
  ['a sealed field', [{ type: 'fields', fields: ['現場', '通帳'] }], ['error .blocks[0].fields[1]']],
  ['a record of another app', [{ type: 'text', text: '{親}' }], ['error .blocks[0].text']],
  ['lines where a value belongs', [{ type: 'fields', fields: ['明細'] }], ['error .blocks[0].fields[0]']],
  ['a picture of a text', [{ type: 'photos', field: '現場' }], ['error .blocks[0].field']],
  ['a signature of a number', [{ type: 'signature', field: '明細.点' }], ['error .blocks[0].field']],
  [
    'a cell of a field that is not there',
    [
      {
        type: 'grid',
        columns: ['項目', '値'],
        rows: [
          { label: '一', cells: ['現場'] },
          { label: '二', cells: ['階数'] },
        ],
      },
    ],
    ['error .blocks[0].rows[1].cells[0]'],
  ],
  ['lines in large letters', [{ type: 'figures', fields: ['明細'] }], ['error .blocks[0].fields[0]']],
  ['a heading above the title', [{ type: 'heading', text: 'あ' }, { type: 'title' }], ['error .blocks[0]']],
  ['a field that few read', [{ type: 'text', text: '{所見}' }], ['warning ']],
])('%s is told', (_, blocks, expected) => {
  expect(problems(blocks)).toEqual(expected);
});

test('a code without a number is told', () => {
  expect(problems([{ type: 'title' }], { verifiable: true })).toEqual(['error .verifiable']);
});

test('what fits is welcome, in lines too', () => {
  expect(
    problems(
      [
        { type: 'title', text: '{現場}について' },
        { type: 'lines', field: '明細', columns: ['点'] },
        { type: 'photos', field: '明細.写真', beside: ['点'] },
        { type: 'signature', field: '署名' },
        { type: 'sum', label: '合計', field: '明細.点' },
      ],
      { numbered: true, verifiable: true },
    ),
  ).toEqual([]);
});
