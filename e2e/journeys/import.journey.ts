/** 取込み: a list of equipment becomes records, what is wrong is told by cell, and the mended rows come back. */
import { readFile } from 'node:fs/promises';
import { newPerson } from '../support/browser.ts';
import { expect, type Journey, type Stage } from '../support/journey.ts';
import { press, settle, signInAs } from '../support/office.ts';

const csv = [
  '管理番号,品名,分類,状態,取得日,取得価格,備考',
  'TR-901,プロジェクター,映像・音響,使える,令和8年4月1日,"１２８,０００",新品',
  'TR-902,延長コード,その他,使える,R8.4.2,1200円,',
  'TR-903,三脚,撮影,修理中,いつか,abc,',
].join('\r\n');

async function run({ city, browser, findings, output }: Stage): Promise<void> {
  const wide = await newPerson(browser, output, findings);
  const clerk = { person: wide, city, name: 'import' };
  const { page } = wide;
  await signInAs(clerk, 'gakuji-kakaricho');
  await page.goto(`${city.staff}/apps/equipment`);
  await page.getByRole('link', { name: '取り込む' }).click();
  await page.getByRole('heading', { name: 'ファイルを選ぶ' }).waitFor();
  await settle(wide);
  await wide.look('import-file');
  // Without a file nothing happens; the keyboard alone is enough.
  await page.getByRole('button', { name: '次へ：列を確かめる' }).press('Enter');
  await page.locator('.summary').waitFor();
  await wide.look('import-file-error');
  const file = { name: '備品.csv', mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${csv}`) };
  await page.locator('#file').setInputFiles(file);
  await press(clerk, '次へ：列を確かめる');
  await page.getByRole('heading', { name: '列と項目の対応' }).waitFor();
  await settle(wide);
  await wide.look('import-columns');
  expect((await page.locator('#column6').inputValue()) === '', 'a column nobody knows is left out');
  await press(clerk, '次へ：確かめる');
  await page.getByRole('heading', { name: '確かめた結果' }).waitFor({ timeout: 60_000 });
  await settle(wide);
  await wide.look('import-checked');
  await press(clerk, '2件を取り込む');
  await page.getByRole('heading', { name: '結果' }).waitFor({ timeout: 60_000 });
  await settle(wide);
  await wide.look('import-done');
  const waiting = page.waitForEvent('download');
  await page.getByText('理由つきのファイルを保存する').click();
  const wrong = await readFile((await (await waiting).path())!, 'utf8');
  expect(wrong.includes('取り込めない理由') && wrong.includes('TR-903'), 'the file names the row and why');
  const address = new URL(page.url()).pathname;
  await page.goto(`${city.staff}/apps/equipment`);
  await page.getByText('TR-901').first().waitFor();
  // A file too large for one request goes in pieces, and is read as any other.
  await page.goto(`${city.staff}/apps/equipment/import`);
  await settle(wide);
  const rows = Array.from(
    { length: 60_000 },
    (_one, n) => `TR-1${n},プロジェクター,映像・音響,使える,R8.4.1,1200,${'備考'.repeat(9)}`,
  );
  const large = Buffer.from(`\ufeff${[csv.split('\r\n')[0], ...rows].join('\r\n')}`);
  const pieces: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/import/pieces')) pieces.push(request.method());
  });
  await page.locator('#file').setInputFiles({ name: '大きな台帳.csv', mimeType: 'text/csv', buffer: large });
  await page.getByRole('button', { name: '次へ：列を確かめる' }).click();
  await page.getByRole('heading', { name: '列と項目の対応' }).waitFor({ timeout: 60_000 });
  expect(pieces.length >= 4, `${pieces.length} requests for the pieces`);
  await wide.close();

  const narrow = await newPerson(browser, output, findings, { width: 360, height: 740 });
  const phone = { person: narrow, city, name: 'import-360' };
  await signInAs(phone, 'gakuji-kakaricho');
  await narrow.page.goto(`${city.staff}${address}`);
  await settle(narrow);
  await narrow.look('import-done-360');
  await narrow.page.goto(`${city.staff}/apps/equipment/import`);
  await settle(narrow);
  await narrow.look('import-file-360');
  const mended = wrong.replace('いつか', '令和8年4月3日').replace('abc', '4500');
  await narrow.page
    .locator('#file')
    .setInputFiles({ name: '備品-直し.csv', mimeType: 'text/csv', buffer: Buffer.from(mended) });
  await press(phone, '次へ：列を確かめる');
  await narrow.page.getByRole('heading', { name: '列と項目の対応' }).waitFor();
  await settle(narrow);
  await narrow.look('import-columns-360');
  await press(phone, '次へ：確かめる');
  await narrow.page.getByRole('heading', { name: '確かめた結果' }).waitFor({ timeout: 60_000 });
  await narrow.look('import-checked-360');
  expect(
    (await narrow.page.getByRole('button', { name: '1件を取り込む' }).count()) === 1,
    'the mended row can be taken in',
  );
  await narrow.close();
}

export default [{ name: 'a list is checked, taken in, mended and taken in again', run }] satisfies Journey[];
