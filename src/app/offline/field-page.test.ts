/** 持ち出し帳 where a day outside goes wrong, in a real browser: a full device, a term that ends, a wrong clock, a new build, a lost answer. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { FieldSession, TakenBox } from '#core/offline';
import { launchOptions } from '../../../scripts/test/chromium.ts';

const box = '11111111-1111-4111-8111-111111111111';
const record = '22222222-2222-4222-8222-222222222222';
const hour = 3_600_000;
const form = `<form method="post" data-form=""><input type="hidden" name="_revision" value="1">
  <div data-field="f1"><label class="form-label" for="f1">所見</label><input id="f1" type="text" name="f1"></div>
  <div data-field="f2"><label class="form-label" for="f2">写真</label>
    <input id="f2" type="file" name="f2" multiple data-max-files="3" data-max-bytes="9000000"></div>
  <div class="form-actions"><button name="_action" value="next">保存する</button></div></form>`;

/** What stands for the office: it answers the page, and keeps what was posted. */
const office = {
  build: '一',
  /** Milliseconds that its clock is ahead of this machine's. */
  ahead: 0,
  /** The next post is taken, and its answer lost. */
  loses: false,
  boxes: [] as FieldSession['boxes'],
  made: new Map<string, string>(),
  posts: [] as { path: string; body: string }[],
};
const scripts = new Map<string, string>();
let server: Server;
let origin: string;
let browser: Browser;
let context: BrowserContext;

async function bundled(input: string, name: string): Promise<void> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    base: '/field-files/',
    build: {
      write: false,
      assetsDir: '',
      modulePreload: false,
      rolldownOptions: { input, output: { entryFileNames: name } },
    },
  });
  for (const each of Array.isArray(built) ? built : [built])
    if ('output' in each)
      for (const chunk of each.output) if (chunk.type === 'chunk') scripts.set(chunk.fileName, chunk.code);
}

const files = () => [...scripts.keys()].filter((name) => name !== 'worker.js').map(addressOf);
/** Names of files change with every build. */
const addressOf = (name: string) => `/field-files/${encodeURIComponent(office.build)}-${name}`;

function answer(path: string, body: string): { type: string; text: string } {
  if (path === '/field/session')
    return json({
      owner: 'me',
      csrf: 'x',
      boxes: office.boxes.map((one) => ({ ...one, made: [...office.made.keys()] })),
      now: new Date(Date.now() + office.ahead).toISOString(),
    } satisfies FieldSession);
  if (path === '/field/acts') return json({ key: key() });
  if (path.endsWith('/send') || path.endsWith('/edit')) office.posts.push({ path, body });
  if (path.endsWith('/send')) {
    const draft = /name="_draft"\r\n\r\n([0-9a-f-]+)/.exec(body)?.[1] ?? '';
    const again = office.made.has(draft);
    if (draft !== '') office.made.set(draft, 'made');
    return json({ state: 'saved', revision: 1, merged: false, again, title: '空001 暁町' });
  }
  if (path === '/field/worker.js')
    return {
      type: 'text/javascript',
      text: `self.fieldFiles=${JSON.stringify(files())};\n${scripts.get('worker.js')}`,
    };
  const name = path.replace(/^\/field-files\/(.*?-)?/, '');
  const script = scripts.get(name);
  if (script !== undefined) return { type: 'text/javascript', text: script };
  return {
    type: 'text/html; charset=utf-8',
    text: `<!doctype html><html lang="ja"><title>持ち出し帳</title><body data-build="${office.build}"><main id="field"></main>
      <script type="module" src="${addressOf('page.js')}"></script></body></html>`,
  };
}
const json = (value: unknown) => ({ type: 'application/json', text: JSON.stringify(value) });
const key = () => Buffer.alloc(32, 'k').toString('base64url');

const read = (request: IncomingMessage): Promise<string> =>
  new Promise((resolve) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => resolve(Buffer.concat(parts).toString('utf8')));
  });

