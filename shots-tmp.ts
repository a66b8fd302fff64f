import { chromium } from 'playwright-core';
import { launchOptions } from './scripts/test/chromium.ts';
const origin = 'http://localhost:3211';
const b = await chromium.launch(await launchOptions());
let record = '';
for (const width of [1280, 360]) {
  const c = await b.newContext({ viewport: { width, height: width === 360 ? 740 : 900 }, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });
  const p = await c.newPage();
  p.on('console', (m) => m.type() === 'error' && console.log('console', p.url(), m.text()));
  p.on('pageerror', (e) => console.log('pageerror', p.url(), e.message));
  await p.goto(`${origin}/sign-in`);
  await p.locator('button[value="shiminzei-kacho"], button:has-text("shiminzei-kacho")').first().click();
  await p.waitForTimeout(3000);
  if (p.url().endsWith('/post')) { await p.locator('main form button').first().click(); await p.waitForTimeout(2500); }
  if (record === '') {
    await p.goto(`${origin}/apps/purchase-requests`);
    await p.waitForTimeout(4000);
    const rows = await p.locator('tr[data-row]').allInnerTexts();
    console.log(rows.map((one) => one.replace(/\s+/g, ' ')).join('\n'));
    await p.locator('tr[data-row]', { hasText: '発注待ち' }).first().getByRole('link', { name: '開く' }).click();
    await p.waitForTimeout(3000);
    record = p.url();
  }
  await p.goto(record);
  await p.waitForTimeout(2500);
  if (width === 1280 && (await p.locator('#papers a').count()) === 0) {
    await p.getByRole('button', { name: '「物品購入決定通知書」を作る' }).click();
    const t = Date.now();
    await p.locator('#papers a').first().waitFor({ timeout: 60000 });
    console.log('paper after', Date.now() - t, 'ms', p.url());
    await p.locator('#papers summary').first().click();
    await p.getByRole('button', { name: /を取り消す/ }).click();
    await p.waitForTimeout(3000);
    console.log('told', await p.locator('#papers .error').allInnerTexts(), await p.locator('.error-summary').allInnerTexts());
  }
  await p.screenshot({ path: `/tmp/shots/papers-record-${width}.png`, fullPage: true });
  const link = p.locator('#papers a').first();
  if (width === 1280 && (await link.count()) > 0) {
    const got = await c.request.get(origin + (await link.getAttribute('href')));
    (await import('node:fs')).writeFileSync('/tmp/shots/paper.pdf', await got.body());
    console.log(got.status(), got.headers()['content-disposition']);
  }
  await p.goto(`${origin}/studio/purchase-requests/documents`);
  await p.waitForTimeout(4000);
  await p.screenshot({ path: `/tmp/shots/papers-studio-${width}.png`, fullPage: true });
  const pre = p.getByRole('link', { name: '見本を見る（PDF）' });
  if (width === 1280 && (await pre.count()) > 0) {
    const got = await c.request.get(origin + (await pre.getAttribute('href')));
    console.log('preview', got.status(), got.headers()['content-type']);
    (await import('node:fs')).writeFileSync('/tmp/shots/preview.pdf', await got.body());
  }
  console.log(width, record);
  await c.close();
}
await b.close();
