/**
 * The list of a work app in a browser: a whole city as `madoguchi start` makes it, 200 000 records everybody may see and change, Chromium.
 * Compared with the request for the rows alone, made by the same browser at the same moment. `npm run proof -- long-table [rows] [folder for pictures]`.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { chromium, type Page, type Request } from 'playwright-core';
import { wantedIndexes } from '#core/views.server';
import { readConfig } from '#platform/config.server';
import type { Database } from '#platform/db.server';
import { startCity } from '../e2e/support/city.ts';
import { launchOptions } from '../scripts/test/chromium.ts';
import { type Admin, openAdmin } from '../src/app/admin.server.ts';
import { municipality } from './support/city.ts';
import { type Figure, finish, median, ratios } from './support/figures.ts';
import { writeProof } from './support/proof-page.ts';
import { again, jumpTo, postedIn, typed, wheeled } from './support/table-browser.ts';
import { buildIndexes, fill, publish, withoutWordIndex } from './support/work-app-fill.sql.ts';
import { answersOf, longTable } from './support/work-app-rows.ts';

const rows = Number(process.argv[2] ?? 200_000);
const pictures = process.argv[3];
const list = `/apps/${longTable.id}?view=all`;
const folder = mkdtempSync(path.join(tmpdir(), 'madoguchi-table-'));
const city = await startCity(folder);
const admin = await openAdmin(
  readConfig({ ...process.env, MADOGUCHI_MODE: 'demo', MADOGUCHI_DATA: city.dataDir }),
  () => undefined,
);
const browser = await chromium.launch(await launchOptions());
try {
  const began = performance.now();
  await load(admin);
  console.log(
    `${rows.toLocaleString()} records loaded in ${((performance.now() - began) / 1000).toFixed(0)} s`,
  );
  const page = await signedIn();
  const outcome = {
    bench: 'long-table',
    figures: await measure(page),
    method: [
      `${rows.toLocaleString()} records of 15 fields, ten of them columns, sorted by a date; the product's own processes, audit on, Chromium on the same machine`,
      'the raw request: the same POST for the same rows, made by the same browser beside the page, median of three',
    ],
    shares: [],
  };
  finish(outcome);
  writeProof('A list of 200 000 records in a browser', 'issue 4, stage (b): the table.', outcome);
} finally {
  await browser.close();
  await admin.close();
  await city.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function load({ db, adminUrl }: Admin): Promise<void> {
  const owner = <T>(work: Parameters<Database['tenant']>[2]) =>
    db.tenant(municipality, 'owner', work) as Promise<T>;
  const shape = await owner<Awaited<ReturnType<typeof publish>>>((tx) => publish(tx, longTable));
  await owner((tx) => withoutWordIndex(tx, shape));
  for (let at = 0; at < rows; at += 2000)
    await owner((tx) =>
      fill(
        tx,
        longTable,
        shape,
        Array.from({ length: Math.min(2000, rows - at) }, (_one, index) => ({
          id: randomUUID(),
          answers: answersOf(at + index),
        })),
      ),
    );
  await owner((tx) => buildIndexes(tx, shape, wantedIndexes(longTable, shape)));
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(`SET search_path TO m${municipality}`);
  await client.query(`VACUUM (ANALYZE) ${shape.table}`);
  await client.query(`VACUUM (ANALYZE) ${shape.search!.table}`);
  await client.end();
}

async function signedIn(): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 860 },
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.log(`error of the page: ${error.message}`));
  await page.goto(`${city.staff}/sign-in`);
  await page.locator('button[name="login"][value="gakuji-shunin"]').click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  return page;
}

async function measure(page: Page): Promise<Figure[]> {
  const figures: Figure[] = [];
  let last: Request | undefined;
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/rows')) last = request;
  });
  const raw = async (): Promise<number> => {
    const fields = await postedIn(last!);
    const url = last!.url();
    const all: number[] = [];
    for (let round = 0; round < 3; round += 1) all.push(await again(page, url, fields));
    return median(all);
  };
  const opened: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const began = performance.now();
    await page.goto(city.staff + list, { waitUntil: 'commit' });
    await page.locator('tbody tr[data-row="0"] td[data-column="2"]').waitFor();
    opened.push(performance.now() - began);
  }
  figures.push({ name: 'the list is opened: until the first rows show', value: median(opened), unit: 'ms' });
  await page.waitForLoadState('networkidle');

  const places = [0.5, 1, 0.25, 0.75, 0.1, 0.9, 0.35, 0.65];
  const jumps: number[] = [];
  const alone: number[] = [];
  for (const share of places) {
    const { row, ms } = await jumpTo(page, share);
    jumps.push(ms);
    alone.push(await raw());
    console.log(`to ${share}: row ${row}, ${ms.toFixed(0)} ms, rows alone ${alone.at(-1)!.toFixed(0)} ms`);
    if (pictures !== undefined && share >= 0.5 && jumps.length < 3) await picture(page, `at-${share}`);
  }
  figures.push({
    name: 'the bar is moved far: until all rows in sight show / the rows request alone',
    ...ratios(jumps, alone),
    unit: 'ratio',
    target: { at: 'most', value: 8 },
    detail: `medians ${median(jumps).toFixed(0)} ms and ${median(alone).toFixed(0)} ms`,
  });

  const began = performance.now();
  await page.reload();
  await page.locator('.grid-box tfoot .total').waitFor();
  figures.push({
    name: 'the total below the list stands there after opening it',
    value: performance.now() - began,
    unit: 'ms',
  });
  await page.waitForLoadState('networkidle');
  await jumpTo(page, 0.5);
  const frames = await wheeled(page, 120);
  const slow = frames.filter((one) => one > 50).length / frames.length;
  figures.push({
    name: 'the wheel turns through 360 rows: share of frames above 50 ms',
    value: slow,
    unit: 'ratio',
    target: { at: 'most', value: 0.1 },
    detail: `${frames.length} frames, longest ${Math.max(...frames).toFixed(0)} ms`,
  });

  const long = await typing(page, '2');
  const heap = await page.evaluate(
    () => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize / 2 ** 20,
  );
  await page.goto(`${city.staff}/apps/equipment-loans?view=all`);
  await page.waitForLoadState('networkidle');
  const short = await typing(page, '7');
  figures.push({
    name: 'a key in a cell in the middle of the long list / in a list of 300',
    value: median(long) / median(short),
    unit: 'ratio',
    target: { at: 'most', value: 1.5 },
    detail: `medians ${median(long).toFixed(1)} ms and ${median(short).toFixed(1)} ms; heap of the page ${heap.toFixed(0)} MB`,
  });
  return figures;
}

/** Types into a text cell in the middle of what shows, and leaves it as it was. */
async function typing(page: Page, column: string): Promise<number[]> {
  const cell = page.locator(`.grid-box tbody tr[data-row] td[data-column="${column}"]`).nth(12);
  await cell.click();
  await page.keyboard.press('F2');
  const times = await typed(page, 'abcdefghij');
  if (pictures !== undefined) await picture(page, `typing-${column}`);
  await page.keyboard.press('Escape');
  return times;
}

async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(pictures!, { recursive: true });
  await page.screenshot({ path: path.join(pictures!, `table-${name}.png`) });
}
