/**
 * Acceptance 3 of issue 3 in a real browser: what strangers write into every field of a rich form is refused beside the field
 * or stands literally on every page that shows it, on both sides. No policy is violated, nothing runs, no dialog comes up.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { Json } from '#core/fields';
import { type Applicant, begin, next, submit } from '../support/applicant.ts';
import { newPerson } from '../support/browser.ts';
import { appOf, fillPage, sampleCase } from '../support/fill.ts';
import { expectHarmless, expectLiterally, payloads, watchTab } from '../support/hostile.ts';
import { expect, type Journey, type Stage } from '../support/journey.ts';
import { openCase, settle, signInAs } from '../support/office.ts';

const app = 'household-survey';
const all = Object.values(payloads);
const pageOf = (page: Page) => /\/pages\/([^/?#]+)/.exec(page.url())?.[1];
const plan = readFileSync(path.resolve(import.meta.dirname, '../../packs/demo/samples/files/map.png'));
const polyglot = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" onload="window.hostile=5"><script>window.hostile=6</script></svg><!-- <html><body onload=window.hostile=7> -->',
);

interface Box {
  name: string;
  long: boolean;
  refused: boolean;
}

/** Controls of the page that take free text, and whether they were refused just now. */
function boxesOf(page: Page): Promise<Box[]> {
  return page.locator('main form input:visible, main form textarea:visible').evaluateAll((found) =>
    (found as (HTMLInputElement | HTMLTextAreaElement)[])
      .filter(({ type, name, readOnly }) => /^(text|email|tel|url|textarea)$/.test(type) && name && !readOnly)
      .map((one) => ({
        name: one.name,
        long: one.type === 'textarea',
        refused: one.getAttribute('aria-invalid') === 'true',
      })),
  );
}

/** What the sample does not answer stays empty. */
async function clear(page: Page, boxes: Box[]): Promise<void> {
  for (const { name } of boxes) await page.locator(`[name="${name}"]`).first().fill('');
}

/** Types a text into each, another one every time; gives what was typed. */
async function typeInto(page: Page, boxes: Box[], turn: { at: number }): Promise<string[]> {
  const typed: string[] = [];
  for (const { name } of boxes) {
    const text = all[turn.at++ % all.length]!;
    await page.locator(`[name="${name}"]`).first().fill(text);
    typed.push(text);
  }
  return typed;
}

/** One page of the form: refused where it must be, each time with a reason, and left with as much of it as is taken. */
async function fillHostile(
  applicant: Applicant,
  answers: Record<string, Json>,
  turn: { at: number },
): Promise<void> {
  const { page } = applicant.person;
  const id = pageOf(page)!;
  const stays = () => pageOf(page) === id;
  // The sample opens what depends on answers: lines, and fields that are asked only then.
  await fillPage(page, appOf(app), id, answers);
  const boxes = await boxesOf(page);
  await typeInto(page, boxes, turn);
  const [long] = boxes.filter((one) => one.long);
  if (long !== undefined) await page.locator(`[name="${long.name}"]`).fill('あ<b>'.repeat(25_000));
  await sendFile(page, {
    name: '"><svg onload=window.hostile=8>.svg',
    mimeType: 'image/svg+xml',
    buffer: polyglot,
  });
  await next(applicant);
  await expectHarmless(page);
  if (!stays()) return;
  expect((await page.locator('.error-summary, .form-error').count()) > 0, `${id} says what was refused`);
  const again = await boxesOf(page);
  const taken = again.filter((one) => !one.refused && one.name !== long?.name);
  await clear(page, again);
  await fillPage(page, appOf(app), id, answers);
  await typeInto(page, taken, turn);
  await sendFile(page, {
    name: `"><img src=hostile onerror=1>=cmd|.png`,
    mimeType: 'image/png',
    buffer: plan,
  });
  await next(applicant);
  await expectHarmless(page);
  for (let tries = 0; stays() && tries < 3; tries++) {
    await clear(page, await boxesOf(page));
    await fillPage(page, appOf(app), id, answers);
    await next(applicant);
  }
  expect(
    !stays(),
    `${id} goes on with what the sample answers: ${(await page.locator('.error-summary').allInnerTexts()).join(' ')}`,
  );
}

