/** The controls of work apps in a real browser without script: axe finds nothing, and nothing is wider than a small phone. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Browser, chromium } from 'playwright-core';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchOptions } from '../../../scripts/test/chromium.ts';
import type { Layer } from './area/layer.ts';
import { contracts } from './contracts.ts';
import type { Field, FieldType, Json } from './model.ts';
import { readRichText } from './rich-text/contract.ts';
import { RichTextView } from './rich-text/view.tsx';
import { SignatureView } from './signature/view.tsx';
import { fieldOf } from './testing.server.ts';
import { widgets } from './widgets.tsx';

const choices = ['なし', '一部破損', '倒壊のおそれ'].map((ja, index) => ({
  value: `v${index}`,
  label: { ja },
  points: index * 12.5,
}));
const many = Array.from({ length: 20 }, (_, index) => ({
  value: `v${index}`,
  label: { ja: `選択肢${index}` },
}));
const marks =
  '# 見出し\n本文は**「至急」**です。\n- りんご\n- みかん\n\n| 品名 | 数 | とても長い見出しの列 |\n| 傘 | 2 | x |\n\n[市役所](https://www.city.example.jp)';
const staff = '01900000-0000-7000-8000-000000000001';
const shown: [FieldType, object, Json, string?][] = [
  ['time', { step: 15 }, '15:30'],
  ['date-time', {}, '2026-11-21T15:30:00'],
  ['link', {}, 'https://www.city.example.jp/'],
  ['corporate-number', {}, '8000020401005', '法人番号が正しくないようです。もう一度確かめてください。'],
  ['score-choice', { choices }, 'v1'],
  ['score-choice', { choices, display: 'select' }, 'v2'],
  ['multiple-choice', { choices: many }, ['v1', 'v3']],
  ['rich-text', {}, readRichText(marks) as unknown as Json],
  ['code-scan', {}, 'LOST-2026-0001'],
  [
    'signature',
    {},
    {
      strokes: [
        [40, 150, 120, 40, 160, 150, 90, 100, 150, 100],
        [200, 60, 240, 150, 280, 60],
      ],
    },
  ],
  ['signature', {}, { paper: true }, '「署名」に署名するか、紙に署名をもらったことを記録してください。'],
  ['map-point', {}, { lat: '34.18', lng: '130.33' }],
  ['area', { point: '地点', layer: 'wards' }, '潮見区'],
  ['status', {}, 'review'],
  ['assignee', {}, [staff]],
  ['created-at', {}, '2026-11-21T09:05:00'],
  ['updated-by', {}, null],
];

function page(css: string, layers: readonly Layer[]): string {
  const reader = { language: 'ja', names: { staff: { [staff]: '小倉 花' }, states: { review: '確認中' } } };
  const controls = shown.map(([type, options, value, error], index) => {
    const field: Field = { ...fieldOf(type, options as never), id: index + 1, label: { ja: `項目 ${type}` } };
    const name = `f${field.id}`;
    const Widget = widgets[type];
    return (
      <Widget
        key={name}
        field={field}
        name={name}
        typed={value === null ? {} : contracts[type].toTyped(value, name, field)}
        answer={value}
        reader={reader}
        required={index % 2 === 0}
        issues={error === undefined ? [] : [{ path: '', message: error }]}
        today="2026-11-21"
        layers={layers}
      />
    );
  });
  const text = <RichTextView value={readRichText(marks)!} top={2} />;
  const signed = <SignatureView value={{ strokes: [[40, 150, 120, 40, 160, 150]] }} reader={reader} />;
  const body = renderToStaticMarkup(
    <main>
      <h1>業務アプリ</h1>
      <form>{controls}</form>
      {text}
      {signed}
    </main>,
  );
  return `<!doctype html><html lang="ja"><head><meta name="viewport" content="width=device-width"><title>t</title><style>${css}</style></head><body>${body}</body></html>`;
}

let browser: Browser;
let html = '';
beforeAll(async () => {
  const styles = await Promise.all(
    ['tokens', 'base', 'form'].map((name) => readFile(`src/ui/styles/${name}.css`, 'utf8')),
  );
  const layers = await Promise.all(
    ['wards', 'residential-guidance'].map((name) => readFile(`packs/demo/layers/${name}.json`, 'utf8')),
  );
  html = page(
    styles.join('\n'),
    layers.map((text) => JSON.parse(text) as Layer),
  );
  browser = await chromium.launch(await launchOptions());
});
afterAll(() => browser?.close());

it.each([320, 1280])(
  'controls of work apps are whole at %i px, and axe finds nothing',
  async (width) => {
    const tab = await browser.newPage({ viewport: { width, height: 900 } });
    await tab.setContent(html);
    expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await tab.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core/axe.min.js') });
    const found = await tab.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    });
    expect(found).toEqual([]);
    if (process.env.LOOK !== undefined)
      await tab.screenshot({ path: `${process.env.LOOK}-${width}.png`, fullPage: true });
    await tab.close();
  },
  30_000,
);
