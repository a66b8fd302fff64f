/** 感染症の患者管理: a patient found by typing, today's log on a phone, handed over to a colleague; the chief sees the curve and the effect. */
import { newPerson, type Person } from '../support/browser.ts';
import { expect, type Journey, type Stage } from '../support/journey.ts';
import { press, settle, signInAs } from '../support/office.ts';

/** Reads the page again until it says so: effects are the worker's, a moment later. */
async function comesToSay({ page }: Person, text: string): Promise<void> {
  const said = page.locator('main', { hasText: text });
  for (let tries = 0; tries < 240 && (await said.count()) === 0; tries += 1) {
    await page.waitForTimeout(250);
    await page.reload();
  }
  await said.waitFor();
}

async function run({ city, browser, findings, output }: Stage): Promise<void> {
  // An officer at the desk: their own cases, then one of them found by typing alone.
  const desk = await newPerson(browser, output, findings);
  const { page } = desk;
  await signInAs({ person: desk, city, name: 'patients' }, 'kansen-shuji');
  await page.goto(`${city.staff}/apps/patients?view=mine`);
  await settle(desk);
  const number = (await page.locator('tr[data-row="0"]').innerText()).match(/感R\d+-\d+/)?.[0] ?? '';
  expect(number !== '', 'the officer holds a case');
  await page.goto(`${city.staff}/apps/patients?view=all`);
  await settle(desk);
  await page.locator('#table-search').pressSequentially(number);
  await page.locator('.table-count', { hasText: /^1件$/ }).waitFor();
  await page.locator('tr[data-row="0"]', { hasText: number }).waitFor();
  expect(!page.url().includes(number), 'what was typed does not stand in the address');
  await page.goto(`${city.staff}/apps/patients?view=call-today`);
  await settle(desk);
  await desk.look('patients-calls-1280');
  await page.goto(`${city.staff}/apps/patients?view=all`);
  await page.locator('.table-count', { hasText: /^1件$/ }).waitFor();
  await page.getByRole('link', { name: '開く' }).first().click();
  await page.waitForURL(/\/records\//);
  await settle(desk);
  await desk.look('patients-record-1280');
  const patient = page.url();
  await desk.close();

  // The same officer on a phone writes today's log.
  const phone = await newPerson(browser, output, findings, { width: 360, height: 740 });
  await signInAs({ person: phone, city, name: 'patients-360' }, 'kansen-shuji');
  await phone.page.goto(patient);
  await settle(phone);
  await phone.look('patients-record-360');
  await phone.page.getByRole('link', { name: '健康観察の記録を追加する' }).click();
  await phone.page.locator('[data-live]').waitFor({ state: 'attached' });
  await phone.page.getByText(number).first().waitFor();
  for (const words of ['電話', 'つながった']) await phone.page.getByLabel(words, { exact: true }).check();
  await phone.page.getByLabel('体温').fill('38.6');
  await phone.page.getByLabel('酸素飽和度').fill('95');
  for (const words of ['動くと苦しい（3点）', 'ときどき（1点）', 'はっきりしている（0点）'])
    await phone.page.getByLabel(words, { exact: true }).check();
  await phone.page.getByLabel('次に連絡する日時').first().fill('令和18年4月1日 9:30');
  await phone.look('patients-log-360');
  await phone.page.getByRole('button', { name: '保存する' }).click();
  await phone.page.waitForURL(/\/health-logs\/records\/[0-9a-f-]{36}/);
  await settle(phone);
  // 3 + 1, three for the oxygen, two for the fever.
  await phone.page.getByText('9点').first().waitFor();
  await phone.page.getByText('すぐ医師に相談する').first().waitFor();
  await phone.look('patients-log-saved-360');
  await phone.page.goto(patient);
  await comesToSay(phone, '令和18年4月1日');

  // Handed over; the colleague hears of it and takes the case.
  await phone.page.getByRole('link', { name: '引継ぎを追加する' }).click();
  await phone.page.locator('[data-live]').waitFor({ state: 'attached' });
  const whom = phone.page.getByLabel('引継ぎ先');
  await whom.selectOption((await whom.locator('option', { hasText: '山﨑' }).getAttribute('value')) ?? '');
  await phone.page.getByLabel('担当替え', { exact: true }).check();
  await phone.page.getByLabel('内容').fill('熱が続いています。夕方にもう一度電話してください。');
  await phone.page.getByRole('button', { name: '保存する' }).click();
  await phone.page.waitForURL(/\/shift-notes\/records\/[0-9a-f-]{36}/);
  await phone.close();

  const colleague = await newPerson(browser, output, findings);
  const clerk = { person: colleague, city, name: 'patients-colleague' };
  await signInAs(clerk, 'kansen-kakaricho');
  await colleague.page.goto(`${city.staff}/apps/shift-notes?view=to-me`);
  await settle(colleague);
  await colleague.page.locator('#table-search').pressSequentially('夕方にもう一度');
  await colleague.page.locator('.table-count', { hasText: /^1件$/ }).waitFor();
  await colleague.page.getByRole('link', { name: '開く' }).first().click();
  await colleague.page.waitForURL(/\/records\//);
  await settle(colleague);
  await colleague.look('patients-note-1280');
  await press(clerk, '担当を引き受ける');
  await colleague.page.goto(patient);
  await comesToSay(colleague, '山﨑 亮太');
  await colleague.page.goto(`${patient}/print`);
  await settle(colleague);
  await colleague.look('patients-paper-1280');
  await colleague.close();

  // The chief: where it stands, and what it was good for.
  const chief = await newPerson(browser, output, findings);
  await signInAs({ person: chief, city, name: 'patients-chief' }, 'kansen-kacho');
  for (const view of ['by-ward', 'onset-curve']) {
    await chief.page.goto(`${city.staff}/apps/patients/views/${view}`);
    await settle(chief);
    await chief.look(`patients-${view}-1280`);
  }
  await chief.page.goto(`${city.staff}/apps/effect-cards`);
  await settle(chief);
  await chief.page.getByRole('link', { name: '開く' }).first().click();
  await chief.page.waitForURL(/\/records\//);
  await settle(chief);
  await chief.page.getByText('9,985,682').first().waitFor();
  await chief.look('patients-effect-1280');
  await chief.close();
}

export default [
  { name: 'found by typing, a log on a phone, a hand-over, the chief’s figures', run },
] satisfies Journey[];
