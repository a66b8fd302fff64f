/**
 * Acceptance 2: the database dies with kill -9 between submission and delivery, and a browser in the middle of typing.
 * Whatever was acknowledged is there when the database is back; the parent starts it again and nobody else has to be restarted.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { launchOptions } from '../../scripts/test/chromium.ts';
import { expectAllArrived } from '../support/arrived.ts';
import { canary, fillDraft, hidden, Web } from '../support/canary.ts';
import type { City } from '../support/city.ts';
import { expect, type Journey } from '../support/journey.ts';

/** Types into a form until it is said to be saved, then the browser is gone without a farewell. Gives the page. */
async function typeAndDie(city: City, web: Web, text: string): Promise<string> {
  await web.get('/procedures/school-expense-assistance/start');
  const { path: page } = await web.post('/procedures/school-expense-assistance/start');
  const server = await chromium.launchServer(await launchOptions());
  const browser = await chromium.connect(server.wsEndpoint());
  const context = await browser.newContext({ locale: 'ja-JP' });
  await context.addCookies([...web.cookies].map(([name, value]) => ({ name, value, url: city.portal })));
  const tab = await context.newPage();
  await tab.goto(city.portal + page);
  await tab.locator('main form input[type="text"]:visible').first().pressSequentially(text);
  await tab.locator('[data-saved][data-state="saved"]').first().waitFor();
  server.process().kill('SIGKILL');
  return page;
}

const killed: Journey['run'] = async ({ city }) => {
  const postmaster = () =>
    Number(readFileSync(path.join(city.dataDir, 'database/postmaster.pid'), 'utf8').split('\n')[0]);
  const typist = new Web(city.portal);
  const typed = '鶯谷途中';
  await typist.get('/procedures');
  const page = await typeAndDie(city, typist, typed);

  const ready = await Promise.all(
    Array.from({ length: 8 }, async (_one, n) => {
      const web = new Web(city.portal);
      const draft = await fillDraft(web, 'school-expense-assistance', canary(`database-${n}`).answers);
      const review = await web.get(`/drafts/${draft}/review`);
      return { web, path: `/drafts/${draft}/review`, body: hidden(review.body, 'body') ?? '' };
    }),
  );
  const press = async ({ web, path: at, body }: (typeof ready)[number]) => {
    const reply = await web.post(at, { body: [body] }).catch(() => null);
    const number = /(?<![\d-])\d{5}-\d{5}-\d(?![\d-])/.exec(reply?.body.replace(/<[^>]*>/g, ' ') ?? '')?.[0];
    return { status: reply?.status ?? 0, number: reply?.status === 200 ? number : undefined };
  };
  // No worker delivers while the first three are sent; the others are under way when the database dies.
  await city.kill('worker').catch(() => undefined);
  const first = await Promise.all(ready.slice(0, 3).map(press));
  const underWay = ready.slice(3).map(press);
  await sleep(15);
  process.kill(postmaster(), 'SIGKILL');
  const answers = [...first, ...(await Promise.all(underWay))];
  for (const { status, number } of answers)
    expect(number !== undefined || status === 503, `a receipt or the honest page, not ${status}`);
  const home = await typist.get('/procedures');
  expect(home.status === 200, `kept pages are still there (${home.status})`);

  for (let tries = 0; (await typist.get(page)).status !== 200; tries++) {
    expect(tries < 600, 'the portal comes back by itself');
    await sleep(250);
  }
  expect((await typist.get(page)).body.includes(typed), 'what was said to be saved while typing is there');
  // Who was not told of a receipt presses again; who was presses again too, and gets the same number.
  const again = await Promise.all(ready.map(press));
  for (const [index, { number }] of again.entries()) {
    expect(number !== undefined, `number ${index} is taken in the end (${again[index]?.status})`);
    const before = answers[index]?.number;
    expect(before === undefined || before === number, `the receipt ${before} stays, not ${number}`);
  }
  await expectAllArrived(
    city.staff,
    again.map(({ number }) => number!),
  );
  await city.ready();
  expect(
    city.log().includes('データベースが動き出しました'),
    'the parent says that it started the database again',
  );
};

export default [{ name: 'nothing acknowledged is lost', run: killed }] satisfies Journey[];
