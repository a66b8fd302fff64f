import { expect, test } from 'vitest';
import { checkApp } from '#core/apps';
import type { TemplateBlock } from '#core/definitions';
import { definitionSchemas } from '#core/definitions.server';
import { completeFields, type Field } from '#core/fields';
import { blockWords, fittingOf, freshBlock, freshTemplate } from './model.ts';

const field = (id: number, code: string, type: string, more: object = {}) => ({
  id,
  code,
  type,
  label: { ja: code },
  ...more,
});
const body = {
  kind: 'app',
  id: 'visits',
  title: { ja: '点検' },
  effectiveFrom: '2026-04-01',
  standardisedSystem: 'own-measure',
  fields: [
    field(1, '口座', 'bank-account', { classification: 'sealed' }),
    field(2, '親', 'reference', { options: { app: 'visits' } }),
    field(3, '現場', 'text'),
    field(4, '明細', 'lines', {
      fields: [field(5, '写真', 'photo'), field(6, '点', 'number'), field(7, '箇所', 'text')],
    }),
    field(8, '署名', 'signature'),
  ],
  form: {
    pages: [
      {
        id: 'all',
        title: { ja: '入力' },
        items: ['口座', '親', '現場', '明細', '署名'].map((code) => ({ field: code })),
      },
    ],
  },
  work: {
    department: 'SOMU',
    title: ['現場'],
    legalBasis: '条例',
    access: [{ who: [{ position: '課長' }], may: ['view', 'manage'] }],
  },
};
const fields = completeFields(body.fields as Field[]);
const types = Object.keys(blockWords) as TemplateBlock['type'][];

test('whatever block is added, as it comes, can be published: nothing sealed and nothing of other apps is offered', () => {
  const fitting = fittingOf(fields);
  const template = freshTemplate([], fields);
  const blocks = [...template.blocks, ...types.flatMap((type) => freshBlock(type, fitting) ?? [])];
  expect(blocks).toHaveLength(template.blocks.length + types.length);
  const app = definitionSchemas.app.parse({
    ...body,
    work: { ...body.work, documents: [{ ...template, blocks }] },
  });
  const told = checkApp(app, () => undefined).filter((one) => one.path.startsWith('work.documents'));
  expect(told).toEqual([]);
});

test('an app without such a field is not offered such a block', () => {
  const plain = fittingOf(fields.filter((one) => one.type === 'text'));
  expect(types.filter((type) => freshBlock(type, plain) === null)).toEqual([
    'lines',
    'photos',
    'signature',
    'sum',
  ]);
});
