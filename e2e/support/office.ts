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

/** Until the page answers to hands: a press before that goes the slow way, or is lost. */
async function hydrated(page: Person['page']): Promise<void> {
  await page.locator('html[data-hydrates]:not([data-hydrated])').waitFor({ state: 'detached' });
}

export async function settle({ page, requests }: Person): Promise<void> {
  await page.waitForLoadState();
  await hydrated(page);
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

/** Looks at a case until it says what is waited for: what the applicant did takes a moment to cross. */
export async function waitForCase(clerk: Clerk, caseId: string, text: string): Promise<void> {
  const { page } = clerk.person;
  for (let tries = 0; tries < 600; tries += 1) {
    await page.goto(`${clerk.city.staff}/cases/${caseId}`);
    await settle(clerk.person);
    if ((await page.locator('.case-head div', { hasText: '状態' }).getByText(text).count()) > 0) return;
    await page.waitForTimeout(250);
  }
  throw new Error(`the case never said ${text}`);
}

/** Presses a button by its words, opening the fold it stands in, and waits for the answer. */
export async function press({ person }: Clerk, words: string): Promise<void> {
  const { page } = person;
  await hydrated(page);
  // Not by role: a button inside a closed fold has none.
  const button = page.locator(`button:text-is("${words}")`).first();
  await button.evaluate((node) => node.closest('details')?.setAttribute('open', ''));
  // Some pages say by themselves that somebody is there, or keep what is typed: that is not the answer.
  const answered = page.waitForResponse(
    (response) =>
      response.request().method() === 'POST' &&
      !/\/(here|draft)(\.data)?$/.test(new URL(response.url()).pathname),
  );
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
