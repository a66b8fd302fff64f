/** The list of a work app: by keyboard alone, with an input method, with a block from a spreadsheet, and back again; on a phone. */
import { newPerson } from '../support/browser.ts';
import { expect, type Journey, type Stage } from '../support/journey.ts';
import { settle, signInAs } from '../support/office.ts';

const list = '/apps/equipment-loans?view=all';

async function desk({ city, browser, findings, output }: Stage): Promise<void> {
  const person = await newPerson(browser, output, findings, { width: 1280 });
  const { page } = person;
  const cell = (row: number, column: number) =>
    page.locator(`tr[data-row="${row}"] td[data-column="${column}"]`);
  const said = (text: string) => page.locator('.grid-said', { hasText: text }).waitFor();
  const stands = (at: string) =>
    page.waitForFunction((wanted) => {
      const now = document.activeElement?.closest<HTMLElement>('[data-column]');
      return `${now?.closest<HTMLElement>('tr')?.dataset.row} ${now?.dataset.column}` === wanted;
    }, at);
  await signInAs({ person, city, name: 'table' }, 'gakuji-shunin');
  await page.goto(`${city.staff}/apps`);
  await settle(person);
  await person.look('table-apps-1280');
  await page.goto(city.staff + list);
  await settle(person);
  await person.look('table-1280');

  // Conditions by keyboard: nothing half filled in is asked, what is asked never stands in the address, and it is kept as a view.
  await page.locator('h1').click();
  await page.keyboard.press('f');
  await page.getByRole('button', { name: '条件を足す' }).press('Enter');
  await page.getByLabel('条件1の項目', { exact: true }).selectOption({ label: '使いみち' });
  await page.getByRole('button', { name: 'この条件で見る' }).press('Enter');
  await page.locator('.filter-panel .error').first().waitFor();
  await person.look('table-filter-gap-1280');
  await page.getByLabel('条件1の値').fill('ありえない用途');
  await page.keyboard.press('Enter');
  await page.getByText('この条件に当てはまるレコードはありません').waitFor();
  await person.look('table-filter-empty-1280');
  await page.locator('.empty').getByRole('button', { name: '条件を直す' }).press('Enter');
  await page.getByLabel('条件1の項目', { exact: true }).selectOption({ label: '状況' });
  await page.getByLabel('貸出中', { exact: true }).press('Space');
  await page.getByRole('button', { name: 'この条件で見る' }).press('Enter');
  await page.locator('.filter-words', { hasText: '貸出中' }).waitFor();
  await settle(person);
  await page.locator('.table-count', { hasText: /^\d+件$/ }).waitFor();
  const narrowed = await page.locator('.table-count').innerText();
  expect(page.url() === city.staff + list, 'the condition does not stand in the address');
  await page.reload();
  await page.locator('.filter-words', { hasText: '貸出中' }).waitFor();
  // The same records on paper, again without a word of the condition in the address; back to the list as it was.
  await page.getByRole('button', { name: '印刷' }).press('Enter');
  await page.locator('.paper-table tbody tr').first().waitFor();
  expect(page.url() === `${city.staff}/apps/equipment-loans/print`, 'nor in the address of the print layout');
  expect(
    `${await page.locator('.paper-table tbody tr').count()}件` === narrowed,
    'the paper has the records of the list',
  );
  await person.look('table-print-1280');
  await page.goBack();
  await page.locator('.filter-words', { hasText: '貸出中' }).waitFor();
  await page.getByRole('button', { name: '一覧として保存' }).press('Enter');
  await page.getByRole('button', { name: '保存する' }).press('Enter');
  await page.locator('.keep-view .error').waitFor();
  await page.getByLabel('一覧の名前').fill('いま出ているもの');
  await person.look('table-filter-keep-1280');
  await page.keyboard.press('Enter');
  await page.getByText('一覧として保存しました。').waitFor();
  await page.locator('.table-count', { hasText: new RegExp(`^${narrowed}$`) }).waitFor();
  await page.goto(city.staff + list);
  await settle(person);
  await cell(0, 7).waitFor();

  // An input method: nothing of what it composes is lost, and Enter that ends the conversion does not leave the cell.
  const before = await cell(0, 7).innerText();
  await cell(0, 7).click();
  await stands('0 7');
  const ime = await page.context().newCDPSession(page);
  await ime.send('Input.imeSetComposition', { text: 'へんか', selectionStart: 3, selectionEnd: 3 });
  await ime.send('Input.insertText', { text: '変化' });
  expect(
    (await page.locator('.cell-box-open input').inputValue()) === '変化',
    'what was composed stands in the cell',
  );
  await page.keyboard.press('Enter');
  await said('使いみち');
  await stands('1 7');
  expect((await cell(0, 7).innerText()) === '変化', 'the cell shows what was composed');
  await page.keyboard.press('Control+z');
  await said('取消し');
  expect((await cell(0, 7).innerText()) === before, 'undone');

  // To the last record and back, by keyboard.
  await page.keyboard.press('Control+End');
  // Other journeys of the city add and remove records.
  const last = Number(await page.locator('[role="grid"]').getAttribute('aria-rowcount')) - 2;
  await page.locator(`tr[data-row="${last}"] td[data-column]:is(:focus, :focus-within)`).waitFor();
  await page.keyboard.press('Control+Home');
  await stands('0 0');

  // A block of a spreadsheet: the wrong cell stays marked with its reason, the others are taken.
  await cell(0, 7).click();
  await stands('0 7');
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, '貼付け1\t2\r\n"貼付け""2"""\tたくさん\r\n');
  await said('保存していません');
  expect((await cell(1, 7).innerText()) === '貼付け"2"', 'quotes of the block are read');
  expect((await cell(1, 8).innerText()).startsWith('たくさん'), 'what was wrong stays as it was typed');
  await cell(1, 8).click();
  await page.locator('.cell-note').waitFor();
  await person.look('table-wrong-1280');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await said('取消し');
  expect((await cell(0, 7).innerText()) === before, 'the paste is undone');
  await person.close();
}

async function phone({ city, browser, findings, output }: Stage): Promise<void> {
  const person = await newPerson(browser, output, findings, { width: 360 });
  const { page } = person;
  await signInAs({ person, city, name: 'table' }, 'gakuji-shunin');
  await page.goto(city.staff + list);
  await page.locator('.record-cards').waitFor();
  await person.look('table-360');
  await page.locator('#table-search').fill('プロジェクター');
  await page.getByRole('button', { name: 'さがす', exact: true }).click();
  await page.locator('.table-count', { hasText: '件' }).waitFor();
  expect(!page.url().includes('q='), 'words of a search do not stand in the address');
  await page.getByRole('button', { name: '絞り込む' }).click();
  await page.getByRole('button', { name: '条件を足す' }).click();
  await page.getByLabel('条件1の項目', { exact: true }).selectOption({ label: '貸出日' });
  await page.getByLabel('条件1の聞き方').selectOption({ label: 'が今年度' });
  await person.look('table-filter-360');
  await page.getByRole('button', { name: 'この条件で見る' }).click();
  await page.locator('.filter-words', { hasText: '今年度' }).waitFor();
  await person.look('table-filtered-360');
  await person.close();
}

const journeys: Journey[] = [
  { name: 'a list by keyboard, input method and clipboard', run: desk },
  { name: 'a list on a phone', run: phone },
];
export default journeys;