beforeAll(async () => {
  await bundled('src/app/offline/page.testing.ts', 'page.js');
  await bundled('src/app/offline/worker.ts', 'worker.js');
  server = createServer(async (request, response) => {
    const body = await read(request);
    const { type, text } = answer(new URL(request.url ?? '/', origin).pathname, body);
    if (office.loses && request.method === 'POST') {
      office.loses = false;
      response.writeHead(502).end();
    } else response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch(await launchOptions());
});
afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});
beforeEach(async () => {
  Object.assign(office, { build: '一', ahead: 0, loses: false, made: new Map(), posts: [] });
  office.boxes = [{ id: box, over: false, made: [] }];
  context = await browser.newContext();
  context.setDefaultTimeout(60_000);
});
afterEach(() => context.close());

async function open(init?: (page: Page) => Promise<unknown>): Promise<Page> {
  const page = await context.newPage();
  await init?.(page);
  await page.goto(`${origin}/field/box`);
  await page.waitForFunction(() => 'startField' in globalThis);
  return page;
}

/** As the page 端末に持ち出す puts it there. */
async function keep(page: Page): Promise<void> {
  const taken: TakenBox = {
    box,
    app: 'houses',
    appTitle: '空き家',
    label: 'スマホ',
    owner: 'me',
    key: key(),
    takenAt: new Date().toISOString(),
    until: new Date(Date.now() + 8 * hour).toISOString(),
    records: [{ id: record, title: '風待2番', detail: '', revision: 1, html: form, pictures: [] }],
    blank: { html: form, title: ['f1'], detail: [], now: [] },
  };
  await page.evaluate((one) => (globalThis as unknown as Globals).keepBox(one), taken);
}
interface Globals {
  keepBox(box: TakenBox): Promise<void>;
  startField(root: HTMLElement, sendFile: () => Promise<string>): void;
}
const start = (page: Page) =>
  page.evaluate(() => {
    const root = document.getElementById('field') as HTMLElement;
    (globalThis as unknown as Globals).startField(root, async () => crypto.randomUUID());
  });
/** Starts it and opens the record that was taken along, without a line. */
async function fill(page: Page, words: string): Promise<void> {
  await context.setOffline(true);
  await start(page);
  await page.getByRole('link', { name: /風待2番/ }).click();
  await page.getByLabel('所見').fill(words);
  await page.getByText('この端末に残しました').waitFor();
}
const told = (page: Page, words: string) => page.locator('.field-told', { hasText: words }).waitFor();

