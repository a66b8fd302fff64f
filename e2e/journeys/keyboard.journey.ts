/** The keyboard alone: an application at 320 px, and a case at the desk. No pointer is used anywhere. */
import type { Page } from 'playwright-core';
import { newPerson } from '../support/browser.ts';
import { expect, type Journey, type Stage } from '../support/journey.ts';
import { settle } from '../support/office.ts';

/** Tabs on until the focus lies on what the selector names; focus must be visible on the way. */
async function tabTo(page: Page, selector: string, most = 150): Promise<void> {
  for (let steps = 0; steps < most; steps += 1) {
    const there = await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
    if (there) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${selector} cannot be reached by Tab on ${page.url()}`);
}

async function pressEnter(page: Page): Promise<void> {
  const arrived = page.waitForEvent('load');
  await page.keyboard.press('Enter');
  await arrived;
}

async function type(page: Page, selector: string, text: string): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.type(text);
}

async function apply({ city, browser, findings, output }: Stage): Promise<void> {
  const person = await newPerson(browser, output, findings, { width: 320 });
  const { page } = person;
  await page.goto(city.portal);
  await page.keyboard.press('Tab');
  const skip = await page.evaluate(() => document.activeElement?.getAttribute('href') ?? '');
  expect(skip.startsWith('#'), 'the first stop is a link to the content');
  await type(page, 'input[type="search"]', '予防接種');
  await pressEnter(page);
  await tabTo(page, 'a[href="/procedures/vaccination-record"]');
  await pressEnter(page);
  await tabTo(page, 'a[href$="/start"]');
  await pressEnter(page);
  await tabTo(page, 'main form button[type="submit"]');
  await pressEnter(page);
  await type(page, 'input[name="f1"]', '1234567890');
  await pressEnter(page);
  await type(page, 'input[name="f2.family"]', '山田');
  await type(page, 'input[name="f2.given"]', '花子');
  await type(page, 'input[name="f3"]', '平成2年3月4日');
  await pressEnter(page);
  await tabTo(page, 'input[name="f4"]');
  await page.keyboard.press('Space');
  await pressEnter(page);
  await tabTo(page, 'input[name="f6"]');
  await page.keyboard.press('Space');
  await pressEnter(page);
  await type(page, 'input[name="f10"]', '09011112222');
  await tabTo(page, 'input[type="checkbox"][name="f11"]');
  await page.keyboard.press('Space');
  await tabTo(page, '.form-actions button[value="next"]');
  await pressEnter(page);
  expect(/\/review/.test(page.url()), `the review is reached (${page.url()})`);
  await person.look('keyboard-review');
  await tabTo(page, 'main form button[data-once]');
  await pressEnter(page);
  expect(/\/receipt/.test(page.url()), 'the receipt is reached');
  await person.look('keyboard-receipt');
  await person.close();
}

async function desk({ city, browser, findings, output }: Stage): Promise<void> {
  const person = await newPerson(browser, output, findings);
  const { page } = person;
  await page.goto(`${city.staff}/sign-in`);
  await settle(person);
  const code = await page.locator('tr', { hasText: 'gakuji-shunin' }).locator('td.number').innerText();
  await type(page, '#login', 'gakuji-shunin');
  await type(page, '#password', 'akatsuki-demo');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/sign-in\/code/);
  await settle(person);
  await type(page, '#code', code);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await page.goto(`${city.staff}/cases`);
  await settle(person);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/cases\/[0-9a-f-]{36}/);
  await settle(person);
  await page.keyboard.press('?');
  await page.locator('dialog[open]').waitFor();
  await person.look('keyboard-shortcuts');
  await page.keyboard.press('Escape');
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+k');
  await page.locator('dialog[open] input:focus').waitFor();
  await page.keyboard.type('案件一覧');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/cases$/);
  await person.close();
}

export default [
  { name: 'an application at 320 px', run: apply },
  { name: 'the desk', run: desk },
] satisfies Journey[];