async function sendFile(page: Page, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  const input = page.locator('main form input[type="file"]:visible').first();
  if ((await input.count()) > 0) await input.setInputFiles(file);
}

/** The texts among the payloads that stand on a page. */
async function standingOn(page: Page): Promise<string[]> {
  const text = await page.evaluate(() => document.body.textContent ?? '');
  return all.filter((one) => text.includes(one));
}

const hostile: Journey['run'] = async ({ city, browser, findings, output }: Stage) => {
  const person = await newPerson(browser, output, findings);
  const { page } = person;
  const troubles = await watchTab(page);
  const applicant: Applicant = { person, city, name: 'hostile' };
  const { answers } = sampleCase('survey-allergy');
  const query = encodeURIComponent(payloads.attribute);
  for (const address of [`/search?q=${query}`, `/procedures/${app}?x=${query}`]) {
    await page.goto(city.portal + address);
    await expectHarmless(page);
  }
  await begin(applicant);
  const turn = { at: 0 };
  for (let pages = 0; pageOf(page) !== undefined; pages++) {
    expect(pages < 20, 'the form ends');
    await fillHostile(applicant, answers, turn);
  }
  const kept = await standingOn(page);
  expect(kept.length >= 6, `the review shows most of it literally: ${JSON.stringify(kept)}`);
  await expectHarmless(page);
  const { applicationId, receiptNumber } = await submit(applicant, 'hostile@mail.example');
  for (const address of [`/applications/${applicationId}`, '/me', '/mailbox']) {
    await page.goto(city.portal + address);
    await expectHarmless(page);
  }
  await person.close();

  const officer = await newPerson(browser, output, findings);
  const seen = await watchTab(officer.page);
  const clerk = { person: officer, city, name: 'hostile-office' };
  await signInAs(clerk, 'asanagi-kyoyu');
  const caseId = await openCase(clerk, receiptNumber);
  await expectHarmless(officer.page);
  await expectLiterally(officer.page, kept);
  await officer.look('hostile-case');
  for (const address of [
    '/cases?state=all',
    ...all.slice(0, 3).map((text) => `/cases?state=all&q=${encodeURIComponent(text)}`),
    `/cases/find?q=${query}`,
  ]) {
    await officer.page.goto(city.staff + address);
    await settle(officer);
    await expectHarmless(officer.page);
  }
  await officer.context.clearCookies();
  await signInAs(clerk, 'kansa-shunin');
  for (const address of [`/audit?record=${caseId}`, `/audit?record=${query}&who=${query}`]) {
    await officer.page.goto(city.staff + address);
    await settle(officer);
    await expectHarmless(officer.page);
  }
  await officer.close();
  expect([...troubles, ...seen].length === 0, [...troubles, ...seen].join('\n'));
};

/** The watch itself: what would be a failure above is noticed. */
const watched: Journey['run'] = async ({ city, browser }: Stage) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const found = await watchTab(page);
  await page.goto(city.portal);
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<img src="hostile" onerror="window.hostile=1">');
  });
  for (let tries = 0; found.length < 2 && tries < 600; tries++) await page.waitForTimeout(100);
  const said = found.join(' ');
  expect(/policy violated: script-src/.test(said) && /was asked for/.test(said), `noticed: ${said}`);
  const harmless = await expectHarmless(page).then(
    () => true,
    () => false,
  );
  expect(!harmless, 'an element out of a text is noticed');
  await context.close();
};

export default [
  { name: 'what is looked for would be found', run: watched },
  { name: 'texts stay texts in a browser', run: hostile },
] satisfies Journey[];
