/** 手続の棚卸し: a section finds its procedure, mends it, takes a file out; figures and quality; a resident finds what is only listed. */
import { newPerson } from '../support/browser.ts';
import { expect, type Journey, type Stage } from '../support/journey.ts';
import { press, settle, signInAs } from '../support/office.ts';

async function run({ city, browser, findings, output }: Stage): Promise<void> {
  const wide = await newPerson(browser, output, findings);
  const clerk = { person: wide, city, name: 'catalogue' };
  const { page } = wide;
  await signInAs(clerk, 'gakuji-shunin');
  await page.goto(`${city.staff}/catalogue`);
  await settle(wide);
  await wide.look('catalogue-list');
  await page.getByRole('searchbox', { name: '手続名・読み・コード' }).fill('してい がっこう');
  await page.getByRole('button', { name: '探す' }).click();
  await page.waitForURL(/[?]q=/);
  await settle(wide);
  await page.getByRole('link', { name: '指定学校変更申請' }).click();
  await page.getByRole('heading', { name: '指定学校変更申請', level: 1 }).waitFor();
  await settle(wide);
  await wide.look('catalogue-entry');

  await page.getByRole('link', { name: '直す', exact: true }).click();
  await page.locator('#steps').waitFor();
  await settle(wide);
  await page.locator('#steps').fill('たくさん');
  await page.getByRole('button', { name: '保存する' }).press('Enter');
  await page.locator('.summary').waitFor();
  await settle(wide);
  await wide.look('catalogue-edit-error');
  await page.locator('#steps').fill('２');
  await page.locator('#reviewedBy').fill('学事課 主任');
  await page.locator('#why').fill('令和8年度の棚卸し');
  await press(clerk, '保存する');
  await page.getByText('保存しました。').waitFor();
  await settle(wide);
  expect(
    (await page.locator('#history').innerText()).includes('令和8年度の棚卸し'),
    'why it was changed is kept',
  );
  await wide.look('catalogue-saved');
  for (const place of ['figures', 'quality']) {
    await page.goto(`${city.staff}/catalogue/${place}`);
    await settle(wide);
    await wide.look(`catalogue-${place}`);
  }

  // A file with a cell that cannot be read changes nothing, and says where.
  await page.goto(`${city.staff}/catalogue/import`);
  await settle(wide);
  const file = (days: string) => ({
    name: 'stock.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      `手続コード,手続名,担当所属,処理日数\r\nGAKUJI-NEW,通学路の点検の申出,KYOI-GAKUJI,${days}\r\n`,
    ),
  });
  await page.locator('#file').setInputFiles(file('長い'));
  await press(clerk, '変わることを確かめる');
  await page.getByRole('heading', { name: '直していただきたいところが1か所あります' }).waitFor();
  await wide.look('catalogue-import-error');
  await page.locator('#file').setInputFiles(file('7'));
  await press(clerk, '変わることを確かめる');
  await press(clerk, 'この1件を取り込む');
  await page.getByText('ファイルの内容を取り込みました。').waitFor();
  await wide.close();

  const narrow = await newPerson(browser, output, findings, { width: 360, height: 740, script: false });
  // What the stock-take says crosses by message, which takes a moment after the city began.
  const listed = narrow.page.getByRole('link', { name: '指定学校変更申請' });
  for (let tries = 0; tries < 600 && (await listed.count()) === 0; tries += 1)
    await narrow.page.goto(`${city.portal}/search?q=${encodeURIComponent('校区外の学校に通いたい')}`);
  await narrow.look('catalogue-search-360');
  await listed.click();
  await narrow.page.getByRole('heading', { name: '指定学校変更申請', level: 1 }).waitFor();
  await narrow.look('catalogue-listed-360');
  await narrow.close();
}

export default [{ name: 'find, mend, file in; figures; a resident finds it', run }] satisfies Journey[];
