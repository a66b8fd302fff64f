/** The controls of staff at work in a real browser: formatting, a camera that sees a real code, signing, and the map. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import QRCode from 'qrcode';
import { renderToStaticMarkup } from 'react-dom/server';
import sharp from 'sharp';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Answers, Layer, Mark } from '#core/fields';
import { launchOptions } from '../../../../scripts/test/chromium.ts';
import { prepareForm } from '../index.ts';
import { FormPage } from '../index.view.ts';
import { app, context, field, formula } from '../testing.server.ts';
import { makeDecoder } from './code-decoder.ts';

const text = 'LOST-2026-0042';
const wards = JSON.parse(readFileSync('packs/demo/layers/wards.json', 'utf8')) as Layer;
const form = prepareForm(
  app(
    [
      field(1, '番号', 'code-scan'),
      field(2, '説明', 'rich-text'),
      field(3, '署名', 'signature'),
      field(4, '地点', 'map-point', { options: { layers: ['wards'] } }),
      field(5, '区', 'area', { options: { point: '地点', layer: 'wards' } }),
      field(6, '写真', 'annotated-photo', { options: { maxFiles: 3 } }),
      formula(7, '写真の有無', 'IF(ISBLANK(写真), "写真がありません", "写真があります")'),
    ],
    { one: ['番号', '説明', '署名', '地点', '区', '写真', '写真の有無'] },
  ),
  undefined,
  () => wards,
);
const css = ['styles/tokens', 'styles/base', 'styles/form', 'staff/styles/photos']
  .map((name) => readFileSync(`src/ui/${name}.css`, 'utf8'))
  .join('\n');
const chunks = new Map<string, string>();
let folder = '';
let wall: Buffer;
let browser: Browser;

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
  wall = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#c8bfae' } })
    .png()
    .toBuffer();
  folder = await mkdtemp(path.join(tmpdir(), 'scan-'));
  const camera = path.join(folder, 'camera.y4m');
  await writeFile(camera, film(picture(text)));
  const options = await launchOptions();
  browser = await chromium.launch({
    ...options,
    args: [
      ...(options.args ?? []),
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${camera}`,
    ],
  });
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
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(
  allowed: boolean,
  here?: { latitude: number; longitude: number; accuracy: number },
  answers: Answers = { 6: [{ fileId: 'a', name: '外壁.jpg', type: 'image/png', bytes: 1000 }] },
): Promise<{ page: Page; fetched: string[] }> {
  const place = await (browser as Browser).newContext({
    permissions: [...(allowed ? ['camera'] : []), ...(here === undefined ? [] : ['geolocation'])],
    geolocation: here,
  });
  const page = await place.newPage();
  page.setDefaultTimeout(60_000);
  const fetched: string[] = [];
  const html = renderToStaticMarkup(
    <FormPage
      form={form}
      page="one"
      answers={answers}
      context={context}
      fileHref={(file) => `/files/${file.fileId}`}
    />,
  );
  // Cameras are for secure pages only.
  await page.route('https://form.test/**', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname.startsWith('/files/')) return route.fulfill({ contentType: 'image/png', body: wall });
    if (pathname === '/form.css') return route.fulfill({ contentType: 'text/css', body: css });
    const code = chunks.get(pathname);
    if (code !== undefined) {
      fetched.push(pathname);
      return route.fulfill({ contentType: 'text/javascript', body: code });
    }
    return route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: {
        'content-security-policy':
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:",
      },
      body: `<!doctype html><html lang="ja"><title>t</title><link rel="stylesheet" href="/form.css"><body>${html}<script type="module" src="/form.js"></script></body></html>`,
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

it('a code before the camera fills the box, and the decoder comes only then', async () => {
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
});

it('who refuses the camera types instead', async () => {
  const { page } = await open(false);
  await page.click('[data-scan-start]');
  await page.waitForFunction(() => document.querySelector('.form-scan-status')?.textContent !== '');
  expect(await page.textContent('.form-scan-status')).toContain('番号を入力してください');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('f1');
  await page.close();
});

it('formatting is put around what is chosen, also by keyboard', async () => {
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
});

it('signs with finger, pen or mouse; the last stroke and all of it can be taken back', async () => {
  const { page, fetched } = await open(false);
  const pad = page.locator('[data-signature-pad] svg');
  await page.waitForSelector('[data-signature-tools]:not([hidden])');
  const strokes = async (): Promise<number[][]> =>
    JSON.parse((await page.inputValue('[name="f3.strokes"]')) || '[]');
  const stroke = async (from: [number, number], to: [number, number]) => {
    const { x, y, width, height } = (await pad.boundingBox())!;
    await page.mouse.move(x + width * from[0], y + height * from[1]);
    await page.mouse.down();
    await page.mouse.move(x + width * to[0], y + height * to[1], { steps: 5 });
    await page.mouse.up();
  };
  await pad.scrollIntoViewIfNeeded();
  await stroke([0.1, 0.2], [0.5, 0.8]);
  const [first = []] = await strokes();
  expect([first.slice(0, 2), first.slice(-2)]).toEqual([
    [60, 40],
    [300, 160],
  ]);
  // Out of the box ends at its edge.
  await stroke([0.9, 0.5], [1.05, 0.5]);
  expect((await strokes())[1]?.at(-2)).toBe(600);
  expect(await page.getAttribute('[data-signature-pad] path', 'd')).toMatch(/^M60 40L.*M540 100L/);
  expect(await page.textContent('.form-signature-status')).toBe('署名が書かれています。');
  await page.focus('[data-signature-undo]');
  await page.keyboard.press('Enter');
  expect(await strokes()).toHaveLength(1);
  await page.click('[data-signature-clear]');
  expect(await page.inputValue('[name="f3.strokes"]')).toBe('');
  if (process.env.LOOK !== undefined)
    await page.screenshot({ path: `${process.env.LOOK}-sign.png`, fullPage: true });
  expect(fetched.some((name) => name.includes('signature-pad'))).toBe(true);
  await page.close();
});

it('a photo is drawn on, by hand and by keys; marks are taken or left, the picture itself stays', async () => {
  const { page, fetched } = await open(false);
  const edit = page.locator('[data-photo-edit]');
  await edit.waitFor();
  expect(fetched.some((name) => name.includes('photo-marks'))).toBe(true);
  const marks = async () => JSON.parse(await page.inputValue('[name="f6.marks"]')).marks as Mark[];
  await edit.click();
  const board = page.locator('.photo-board svg');
  await page.locator('.photo-board img').evaluate((img: HTMLImageElement) => img.decode());
  const drag = async (from: [number, number], to: [number, number]) => {
    const { x, y, width, height } = (await board.boundingBox())!;
    await page.mouse.move(x + width * from[0], y + height * from[1]);
    await page.mouse.down();
    await page.mouse.move(x + width * to[0], y + height * to[1], { steps: 4 });
    await page.mouse.up();
  };
  await drag([0.1, 0.1], [0.3, 0.3]);
  await page.getByLabel('ぼかし', { exact: true }).check();
  await page.getByLabel('黄', { exact: true }).check();
  await drag([0.5, 0.5], [0.8, 0.9]);
  // An arrow by keys: from the middle, two steps up and one to the left.
  await page.getByLabel('矢印', { exact: true }).check();
  await board.focus();
  for (const key of ['Enter', 'ArrowUp', 'ArrowUp', 'ArrowLeft', 'Enter']) await page.keyboard.press(key);
  // A text needs its words first.
  await page.getByLabel('文字', { exact: true }).check();
  await drag([0.2, 0.8], [0.2, 0.8]);
  await page.keyboard.type('ひび割れ');
  await drag([0.2, 0.8], [0.2, 0.8]);
  if (process.env.LOOK !== undefined) await page.screenshot({ path: `${process.env.LOOK}-photo.png` });
  expect(await marks(), 'nothing is taken before it is said').toEqual([]);
  await page.getByRole('button', { name: 'この書込みにする' }).click();
  const taken = await marks();
  expect(taken.map(({ kind }) => kind)).toEqual(['draw', 'blur', 'arrow', 'text']);
  expect(taken[2]).toEqual({ kind: 'arrow', colour: 'yellow', points: [5000, 5000, 4800, 4600] });
  expect(taken[3]).toMatchObject({ text: 'ひび割れ', colour: 'yellow' });
  const [left, top] = taken[1]!.points as number[];
  expect([Math.round(left! / 100), Math.round(top! / 100)]).toEqual([50, 50]);
  expect(await page.textContent('[data-photo] [role=status]')).toBe('書込み4件');
  // Leaving changes nothing; one mark less is one mark less.
  await edit.click();
  await page.getByRole('button', { name: '書込みを全部消す' }).click();
  await page.keyboard.press('Escape');
  expect(await marks()).toHaveLength(4);
  await edit.click();
  await page.getByRole('button', { name: '一つもどす' }).click();
  await page.getByRole('button', { name: 'この書込みにする' }).click();
  expect(await marks()).toHaveLength(3);
  expect(await page.inputValue('[name="f6.kept"]')).toBe('a');
  await page.close();
});

it('the map is pressed, enlarged, and moved by keys; what is typed shows on it, and the area waits', async () => {
  const { page } = await open(false);
  const map = page.locator('[data-map-view]');
  await page.waitForSelector('[data-map-tools]:not([hidden])');
  const place = async () => [
    Number(await page.inputValue('#f4-lat')),
    Number(await page.inputValue('#f4-lng')),
  ];
  await map.scrollIntoViewIfNeeded();
  const { width, height } = (await map.boundingBox())!;
  await map.click({ position: { x: width / 2, y: height / 2 } });
  const [lat = 0, lng = 0] = await place();
  expect(Math.abs(lat - 34.181)).toBeLessThan(0.01);
  expect(Math.abs(lng - 130.34)).toBeLessThan(0.01);
  await page.evaluate(() => (document.querySelector('[data-area]')!.textContent = '松影区'));
  await map.focus();
  await page.keyboard.press('+');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const [keyLat = 0, keyLng = 0] = await place();
  expect(keyLng).toBeGreaterThan(lng + 0.001);
  expect(Math.abs(keyLat - lat)).toBeLessThan(0.01);
  expect(await page.textContent('[data-area]')).toBe('地点を保存すると入ります');
  await page.fill('#f4-lng', '');
  await page.fill('#f4-lat', '34.15, 130.24');
  expect(await place()).toEqual([34.15, 130.24]);
  expect(await page.getAttribute('[data-map-marker]', 'visibility')).toBe('visible');
  if (process.env.LOOK !== undefined)
    await page.screenshot({ path: `${process.env.LOOK}-map.png`, fullPage: true });
  await page.close();
});

it('takes the position of the device and says how exact it is; who refuses types', async () => {
  const { page } = await open(false, { latitude: 34.123456789, longitude: 130.3, accuracy: 11.2 });
  await page.click('[data-map-here]');
  await page.waitForFunction(() => (document.querySelector('#f4-lat') as HTMLInputElement).value !== '');
  expect([await page.inputValue('#f4-lat'), await page.inputValue('#f4-lng')]).toEqual([
    '34.1234568',
    '130.3',
  ]);
  expect(await page.textContent('.form-map-status')).toBe('現在地を入れました（誤差およそ12m）。');
  await page.close();
  const refused = await open(false);
  await refused.page.click('[data-map-here]');
  await refused.page.waitForFunction(() =>
    document.querySelector('.form-map-status')?.textContent?.includes('使えません'),
  );
  await refused.page.close();
});

it('with its script the controls are whole on a small phone, and axe finds nothing', async () => {
  const { page } = await open(false);
  await page.setViewportSize({ width: 320, height: 800 });
  await page.waitForSelector('[data-map-tools]:not([hidden])');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    // The page has no landmarks: only its controls are looked at.
    const { violations } = await axe.run();
    return violations
      .filter(({ id }) => id !== 'region' && !id.startsWith('landmark'))
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
  expect(found).toEqual([]);
  if (process.env.LOOK !== undefined)
    await page.screenshot({ path: `${process.env.LOOK}-phone.png`, fullPage: true });
  await page.close();
});

it('pictures taken one after the other all stay, are seen at once, drawn on before they are sent, and taken off', async () => {
  const { page, fetched } = await open(false);
  const take = (name: string) => page.setInputFiles('#f6', { name, mimeType: 'image/png', buffer: wall });
  const posted = () =>
    page.evaluate(() =>
      new FormData(document.querySelector('form') as HTMLFormElement)
        .getAll('f6')
        .map((file) => (file as File).name),
    );
  const fresh = page.locator('.form-photos-fresh > li');
  await page.waitForFunction(() => document.querySelector('[data-photo-edit]:not([hidden])') !== null);
  await expect
    .poll(() => fetched.some((name) => name.includes('fresh-photos')), { timeout: 60_000 })
    .toBe(true);
  // The script is there once a choice is shown.
  await expect
    .poll(async () => (await take('image.png'), fresh.count()), { timeout: 60_000 })
    .toBeGreaterThan(0);
  const before = await fresh.count();
  await take('image.png');
  await expect.poll(() => fresh.count(), { timeout: 60_000 }).toBe(before + 1);
  expect(new Set(await posted()).size).toBe(before + 1);
  await fresh.last().locator('[data-photo-edit]').click();
  await page.locator('.photo-board img').evaluate((img: HTMLImageElement) => img.decode());
  await page.locator('.photo-board svg').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.locator('.photo-editor .button-primary').click();
  expect(await fresh.last().locator('[role=status]').textContent()).toBe('書込み1件');
  const { file } = JSON.parse(await fresh.last().locator('input[name="f6.marks"]').inputValue()) as {
    file: string;
  };
  expect((await posted()).filter((name) => name.includes(file.replace('new:', '-')))).toHaveLength(1);
  await fresh.first().locator('[data-photo-away]').click();
  expect(await posted()).toHaveLength(before);
  expect((await posted()).some((name) => name.includes(file.replace('new:', '-')))).toBe(true);
  await page.close();
});

it('a picture that was just chosen is an answer at once, shows what is drawn on it, and is none when it is taken off', async () => {
  const { page } = await open(false, undefined, {});
  const said = page.locator('[data-field="f7"] [data-calculated]');
  const fresh = page.locator('.form-photos-fresh > li');
  expect(await said.textContent()).toBe('写真がありません');
  const take = () => page.setInputFiles('#f6', { name: 'image.png', mimeType: 'image/png', buffer: wall });
  await expect.poll(async () => (await take(), fresh.count()), { timeout: 60_000 }).toBeGreaterThan(0);
  await expect.poll(() => said.textContent(), { timeout: 60_000 }).toBe('写真があります');
  await fresh.last().locator('[data-photo-edit]').click();
  await page.locator('.photo-board img').evaluate((img: HTMLImageElement) => img.decode());
  await page.locator('.photo-board svg').focus();
  for (const key of ['Enter', 'ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
  await page.locator('.photo-editor .button-primary').click();
  const layer = fresh.last().locator('.photo-marked svg');
  await layer.locator('path').waitFor({ state: 'attached' });
  const sizeOf = async (one: typeof layer) => {
    const box = await one.boundingBox();
    return [Math.round(box?.width ?? 0), Math.round(box?.height ?? 0)];
  };
  expect(await sizeOf(layer)).toEqual(await sizeOf(fresh.last().locator('img')));
  // A picture that was given before the script came has no item of its own, and lies in the control all the same.
  while ((await fresh.count()) > 0) await fresh.first().locator('[data-photo-away]').click();
  await expect.poll(() => said.textContent(), { timeout: 60_000 }).toBe('写真がありません');
  await page.close();
});
