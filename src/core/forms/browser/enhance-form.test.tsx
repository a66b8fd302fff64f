/** The script at work in a real browser, on pages as the server draws them. */
import { type Browser, chromium, type Page, type Request } from 'playwright-core';
import { renderToStaticMarkup } from 'react-dom/server';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answers } from '#core/fields';
import { launchOptions } from '../../../../scripts/test/chromium.ts';
import { prepareForm } from '../index.ts';
import { FormPage } from '../index.view.ts';
import { app, context, field, formula } from '../testing.server.ts';

const form = prepareForm(
  app(
    [
      field(1, '世帯', 'yes-no', { required: true }),
      field(2, '人数', 'number', { visible: '世帯', required: true, options: { min: 1 } }),
      field(3, '倍', 'text', { required: '人数 >= 3' }),
      field(4, '住所', 'address'),
      field(10, '明細', 'lines', {
        fields: [
          field(11, '金額', 'money', { required: true }),
          field(12, '内訳', 'text', { visible: '金額 >= 100' }),
        ],
        options: { max: 2, itemLabel: { ja: '品' }, totals: [{ by: 'sum', field: '金額' }] },
      }),
      formula(20, '合計', 'SUM(明細.金額)'),
    ],
    { one: ['世帯', '人数', '倍', '住所', '明細', '合計'] },
  ),
);

let browser: Browser;
let script = '';
const posts: Request[] = [];
let online = true;

beforeAll(async () => {
  browser = await chromium.launch(await launchOptions());
  const built = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'import.meta.env.RESIDENTS': 'true' },
    build: {
      write: false,
      modulePreload: false,
      target: ['chrome90', 'safari15'],
      rolldownOptions: {
        input: 'src/app/browser/form.ts',
        treeshake: { moduleSideEffects: false },
      },
    },
  });
  const chunks = (Array.isArray(built) ? built : [built]).flatMap((each) =>
    'output' in each ? each.output.filter((one) => one.type === 'chunk') : [],
  );
  const entry = chunks.find((chunk) => chunk.isEntry);
  expect(entry?.imports).toEqual([]);
  script = entry?.code ?? '';
});
afterAll(() => browser?.close());

async function open(answers: Answers = {}): Promise<Page> {
  posts.length = 0;
  online = true;
  const html = renderToStaticMarkup(
    <FormPage
      form={form}
      page="one"
      answers={answers}
      context={context}
      autosaveHref="/save"
      lookupHref="/town"
    />,
  );
  const page = await (browser as Browser).newPage();
  page.setDefaultTimeout(60_000);
  await page.route('http://form.test/**', async (route) => {
    const url = new URL(route.request().url());
    if (url.pathname === '/save') {
      posts.push(route.request());
      return online ? route.fulfill({ json: { savedAt: '14:05' } }) : route.abort();
    }
    if (url.pathname === '/town') {
      const known = url.searchParams.get('postCode') === '8000001';
      return known
        ? route.fulfill({ json: { prefecture: '福岡県', city: '北九州市門司区', town: '大里本町' } })
        : route.fulfill({ status: 404, body: '' });
    }
    if (url.pathname === '/form.js') return route.fulfill({ contentType: 'text/javascript', body: script });
    return route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: `<!doctype html><html lang="ja"><title>t</title><body>${html}<script type="module" src="/form.js"></script></body></html>`,
    });
  });
  await page.goto('http://form.test/');
  return page;
}

