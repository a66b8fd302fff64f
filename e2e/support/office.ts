/** What staff do in a browser. */
import type { Person } from './browser.ts';
import type { City } from './city.ts';
import { expect } from './journey.ts';

export interface Clerk {
  person: Person;
  city: City;
  name: string;
}

/** The demo's one-click sign-in; a post is chosen where several are held. */
export async function signInAs({ person, city, name }: Clerk, login: string, looks = false): Promise<void> {
  const { page } = person;
  await page.goto(`${city.staff}/sign-in`);
  if (looks) await person.look(`${name}-sign-in`);
  await page.locator(`button[name="login"][value="${login}"]`).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  if (new URL(page.url()).pathname.startsWith('/post')) {
    if (looks) await person.look(`${name}-post`);
    await page.locator('main form button[type="submit"]').first().click();
    await page.waitForURL((url) => !url.pathname.startsWith('/post'));
  }
  await settle(person);
  if (looks) await person.look(`${name}-home`);
}

export async function settle({ page, requests }: Person): Promise<void> {
  await requests.quiet();
  // A hydrated page stays one document: what an act changed is there when main is busy no more.
  await page.locator('main[aria-busy="true"]').waitFor({ state: 'detached' });
}

/** Finds a case by its receipt number in the inbox and opens it; waits for the message from the resident side. */
export async function openCase({ person, city, name }: Clerk, receiptNumber: string): Promise<string> {
  const { page } = person;
  for (let tries = 0; tries < 600; tries += 1) {
    await page.goto(`${city.staff}/cases?state=all&q=${encodeURIComponent(receiptNumber)}`);
    const link = page.locator('main a[href^="/cases/"]', { hasText: receiptNumber }).first();
    if ((await link.count()) > 0) {
      await settle(person);
      await person.look(`${name}-inbox`);
      const href = await link.getAttribute('href');
      await page.goto(`${city.staff}${href}`);
      await settle(person);
      return /cases\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
    }
    await page.waitForTimeout(250);
  }
  throw new Error(`case ${receiptNumber} never came to the inbox`);
}

/** Presses a button by its words, opening the fold it stands in, and waits for the answer. */
export async function press({ person }: Clerk, words: string): Promise<void> {
  const { page } = person;
  // Not by role: a button inside a closed fold has none.
  const button = page.locator(`button:text-is("${words}")`).first();
  await button.evaluate((node) => node.closest('details')?.setAttribute('open', ''));
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await button.click();
  const status = (await answered).status();
  expect(
    status < 400,
    `${words} was accepted (${status}): ${(await page.locator('.error').allInnerTexts()).join(' / ')}`,
  );
  await settle(person);
}

/** The state word at the head of the case. */
export async function expectText({ person }: Clerk, text: string): Promise<void> {
  await person.page.getByText(text).first().waitFor();
}
