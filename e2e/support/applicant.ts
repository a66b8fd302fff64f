/** What an applicant does in a browser, step by step; the same steps with and without script. */
import type { Json } from '#core/fields';
import type { Person } from './browser.ts';
import type { City } from './city.ts';
import { appOf, fillPage } from './fill.ts';
import { expect } from './journey.ts';

export interface Applicant {
  person: Person;
  city: City;
  /** Prefix of screenshot names. */
  name: string;
}

/** From the first page by search to the procedure's page. */
export async function findProcedure(
  { person, city, name }: Applicant,
  search: string,
  id: string,
): Promise<void> {
  const { page } = person;
  await page.goto(city.portal);
  await person.look(`${name}-01-home`);
  await page.locator('input[type="search"]').first().fill(search);
  await page.locator('input[type="search"]').first().press('Enter');
  await page.waitForURL(/\/search/);
  await person.look(`${name}-02-search`);
  await page.locator(`a[href="/procedures/${id}"]`).first().click();
  await page.waitForURL(`**/procedures/${id}`);
  await person.look(`${name}-03-procedure`);
}

export async function begin({ person, name }: Applicant): Promise<void> {
  const { page } = person;
  await page.locator('a.button-primary[href$="/start"]').click();
  await page.waitForURL(/\/start$/);
  await person.look(`${name}-04-start`);
  await page.locator('main form button[type="submit"].button-primary').click();
  await page.waitForURL(/\/drafts\/[^/]+\/pages\//);
}

const pageIdOf = (url: string) => /\/pages\/([^/?#]+)/.exec(url)?.[1];

/**
 * Fills page after page from the answers until the review, or until `stopAt` is shown. A page may come back with
 * questions that the answers opened (without script); it is filled again then.
 */
export async function fillForm(
  applicant: Applicant,
  appId: string,
  answers: Record<string, Json>,
  options: { stopAt?: string; looks?: boolean } = {},
): Promise<void> {
  const { person, name } = applicant;
  const { page } = person;
  const app = appOf(appId);
  for (let steps = 0; steps < 60; steps += 1) {
    const id = pageIdOf(page.url());
    if (id === undefined || id === options.stopAt) return;
    await fillPage(page, app, id, answers);
    if (options.looks ?? true) await person.look(`${name}-form-${id}`);
    await next(applicant);
    if (pageIdOf(page.url()) === id) {
      const errors = await page.locator('.error-summary, .form-error').allInnerTexts();
      if (steps > 50) throw new Error(`stuck on ${id}: ${errors.join(' / ')}`);
    }
  }
  throw new Error(`the form never ended; last at ${page.url()}`);
}

export async function next({ person }: Applicant): Promise<void> {
  await press(person, person.page.locator('.form-actions button[value="next"]'));
}

/** Presses something that leads to a new document, and waits until that is there. */
export async function press(person: Person, button: ReturnType<Person['page']['locator']>): Promise<void> {
  const { page } = person;
  const arrived = page.waitForEvent('load');
  await button.click();
  await arrived;
}

/** 「保存して、あとで続ける」: gives the number and secret printed there. */
export async function leaveForLater(applicant: Applicant): Promise<{ number: string; secret: string }> {
  const { person, name } = applicant;
  await press(person, person.page.locator('.form-actions button[value="save"]'));
  await person.page.waitForURL(/\/later$/);
  await person.look(`${name}-later`);
  return paperOf(person);
}

async function paperOf({ page }: Person): Promise<{ number: string; secret: string }> {
  const texts = await page.locator('main .number, main .digits, main .code').allInnerTexts();
  const number = texts.find((text) => /^\d[\d-]+$/.test(text.trim()))?.trim();
  const secret = texts
    .find((text) => /^[0-9A-Z]{2,4}(-[0-9A-Z]{1,4})+$/.test(text.trim()) && text.trim() !== number)
    ?.trim();
  expect(number && secret, `number and secret stand on the page (${texts.join(' | ')})`);
  return { number, secret };
}

/** On another device: with number and secret. */
export async function resume(
  { person, city, name }: Applicant,
  paper: { number: string; secret: string },
): Promise<void> {
  const { page } = person;
  await page.goto(`${city.portal}/resume`);
  await person.look(`${name}-resume`);
  await page.fill('input[name="number"]', paper.number);
  await page.fill('input[name="secret"]', paper.secret.toLowerCase());
  await press(person, page.locator('main form button[type="submit"]').first());
}

/** Signs in with a one-time code from the development mailbox, where the page asks for an address. */
export async function signIn({ person, city, name }: Applicant, mail: string): Promise<void> {
  const { page } = person;
  await page.fill('input[name="address"]', mail);
  await person.look(`${name}-sign-in`);
  await press(person, page.locator('main form button[type="submit"]').first());
  await page.waitForURL(/\/sign-in\/code/);
  await person.look(`${name}-sign-in-code`);
  await page.fill('input[name="code"]', await codeFor(city, mail));
  await press(person, page.locator('main form button[type="submit"]').first());
}

/** The newest code that the mailbox holds for an address. */
export async function codeFor(city: City, mail: string): Promise<string> {
  for (let tries = 0; tries < 400; tries += 1) {
    const html = await (await fetch(`${city.portal}/mailbox`)).text();
    for (const letter of html.split('<article').slice(1)) {
      if (!letter.includes(mail)) continue;
      const code = /(?<![\d-])(\d{6})(?![\d-])/.exec(letter.replace(/<[^>]*>/g, ' '))?.[1];
      if (code !== undefined) return code;
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('no code arrived in the mailbox');
}

export interface ReceiptPaper {
  applicationId: string;
  receiptNumber: string;
  secret: string | null;
}

/** From the review to the receipt. `mail`: signs in first where the procedure wants to know that mail arrives. */
export async function submit(applicant: Applicant, mail: string | null): Promise<ReceiptPaper> {
  const { person, name } = applicant;
  const { page } = person;
  await page.waitForURL(/\/review/);
  await person.look(`${name}-review`);
  const proof = page.locator('main a.button-primary[href*="/sign-in"]');
  if (mail !== null && (await proof.count()) > 0) {
    await press(person, proof);
    await signIn(applicant, mail);
    await page.waitForURL(/\/review/);
  }
  await press(person, page.locator('main form button[data-once]'));
  await page.waitForURL(/\/receipt/);
  await person.look(`${name}-receipt`);
  const applicationId = /applications\/([0-9a-f-]{36})/.exec(page.url())?.[1];
  expect(applicationId, 'the receipt has the application in its address');
  const texts = await page.locator('main .number, main .digits, main .code').allInnerTexts();
  const receiptNumber = texts.map((text) => text.trim()).find((text) => /^\d[\d-]+$/.test(text));
  expect(receiptNumber, `the receipt shows a number (${texts.join(' | ')})`);
  const secret = texts.map((text) => text.trim()).find((text) => /[A-Z]/.test(text)) ?? null;
  return { applicationId, receiptNumber, secret };
}

/** Looks at the application page until it says what is waited for: messages between the zones take a moment. */
export async function waitForApplication(
  { person, city }: Applicant,
  applicationId: string,
  selector: string,
): Promise<void> {
  const { page } = person;
  for (let tries = 0; tries < 400; tries += 1) {
    await page.goto(`${city.portal}/applications/${applicationId}`);
    if ((await page.locator(selector).count()) > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`${selector} never came up on the application page`);
}
