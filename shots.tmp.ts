import { chromium } from 'playwright-core';
import { launchOptions } from '/tmp/w/charts/scripts/test/chromium.ts';
const b = await chromium.launch(await launchOptions());
for (const width of [1280, 360]) {
  const c = await b.newContext({ viewport: { width, height: 800 }, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });
  const p = await c.newPage();
  p.on('pageerror', (e) => console.log('ERR', e.message));
  p.on('console', (m) => m.type() === 'error' && console.log('CON', m.text().slice(0, 300)));
  await p.goto('http://localhost:3141/sign-in');
  await p.locator('button[name="login"][value="gakuji-kakaricho"]').click();
  await p.waitForURL((u) => !u.pathname.startsWith('/sign-in'));
  if (new URL(p.url()).pathname.startsWith('/post')) { await p.locator('main form button[type="submit"]').first().click(); await p.waitForURL((u) => !u.pathname.startsWith('/post')); }
  const shot = async (path: string, name: string) => { await p.goto('http://localhost:3141' + path); await p.waitForLoadState('networkidle'); await p.screenshot({ path: `/tmp/shots/${name}-${width}.png`, fullPage: true }); console.log(name, p.url(), await p.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)); };
  for (const [path, name] of JSON.parse(process.argv[2] ?? '[]')) await shot(path, name);
  await c.close();
}
await b.close();
