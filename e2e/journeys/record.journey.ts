/** レコード: from the list into one, changed in two windows, a comment with a mention, to the trash and back; many at once; a phone. */
import { newPerson, type Person } from '../support/browser.ts';
import { expect, type Journey, type Stage } from '../support/journey.ts';
import { type Clerk, press, settle, signInAs } from '../support/office.ts';
import { photo, weakenLine } from '../support/weak-line.ts';

const app = '/apps/equipment-loans';

/** The control of a question, by its words. */
const box = ({ page }: Person, label: string) => page.getByLabel(label, { exact: false }).first();

async function one({ city, browser, findings, output }: Stage): Promise<void> {
  const person = await newPerson(browser, output, findings);
  const clerk: Clerk = { person, city, name: 'record' };
  const { page } = person;
  await signInAs(clerk, 'gakuji-shunin');
  await page.goto(`${city.staff}${app}?view=all`);
  await settle(person);
  await page.getByRole('link', { name: '開く' }).nth(2).click();
  await page.waitForURL(/\/records\//);
  await settle(person);
  await person.look('record-1280');
  // The order of the list goes along.
  const address = page.url();
  await page.locator('.record-neighbours', { hasText: '3 / ' }).waitFor();
  await page.keyboard.press('j');
  await page.waitForURL((url) => url.href !== address);
  await settle(person);
  await page.locator('.record-neighbours', { hasText: '4 / ' }).waitFor();
  await page.keyboard.press('k');
  await page.waitForURL(address);
  // The address changes before the page: a key pressed in between belongs to the record that is still seen.
  await page.locator('.record-neighbours', { hasText: '3 / ' }).waitFor();

  // Reloading loses nothing that was typed.
  await page.keyboard.press('e');
  await page.waitForURL(/\/edit$/);
  await settle(person);
  await person.look('record-edit-1280');
  await page.locator('[data-live]').waitFor({ state: 'attached' });
  const purpose = box(person, '使いみち');
  await purpose.fill('町内会の説明会');
  await page.reload();
  await settle(person);
  await page.locator('.kept-offer', { hasText: 'まだ保存していない内容があります' }).waitFor();
  await page.locator('[data-live]').waitFor({ state: 'attached' });

  // A window that is gone: what was typed there is on the disc, sealed, and offered in the next one.
  const gone = await person.context.newPage();
  const blank = `${city.staff}/apps/equipment-loans/records/new`;
  await gone.goto(blank);
  await gone.locator('[data-live]').waitFor({ state: 'attached' });
  await gone.getByLabel('使いみち').first().fill('秋の展示');
  await gone.waitForFunction(() =>
    Object.keys(localStorage).some((one) => one.startsWith('typed:') && one.endsWith('/new')),
  );
  const onDisc = await gone.evaluate(() => JSON.stringify(localStorage));
  expect(!onDisc.includes('秋の展示'), 'nothing typed lies open on the disc');
  await gone.close();
  const next = await person.context.newPage();
  await next.goto(blank);
  await next.locator('.kept-offer', { hasText: 'まだ保存していない内容があります' }).waitFor();
  await next.getByRole('button', { name: '捨てる' }).click();
  await next.waitForFunction(
    () => !Object.keys(localStorage).some((one) => one.startsWith('typed:') && one.endsWith('/new')),
  );
  await next.close();

  // Two people, one field: both values stand side by side, and one is chosen.
  const other = await newPerson(browser, output, findings);
  await signInAs({ person: other, city, name: 'record-other' }, 'gakuji-kakaricho');
  await other.page.goto(`${address}/edit`);
  await settle(other);
  await other.page.locator('[data-live]').waitFor({ state: 'attached' });
  await box(other, '使いみち').fill('防災訓練');
  expect((await box(other, '使いみち').inputValue()) === '防災訓練', 'what was typed stands there');
  await other.page.keyboard.press('Control+s');
  await other.page.waitForURL((url) => !url.pathname.endsWith('/edit'));
  await other.page.getByText('防災訓練').first().waitFor();
  await other.close();
  await purpose.fill('町内会の説明会');
  await page.keyboard.press('Control+s');
  await page.getByText('防災訓練').first().waitFor();
  await person.look('record-clash-1280');
  expect(await page.getByText('町内会の説明会').first().isVisible(), 'nothing that was typed is lost');
  await page.goto(address);
  await settle(person);

  // A colleague is called.
  const comment = page.locator('#comments textarea');
  await comment.pressSequentially('@葛西');
  await page.locator('.mention [role=option]').first().waitFor();
  await page.keyboard.press('Enter');
  await comment.pressSequentially('確認をお願いします');
  await press(clerk, 'コメントを残す');
  await page.locator('.said', { hasText: '確認をお願いします' }).waitFor();
  await person.look('record-comment-1280');

  // Into the trash, and back.
  await press(clerk, 'ごみ箱に入れる');
  await page.getByText('ごみ箱に入れました').waitFor();
  await person.look('record-trash-1280');
  await page.getByRole('button', { name: '元に戻す' }).first().click();
  await page.waitForURL(/\/records\//);
  await person.close();
}

async function many({ city, browser, findings, output }: Stage): Promise<void> {
  const person = await newPerson(browser, output, findings);
  const clerk: Clerk = { person, city, name: 'many' };
  const { page } = person;
  await signInAs(clerk, 'gakuji-kacho');
  await page.goto(`${city.staff}${app}?view=all`);
  await settle(person);
  for (const at of [2, 3]) await page.getByRole('checkbox').nth(at).check();
  await press(clerk, 'まとめて削除');
  await settle(person);
  await person.look('many-delete-1280');
  await page.getByRole('button', { name: /2件/ }).click();
  await page
    .getByText(/終わりました|2件/)
    .first()
    .waitFor();
  await person.look('many-run-1280');
  await page.goto(`${city.staff}${app}/duplicates`);
  await settle(person);
  await person.look('duplicates-1280');
  await person.close();
}

async function phone({ city, browser, findings, output }: Stage): Promise<void> {
  const person = await newPerson(browser, output, findings, { width: 360, height: 740 });
  const { page } = person;
  await signInAs({ person, city, name: 'record-360' }, 'gakuji-shunin');
  await page.goto(`${city.staff}${app}/records/new`);
  await settle(person);
  await person.look('record-new-360');
  await page
    .getByRole('button', { name: /追加する|保存/ })
    .first()
    .click();
  await page.locator('.summary, #error-summary').first().waitFor();
  await person.look('record-errors-360');
  await page.goto(`${city.staff}${app}?view=all`);
  await settle(person);
  await page.locator('a[href*="/records/"]').nth(1).click();
  await page.waitForURL(/\/records\//);
  await settle(person);
  await person.look('record-360');
  await page.goto(`${city.staff}${app}/trash`);
  await settle(person);
  await person.look('trash-360');

  // A photo on a weak line: it stops halfway, saving waits for it, and it goes on where it stopped.
  await page.goto(`${city.staff}/apps/equipment/records/new`);
  await settle(person);
  await page.locator('[data-live]').waitFor({ state: 'attached' });
  await box(person, '管理番号').fill('E-電波');
  await box(person, '品名').fill('投光器');
  await page.getByText('撮影', { exact: true }).first().click();
  await page.getByText('使える', { exact: true }).first().click();
  const line = await weakenLine(person, '**/records/new/pieces*', 2);
  const taken = { name: '投光器.jpg', mimeType: 'image/jpeg', buffer: await photo(1000) };
  expect(taken.buffer.length > 1_000_000, 'large enough to be sent in pieces');
  await page.locator('input[type=file]').setInputFiles(taken);
  await page.locator('.piece[data-state=waiting]').waitFor();
  await page.keyboard.press('Control+s');
  await page.locator('.pieces-wait', { hasText: '残り1件' }).waitFor();
  await person.look('record-weak-line-360');
  await line.whole();
  await page.waitForURL(/\/records\/[0-9a-f-]{36}/);
  await settle(person);
  await page.getByAltText('投光器.jpg').first().waitFor();
  await person.close();
}

export default [
  { name: 'read, changed by two, commented, to the trash and back', run: one },
  { name: 'many at once', run: many },
  { name: 'on a phone', run: phone },
] satisfies Journey[];