describe('the script of a form', () => {
  it('shows and asks by the answers', async () => {
    const page = await open();
    expect(await page.isVisible('[name=f2]')).toBe(false);
    await page.check('#f1');
    expect(await page.isVisible('[name=f2]')).toBe(true);
    expect(await page.isEnabled('[data-field=f2] > [data-seen]')).toBe(true);
    expect(await page.textContent('[data-field=f3] [data-mark]')).toBe('任意');
    await page.fill('[name=f2]', '３');
    await page.waitForFunction(
      () => document.querySelector('[data-field=f3] [data-mark]')?.textContent === '必須',
    );
    await page.close();
  });

  it('tells an error when the box is left, never before, and takes it away once mended', async () => {
    const page = await open({ '1': true });
    await page.focus('[name=f2]');
    await page.keyboard.type('なし');
    await page.waitForTimeout(200);
    expect(await page.locator('.form-error').count()).toBe(0);
    await page.keyboard.press('Tab');
    expect(await page.textContent('#f2-error')).toBe('数字で入力してください。例：1200');
    expect(await page.getAttribute('#f2', 'aria-describedby')).toBe('f2-error');
    expect(await page.getAttribute('#f2', 'aria-invalid')).toBe('true');
    await page.fill('#f2', '2');
    await page.keyboard.press('Tab');
    expect(await page.locator('.form-error').count()).toBe(0);
    expect(await page.getAttribute('#f2', 'aria-invalid')).toBeNull();
    await page.fill('#f2', '');
    await page.keyboard.press('Tab');
    expect(await page.locator('.form-error').count()).toBe(0);
    await page.close();
  });

  it('adds, counts and removes lines', async () => {
    const page = await open();
    await page.click('[data-add=f10]');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('f10[k1].f11');
    await page.keyboard.type('1,000');
    await page.click('[data-add=f10]');
    await page.fill('[name="f10[k2].f11"]', '50');
    await page.waitForFunction(
      () => document.querySelector('[data-calculated=f20]')?.textContent === '1,050',
    );
    expect(await page.textContent('[data-totals=f10] dd')).toBe('1,050円');
    expect(await page.isVisible('[name="f10[k1].f12"]')).toBe(true);
    expect(await page.isVisible('[name="f10[k2].f12"]')).toBe(false);
    expect(await page.isDisabled('[data-add=f10]')).toBe(true);
    await page.click('[data-remove=k1]');
    expect(await page.locator('[data-line-title]:visible').allTextContents()).toEqual(['品1']);
    expect(await page.textContent('[data-calculated=f20]')).toBe('50');
    await page.click('[data-add=f10]');
    expect(await page.locator('[name="f10[k3].f11"]').count()).toBe(1);
    await page.close();
  });

  it('saves what was typed and says when, and that it could not', async () => {
    const page = await open({ '1': true });
    await page.fill('[name=f2]', '5');
    await page.waitForFunction(
      () => document.querySelector('[data-saved]')?.textContent === '保存しました 14:05',
    );
    expect(posts[0]?.postData()).toContain('f2=5');
    online = false;
    await page.fill('[name=f2]', '6');
    await page.waitForFunction(
      () => document.querySelector('[data-saved]')?.getAttribute('data-state') === 'failed',
    );
    expect(await page.textContent('[data-saved]')).toContain('まだ保存できていません');
    online = true;
    await page.waitForFunction(
      () => document.querySelector('[data-saved]')?.getAttribute('data-state') === 'saved',
      undefined,
      { timeout: 60_000 },
    );
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
    await page.close();
  });

  it('finds the town of a post code and says when there is none', async () => {
    const page = await open();
    await page.fill('[name="f4.postCode"]', '８００-0001');
    await page.click('button[data-lookup]');
    await page.waitForFunction(
      () => (document.querySelector('[name="f4.town"]') as HTMLInputElement).value === '大里本町',
    );
    expect(await page.inputValue('[name="f4.prefecture"]')).toBe('福岡県');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('f4.block');
    await page.fill('[name="f4.postCode"]', '9999999');
    await page.click('button[data-lookup]');
    await page.waitForFunction(() =>
      document.querySelector('#f4-postCode-notice')?.textContent?.includes('見つかりませんでした'),
    );
    await page.close();
  });

  it('stays small', async () => {
    const { gzipSync } = await import('node:zlib');
    expect(gzipSync(script, { level: 9 }).length).toBeLessThan(35 * 1024);
    // Regular expressions that browsers of 2021 cannot read would end the whole script.
    expect(script).not.toMatch(/\(\?<[=!]/);
  });
});
