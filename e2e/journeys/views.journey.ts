/** 一覧とグラフ: conditions within conditions by keyboard, kept and shared; a chart, and the records behind a bar. */
import { newPerson } from '../support/browser.ts';
import { expect, type Journey, type Stage } from '../support/journey.ts';
import { settle, signInAs } from '../support/office.ts';

const app = '/apps/equipment-loans';

async function run({ city, browser, findings, output }: Stage): Promise<void> {
  const wide = await newPerson(browser, output, findings);
  const { page } = wide;
  await signInAs({ person: wide, city, name: 'views' }, 'gakuji-kakaricho');
  await page.goto(`${city.staff}${app}/views/new`);
  await settle(wide);

  // Nothing is kept without a name; what was put together stays.
  await page.getByRole('button', { name: '条件を足す' }).press('Enter');
  const first = page.getByLabel('条件1の項目', { exact: true });
  // The new condition has the focus.
  await page.locator(':focus').and(first).waitFor();
  await first.selectOption({ label: '状況' });
  await page.getByLabel('貸出中', { exact: true }).press('Space');
  await page.getByRole('button', { name: 'まとまりを足す' }).press('Enter');
  await page.getByLabel('条件2の中の条件1の項目', { exact: true }).selectOption({ label: '貸出日' });
  await page.getByLabel('条件2の中の条件1の聞き方').selectOption({ label: 'が今年度' });
  await page.getByRole('button', { name: '条件を足す' }).first().press('Enter');
  await page.getByLabel('条件2の中の条件2の項目', { exact: true }).selectOption({ label: '借りた人' });
  await page.getByText('または 借りた人が自分').waitFor();
  await page.reload();
  await settle(wide);
  await page.getByText('または 借りた人が自分').waitFor();
  await page.getByRole('button', { name: '保存する' }).press('Enter');
  await page.locator('.summary').waitFor();
  await wide.look('views-new-error');

  // A chart of it, looked at before it is kept, and shared.
  await page.locator('#title').fill('いま貸し出しているもの');
  await page.getByLabel('グラフ', { exact: true }).press('Space');
  await page.locator('#x').selectOption({ label: '備品' });
  await page.getByRole('button', { name: '表してみる' }).press('Enter');
  await page.locator('.view-preview .chart').waitFor();
  await wide.look('views-new-preview');
  await page.getByLabel('このアプリを使う人みんな（共有）').press('Space');
  await page.getByLabel('選んだ人だけが見つける').press('Space');
  const finds = page.getByLabel('この一覧を見つける人に加える');
  const office = await finds.locator('option', { hasText: '市民税課' }).first().getAttribute('value');
  await finds.selectOption(office ?? '');
  await page.getByRole('button', { name: '市民税課と下の所属を外す' }).waitFor();
  await wide.look('views-new-sharing');
  await page.getByRole('button', { name: '保存する' }).press('Enter');
  await page.getByText('保存しました。').waitFor();
  await wide.look('views-chart');

  // Behind a bar stand the records it counts: by keyboard, and never in the address.
  const bar = page.locator('[data-mark]').first();
  const said = (await bar.getAttribute('aria-label')) ?? '';
  const address = page.url();
  await bar.press('Enter');
  const count = /(\d+)件/.exec(said)?.[1];
  await page.locator('#behind-title', { hasText: new RegExp(`：${count}件$`) }).waitFor();
  const shown = Math.min(Number(count), 50);
  await page
    .locator('.behind tbody tr')
    .nth(shown - 1)
    .waitFor();
  expect((await page.locator('.behind tbody tr').count()) === shown, 'and shows them');
  expect(page.url() === address, 'no condition stands in the address');
  await wide.look('views-behind');
  // All of them in the list, where they can be sorted and changed; back again, the chart is as it was.
  await page.getByRole('button', { name: '一覧で開く' }).press('Enter');
  await page.locator('.filter-words').waitFor();
  // The list has the records of the bar too.
  await page.locator('.table-count', { hasText: new RegExp(`^${count}件$`) }).waitFor();
  expect(!page.url().includes('filter'), 'no condition stands in the address of the list');
  await wide.look('views-behind-list');
  await page.goto(address);
  await settle(wide);
  await page.getByText('表で見る').click();
  await wide.look('views-chart-table');

  for (const id of ['by-month', 'by-state', 'month-and-state', 'department-and-state']) {
    await page.goto(`${city.staff}${app}/views/${id}`);
    await settle(wide);
    await wide.look(`views-${id}`);
  }
  await page.goto(`${city.staff}${app}/views`);
  await settle(wide);
  await wide.look('views-list');
  // Taken away, and back again.
  await page.getByRole('button', { name: /^消す\s*：いま貸し出しているもの/ }).click();
  await page.getByRole('button', { name: '元に戻す' }).click();
  await page.getByText('元に戻しました。').waitFor();
  await wide.close();

  // A colleague without a say in the app finds the shared chart, on a phone, and may not change it.
  const narrow = await newPerson(browser, output, findings, { width: 360, height: 740 });
  await signInAs({ person: narrow, city, name: 'views-360' }, 'shiminzei-kakaricho');
  await narrow.page.goto(`${city.staff}${app}/views`);
  await settle(narrow);
  expect((await narrow.page.getByRole('button', { name: /^消す/ }).count()) === 0, 'nobody else changes it');
  await narrow.look('views-list-360');
  await narrow.page.getByRole('link', { name: 'いま貸し出しているもの' }).click();
  await narrow.page.locator('.chart').waitFor();
  await narrow.look('views-chart-360');
  for (const id of ['by-month', 'by-state', 'department-and-state']) {
    await narrow.page.goto(`${city.staff}${app}/views/${id}`);
    await settle(narrow);
    await narrow.look(`views-${id}-360`);
  }
  await narrow.page.goto(`${city.staff}${app}/views/new`);
  await settle(narrow);
  await narrow.page.getByRole('button', { name: '条件を足す' }).click();
  await narrow.look('views-new-360');
  await narrow.page.goto(`${city.staff}${app}/print?view=lent`);
  await settle(narrow);
  await narrow.look('views-print-360');
  await narrow.close();
}

export default [
  { name: 'conditions by keyboard, a shared chart, the records behind a bar; a colleague on a phone', run },
] satisfies Journey[];
