/** 画面を作る: types dragged and put by keys, a formula wrong and then right, how it will look, a reload that loses nothing. */
import { newPerson } from '../support/browser.ts';
import { expect, type Journey, type Stage } from '../support/journey.ts';
import { settle, signInAs } from '../support/office.ts';

async function run({ city, browser, findings, output }: Stage): Promise<void> {
  const person = await newPerson(browser, output, findings);
  const { page } = person;
  await signInAs({ person, city, name: 'designer' }, 'gakuji-kacho');
  await page.goto(`${city.staff}/studio/new`);
  await settle(person);
  await page.locator('#title').fill('備品の購入');
  await page.getByRole('button', { name: '作りはじめる' }).click();
  await page.waitForURL(/\/studio\/app-/);
  await settle(person);
  const address = page.url();
  const card = (name: string) => page.locator('.card-main', { hasText: name }).first();
  const names = () => page.locator('.cards > li .card-label').allInnerTexts();
  const saved = () => page.locator('[data-save="saved"]', { hasText: '保存しました' }).waitFor();
  await person.look('designer-begin');

  // Pressed, and dragged into the gap before the first card.
  await page.locator('[data-palette="money"] button').click();
  await card('金額').waitFor();
  await page
    .locator('[data-palette="date"] .grip')
    .dragTo(page.locator('.card').first(), { targetPosition: { x: 60, y: 6 } });
  await card('日付').waitFor();
  expect((await names())[0] === '日付', `dragged to the first place: ${(await names()).join('、')}`);

  // By keys alone: searched, put, moved up, taken away and brought back.
  const search = page.getByLabel('項目の種類を探す');
  await search.focus();
  await page.keyboard.type('数量');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await card('数').waitFor();
  await search.fill('');
  await card('数').focus();
  const before = (await names()).indexOf('数');
  await page.keyboard.press('Alt+ArrowUp');
  await page.getByText(`${before}番目に動かしました`).waitFor();
  expect((await names()).indexOf('数') === before - 1, 'the card went up by a key');
  expect(
    await card('数').evaluate((button) => button === document.activeElement),
    'the focus went along with the card',
  );
  await page.keyboard.press('Delete');
  await card('数').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+z');
  await card('数').waitFor();

  // What the law binds is refused with the reason.
  await page.locator('[data-palette="bank-account"] button').press('Enter');
  await page.locator('.designer-said', { hasText: '根拠となる法令' }).waitFor();

  // A formula: wrong with words and a place, then right with what comes out.
  await page.locator('[data-palette="formula"] button').click();
  const formula = page.locator('textarea[name="formula"]');
  await formula.fill('金額 * 数料');
  await page.locator('.formula-verdict', { hasText: '「数料」という項目はありません' }).waitFor();
  await person.look('designer-formula-wrong');
  await formula.fill('');
  await formula.pressSequentially('金');
  await page.locator('.formula-list [aria-selected="true"]').waitFor();
  // Keys of the input method are not ours.
  await formula.dispatchEvent('keydown', { key: 'Enter', isComposing: true, keyCode: 229, bubbles: true });
  expect((await formula.inputValue()) === '金', 'Enter in a conversion takes nothing');
  await person.look('designer-formula-list');
  await page.keyboard.press('Enter');
  await page.keyboard.type(' * 2');
  await page.locator('.formula-result output').waitFor();
  expect((await formula.inputValue()) === '金額 * 2', `taken from the list: ${await formula.inputValue()}`);
  expect((await page.locator('.formula-result output').innerText()) === '2,400', 'tried on a row');

  // Another name goes into the formula too.
  await card('金額').click();
  await page.getByLabel('項目名', { exact: true }).fill('購入金額');
  await card('計算').click();
  expect((await formula.inputValue()) === '購入金額 * 2', 'the formula says the new name');
  await saved();
  await person.look('designer-settings');

  // A condition, chosen; a field into the lines of a table, and back by undoing.
  await card('日付').click();
  await page.locator('.fold-settings summary', { hasText: '表示する条件' }).click();
  await page.getByRole('button', { name: '条件を足す' }).click();
  await page
    .getByLabel(/の項目$/)
    .first()
    .selectOption({ label: '購入金額' });
  await page
    .getByLabel(/の聞き方$/)
    .first()
    .selectOption({ label: 'が空でない' });
  await page.locator('.conditions-words', { hasText: '購入金額' }).waitFor();
  await page.locator('[data-palette="lines"] button').click();
  await card('数').click();
  await page.getByLabel('明細に入れる').selectOption({ index: 1 });
  await page.locator('.designer-said', { hasText: '明細「' }).waitFor();
  await page.locator('.line-cards .card-label', { hasText: '数' }).first().waitFor();
  await person.look('designer-lines');
  await page.keyboard.press('Control+z');
  await page.locator('.cards > li .card-label', { hasText: /^数$/ }).waitFor();
  await card('計算').click();
  await saved();

  // What is not saved survives: something else than the office answers, the page is loaded anew.
  await page.route('**/draft', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
  await page.getByLabel('項目名', { exact: true }).fill('倍の金額');
  await page.locator('[data-save="offline"]').waitFor();
  await page.unroute('**/draft');
  await page.reload();
  await card('倍の金額').waitFor();
  await saved();

  // As people will see it: the very form, calculating.
  await page.locator('.side-ways').getByText('見え方').click();
  const frame = page.frameLocator('.styled-frame iframe');
  await frame.locator('input[name]:not([type="hidden"])').first().waitFor();
  const money = frame.locator('.form-field', { hasText: '購入金額' }).locator('input[type="text"]').first();
  await money.fill('3000');
  await frame.getByText('6,000').first().waitFor();
  await person.look('designer-preview');
  await page.locator('.preview-ways').getByText('一覧の行').click();
  await page.locator('.side-preview td', { hasText: '6,000' }).first().waitFor();
  await person.look('designer-row');
  await person.close();

  const narrow = await newPerson(browser, output, findings, { width: 360, height: 740 });
  await signInAs({ person: narrow, city, name: 'designer' }, 'gakuji-kacho');
  await narrow.page.goto(address);
  await settle(narrow);
  for (const [panel, look] of [
    ['項目を選ぶ', 'designer-types-360'],
    ['設定', 'designer-settings-360'],
    ['見え方', 'designer-preview-360'],
    ['フォーム', 'designer-form-360'],
  ] as const) {
    await narrow.page.locator('.designer-panels').getByText(panel).click();
    await narrow.look(look);
  }
  await narrow.close();
}

export default [
  { name: 'fields by drag and by keys, a formula, the preview, a reload that keeps', run },
] satisfies Journey[];