it('what a full device cannot keep stays before the eyes, and is kept when there is room; what was kept before is not lost', async () => {
  const page = await open();
  const devtools = await context.newCDPSession(page);
  // From the beginning: Chromium goes by what it knew for half a minute.
  const room = (quotaSize?: number) =>
    devtools.send('Storage.overrideQuotaForOrigin', { origin, ...(quotaSize && { quotaSize }) });
  await room(100_000);
  await keep(page);
  await fill(page, '傾きあり');
  const picture = { name: '外壁.png', mimeType: 'image/png', buffer: Buffer.alloc(1_000_000, 7) };
  await page.getByLabel('写真').setInputFiles(picture);
  await page.getByText('「外壁.png」を、この端末に残せませんでした。').waitFor();
  // It is not left out in silence.
  await page.getByRole('button', { name: '保存する' }).click();
  await page.getByText('端末に残せていない写真があります').waitFor();
  // Much in a control that draws nothing: a form of many lines is as much.
  await page.locator('input[name=_revision]').evaluate((control: HTMLInputElement) => {
    control.value = '1'.repeat(120_000);
    control.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await told(page, '空きが足りないため');
  await room();
  await page.getByRole('button', { name: 'もう一度残す' }).click();
  await page.locator('[data-held] li[data-chosen]', { hasText: '外壁.png' }).waitFor();
  await page.getByRole('button', { name: '保存する' }).click();
  await page.locator('.field-items li', { hasText: '送信待ち' }).getByText('写真など1枚').waitFor();
});

it('a clock that was put back is said, and a term that ends closes the open form, keeps what was typed a moment ago, and leads it to the ordinary page', async () => {
  const page = await open((one) => one.clock.install());
  await keep(page);
  await page.clock.setSystemTime(Date.now() - 5 * hour);
  await fill(page, '雨漏り');
  await page.getByText('端末の時計が合っていないようです').waitFor();
  await page.getByLabel('所見').fill('雨漏りと傾き');
  await page.clock.setSystemTime(Date.now());
  await page.clock.fastForward(9 * hour);
  await told(page, '期限がすぎたので閉じました。まだ送っていない入力は');
  await page.getByText('まだ送っていない入力が、暗号のまま残っています').waitFor();
  expect(await page.locator('form[data-form]').count()).toBe(0);
  // In the office it is gone on with on the ordinary page, which shows it and saves nothing by itself.
  Object.assign(office, { ahead: 9 * hour, boxes: [{ id: box, over: true, made: [] }] });
  await context.setOffline(false);
  await page.getByText('期限がすぎたので、ここでは開けません').waitFor();
  await page.getByRole('button', { name: 'ふつうの画面で続ける' }).click();
  await page.waitForURL(`**/apps/houses/records/${record}/edit`);
  const [posted] = office.posts;
  expect(posted?.body).toContain('雨漏りと傾き');
  expect(posted?.body).toMatch(/name="_action"\r\n\r\nkept/);
});

it('a window that keeps nothing says so', async () => {
  const page = await open((one) =>
    one.addInitScript(() => Object.defineProperty(globalThis, 'indexedDB', { value: undefined })),
  );
  await start(page);
  await page.getByText('このブラウザーでは持ち出せません').waitFor();
});

it('what is begun outside is sent under one name until an answer comes, and then called as in the office', async () => {
  const page = await open();
  await keep(page);
  await context.setOffline(true);
  await start(page);
  for (const words of ['暁町の空き家', '風待の空き家']) {
    await page.getByRole('button', { name: '新しく記録する' }).click();
    await page.getByLabel('所見').fill(words);
    await page.getByRole('link', { name: '一覧へ' }).click();
    await page.locator('.field-items li', { hasText: words }).locator('.field-mark').waitFor();
  }
  const second = page.locator('.field-items li', { hasText: '風待の空き家' });
  await second.getByRole('button', { name: 'この下書きを捨てる' }).click();
  await page.getByRole('button', { name: '下書きを捨てる', exact: true }).click();
  await second.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: /暁町の空き家/ }).click();
  office.loses = true;
  await page.getByRole('button', { name: '保存する' }).click();
  await page.locator('.field-items li', { hasText: '送信待ち' }).waitFor();
  await context.setOffline(false);
  await page.getByText('返事を受け取れていません').waitFor();
  await page.getByRole('button', { name: '1件を送る' }).click();
  await page.locator('.field-items li', { hasText: '空001 暁町' }).getByText('送信済み').waitFor();
  const names = office.posts.map(({ body }) => /name="_draft"\r\n\r\n([0-9a-f-]+)/.exec(body)?.[1]);
  expect([office.posts.length, new Set(names).size]).toEqual([2, 1]);
  expect(office.posts[0]?.path).toBe('/apps/houses/records/new/send');
});

it('a new build waits until the old page is closed, and finds what was not sent', async () => {
  const page = await open();
  await keep(page);
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/field/worker.js', { scope: '/field/' });
    await navigator.serviceWorker.ready;
  });
  // From now on it is the worker that gives the page.
  await page.reload();
  await page.waitForFunction(() => 'startField' in globalThis && navigator.serviceWorker.controller !== null);
  await fill(page, '古い版で書いた');
  await context.setOffline(false);
  office.build = '二';
  // The new one is there and waits; the page is still the old one, and all of its files are found without a line.
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    while (registration.waiting === null) await new Promise((resolve) => setTimeout(resolve, 20));
  });
  await context.setOffline(true);
  const buildOf = (one: Page) => one.locator('body').getAttribute('data-build');
  await page.reload();
  expect(await buildOf(page)).toBe('一');
  await page.close();
  const next = await context.newPage();
  await expect
    .poll(async () => (await next.goto(`${origin}/field/box`), buildOf(next)), { timeout: 60_000 })
    .toBe('二');
  await next.waitForFunction(() => 'startField' in globalThis);
  await start(next);
  await next.getByRole('link', { name: /風待2番/ }).click();
  await expect.poll(() => next.getByLabel('所見').inputValue(), { timeout: 60_000 }).toBe('古い版で書いた');
});
