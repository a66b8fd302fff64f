/** Fields that choose people, offices and records on a page of 320 px: axe finds nothing, nothing sticks out. Skipped where no browser starts. */
import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { Names } from '#core/fields';
import { launchOptions } from '../../../scripts/test/chromium.ts';
import { prepareForm } from './index.ts';
import { FormPage } from './index.view.ts';
import { app, context, field } from './testing.server.ts';

const id = '0b8e2a46-8f0a-4a5e-9c53-0f6a3c1d2e41';
const fields = [
  field(1, '担当者', 'user', { required: true, help: { ja: '電話を受けた人' } }),
  field(2, '関係する所属', 'department', { options: { multiple: true } }),
  field(3, '班', 'group'),
  field(4, '会社', 'reference', { options: { app: 'companies' } }),
  field(5, '法人の照会', 'lookup', { options: { app: 'companies', key: '番号' } }),
  field(6, '受付番号', 'auto-number', { options: { pattern: '{0}' } }),
  field(7, '訪問の記録', 'related', { options: { app: 'visits', by: '会社', show: ['日付'] } }),
  field(8, '主管', 'department'),
];
const some = [
  { value: 'DX', label: 'DX推進課', detail: 'デジタル市役所推進室' },
  { value: 'SOMU', label: '総務局' },
];
const names: Names = {
  staff: { [id]: '髙橋 美咲（休止中）' },
  departments: { OLD: '情報政策課（廃止）' },
  records: { companies: { [id]: '（削除された記録）' } },
  choices: {
    1: { entries: some, all: false, more: true },
    2: { entries: some, all: true },
    3: { entries: [], all: true },
    5: { entries: some, all: false },
    8: { entries: Array.from({ length: 9 }, (_, n) => ({ value: `d${n}`, label: `第${n}課` })), all: true },
  },
  related: {
    7: {
      columns: ['日付', '結果', '担当', '次の予定', '場所'],
      rows: [
        { id: '1', href: '#1', cells: ['令和8年10月2日（2026年10月2日）', '良好', '林 葵', '', '市役所'] },
      ],
      more: true,
    },
  },
};

it('is read, reached and used on the smallest screen', async () => {
  const browser = await chromium.launch(await launchOptions());
  const form = prepareForm(app(fields, { one: fields.map((one) => one.code) }));
  const html = renderToStaticMarkup(
    <FormPage
      form={form}
      page="one"
      answers={{ 1: id, 2: ['OLD'], 4: id, 5: { key: '100', record: null }, 6: 'R8-朝凪区-0012' }}
      typed={{ _seen: ['f1'], f1: [id], 'f1.find': ['高橋'] }}
      context={{ ...context, names }}
      issues={[
        { path: 'f1.find', message: '「探す」を押してください。' },
        { path: 'f5', message: '2件あります。' },
      ]}
    />,
  );
  const css = ['tokens', 'base', 'form'].map((name) => readFileSync(`src/ui/styles/${name}.css`, 'utf8'));
  // A context of its own: axe needs one.
  const page = await (await browser.newContext({ viewport: { width: 320, height: 800 } })).newPage();
  await page.setContent(
    `<!doctype html><html lang="ja"><head><title>記録</title><style>${css.join('\n')}</style></head><body><main>${html}</main></body></html>`,
  );
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  // Links of the summary lead to controls that are there.
  for (const target of await page
    .locator('a[href^="#f"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? '')))
    expect(await page.locator(target).count(), target).toBe(1);
  // By keyboard alone: from the chosen person on to the box, a name, and the button that finds.
  await page.locator('#f1-1').focus();
  for (const _step of ['box', 'button']) await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('value'))).toBe('find:f1');
  await browser.close();
});
