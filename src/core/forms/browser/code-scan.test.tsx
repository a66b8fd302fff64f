/** Formatting buttons and scanning in a real browser, with a camera that sees a real code. Skipped where no browser starts. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import QRCode from 'qrcode';
import { renderToStaticMarkup } from 'react-dom/server';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchOptions } from '../../../../scripts/test/chromium.ts';
import { prepareForm } from '../index.ts';
import { FormPage } from '../index.view.ts';
import { app, context, field } from '../testing.server.ts';
import { makeDecoder } from './code-decoder.ts';

const text = 'LOST-2026-0042';
const form = prepareForm(
  app([field(1, '番号', 'code-scan'), field(2, '説明', 'rich-text')], { one: ['番号', '説明'] }),
);
const chunks = new Map<string, string>();
let folder = '';
let browser: Browser | undefined;

/** Grey pixels of a QR code: dark squares of `scale` on white, with a quiet rim. */
function picture(content: string, scale = 8): { size: number; grey: Uint8Array } {
  const { modules } = QRCode.create(content);
  const rim = 4;
  const size = (modules.size + 2 * rim) * scale;
  const grey = new Uint8Array(size * size).fill(255);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const [row, column] = [Math.floor(y / scale) - rim, Math.floor(x / scale) - rim];
      const inside = row >= 0 && column >= 0 && row < modules.size && column < modules.size;
      if (inside && modules.get(row, column)) grey[y * size + x] = 0;
    }
  return { size, grey };
}

/** What Chromium's camera for tests plays again and again. */
function film({ size, grey }: ReturnType<typeof picture>): Buffer {
  const colourless = Buffer.alloc((size / 2) * (size / 2) * 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), Buffer.from(grey), colourless]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${size} H${size} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]);
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'scan-'));
  const camera = path.join(folder, 'camera.y4m');
  await writeFile(camera, film(picture(text)));
  browser = await launchOptions()
    .then((options) =>
      chromium.launch({
        ...options,
        args: [
          ...(options.args ?? []),
          '--use-fake-device-for-media-stream',
          `--use-file-for-fake-video-capture=${camera}`,
        ],
      }),
    )
    .catch(() => undefined);
  const built = await build({
    configFile: false,
    logLevel: 'error',
    base: '/',
    build: {
      write: false,
      assetsDir: '',
      target: ['chrome90', 'safari15'],
      modulePreload: false,
      rolldownOptions: {
        input: 'src/app/browser/form.ts',
        output: { entryFileNames: 'form.js' },
        treeshake: { moduleSideEffects: false },
      },
    },
  });
  for (const each of Array.isArray(built) ? built : [built])
    if ('output' in each)
      for (const chunk of each.output)
        if (chunk.type === 'chunk') chunks.set(`/${chunk.fileName}`, chunk.code);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(allowed: boolean): Promise<{ page: Page; fetched: string[] }> {
  const place = await (browser as Browser).newContext({ permissions: allowed ? ['camera'] : [] });
  const page = await place.newPage();
  page.setDefaultTimeout(15_000);
  const fetched: string[] = [];
  const html = renderToStaticMarkup(<FormPage form={form} page="one" answers={{}} context={context} />);
  // Cameras are for secure pages only.
  await page.route('https://form.test/**', (route) => {
    const { pathname } = new URL(route.request().url());
    const code = chunks.get(pathname);
    if (code !== undefined) {
      fetched.push(pathname);
      return route.fulfill({ contentType: 'text/javascript', body: code });
    }
    return route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: { 'content-security-policy': "default-src 'none'; script-src 'self'" },
      body: `<!doctype html><html lang="ja"><title>t</title><body>${html}<script type="module" src="/form.js"></script></body></html>`,
    });
  });
  await page.goto('https://form.test/');
  return { page, fetched };
}

it('decodes pixels, and knows a picture without a code', () => {
  const { size, grey } = picture(text);
  const pixels = new Uint8ClampedArray(size * size * 4);
  for (const [at, value] of grey.entries()) pixels.fill(value, at * 4, at * 4 + 4);
  expect(makeDecoder(['qr_code'])(pixels, size, size)).toBe(text);
  expect(makeDecoder(['ean_13'])(pixels, size, size)).toBeNull();
  expect(makeDecoder(['qr_code'])(pixels.fill(255), size, size)).toBeNull();
});

it('a code before the camera fills the box, and the decoder comes only then', async ({ skip }) => {
  if (browser === undefined) return skip();
  const { page, fetched } = await open(true);
  await page.waitForSelector('[data-scan-start]:not([hidden])');
  expect(fetched.some((name) => name.includes('code-decoder'))).toBe(false);
  await page.focus('[data-scan-start]');
  await page.keyboard.press('Enter');
  await page.waitForFunction(
    (wanted) => (document.querySelector('#f1') as HTMLInputElement).value === wanted,
    text,
  );
  expect(await page.textContent('.form-scan-status')).toBe('読み取りました。');
  expect(await page.isVisible('[data-scan-view]')).toBe(false);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('f1');
  await page.close();
}, 30_000);

it('who refuses the camera types instead', async ({ skip }) => {
  if (browser === undefined) return skip();
  const { page } = await open(false);
  await page.click('[data-scan-start]');
  await page.waitForFunction(() => document.querySelector('.form-scan-status')?.textContent !== '');
  expect(await page.textContent('.form-scan-status')).toContain('番号を入力してください');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('f1');
  await page.close();
}, 30_000);

it('formatting is put around what is chosen, also by keyboard', async ({ skip }) => {
  if (browser === undefined) return skip();
  const { page } = await open(false);
  await page.waitForSelector('[data-rich-tools]:not([hidden])');
  await page.fill('#f2', '至急です');
  await page.evaluate(() => (document.querySelector('#f2') as HTMLTextAreaElement).setSelectionRange(0, 2));
  await page.click('[data-rich-tool=bold]');
  expect(await page.inputValue('#f2')).toBe('**至急**です');
  await page.focus('[data-rich-tool=bold]');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  expect(await page.inputValue('#f2')).toBe('- **至急**です');
  await page.click('[data-rich-tool=list]');
  expect(await page.inputValue('#f2')).toBe('**至急**です');
  await page.close();
}, 30_000);
