/** Who may do what: rules edited and warned about, seen as a colleague, on one page; groups; and being told. */
import { newPerson } from '../support/browser.ts';
import { expect, type Journey, type Stage } from '../support/journey.ts';
import { press, settle, signInAs } from '../support/office.ts';

const app = 'equipment-loans';

async function look({ city, browser, findings, output }: Stage, width: number): Promise<void> {
  const person = await newPerson(browser, output, findings, { width });
  const clerk = { person, city, name: 'access' };
  const { page } = person;
  const show = async (address: string, name: string) => {
    await page.goto(city.staff + address);
    await settle(person);
    await person.look(`access-${name}-${width}`);
  };
  await signInAs(clerk, 'gakuji-kacho');

  // A group, with somebody in it.
  await show('/groups', 'groups');
  await page.locator('#name').fill(`貸出の班 ${width}`);
  await press(clerk, '作る');
  await page.getByText('グループを作りました').waitFor();
  await page.locator('#words').fill('おおもり');
  await press(clerk, '探す');
  await press(clerk, '加える');
  await page.getByText('メンバーに加えました').waitFor();
  await person.look(`access-group-${width}`);

  // A rule too wide is warned about while it is made; half a rule is not saved.
  await show(`/studio/${app}/access`, 'rules');
  const cards = page.locator('#rules .rule-card');
  const before = await cards.count();
  await page.getByRole('button', { name: 'きまりを加える', exact: true }).click();
  const card = cards.nth(before);
  await card.getByLabel('書出し').check();
  await page.getByRole('button', { name: '下書きに保存する' }).click();
  await card.getByText('だれに許すかを選んでください').waitFor();
  await card.getByRole('button', { name: '加える' }).click();
  await card.getByLabel('だれを').selectOption('everyone');
  await card.locator('.who-add').getByRole('button', { name: '加える' }).click();
  await card.getByText('全職員が、ファイルに書き出して持ち出せます').waitFor();
  await card.getByRole('button', { name: '全職員を外す' }).click();
  await card.getByRole('button', { name: '加える' }).click();
  await card.getByLabel('だれを').selectOption('group');
  await card
    .locator('.who-add select')
    .nth(1)
    .selectOption({ label: `貸出の班 ${width}` });
  await card.locator('.who-add').getByRole('button', { name: '加える' }).click();
  await person.look(`access-rule-${width}`);
  // The page is saved by keyboard alone, and stays where it is.
  await page.keyboard.press('Control+s');
  await page.getByText('下書きに保存しました').waitFor();
  await settle(person);

  await show(`/studio/${app}/access/matrix`, 'matrix');
  expect((await page.locator('.matrix-table tbody tr').count()) > 2, 'the matrix has the rules');
  await show(`/studio/${app}/access/as`, 'as');
  await page.locator('#words').fill('shiminzei');
  await press(clerk, '探す');
  await page.locator('.plain-rows button').first().click();
  await page.locator('#seen').waitFor();
  await settle(person);
  expect((await page.locator('#seen-fields tbody tr').count()) > 3, 'the fields of the colleague are shown');
  await person.look(`access-seen-${width}`);

  // From a record to who sees it, and why.
  await page.goto(`${city.staff}/apps/${app}`);
  const record = page.locator('main a[href*="/records/"]:not([href$="/new"])').first();
  await page.goto(`${city.staff}${await record.getAttribute('href')}`);
  await settle(person);
  const who = await page.getByRole('link', { name: 'このレコードを見られる人' }).getAttribute('href');
  await show(who ?? '', 'who');
  expect((await page.locator('#people tbody tr').count()) > 10, 'everybody who sees the record is listed');

  await show('/notices', 'notices');
  await show('/notices/settings', 'notice-settings');
  await page.getByLabel('変更：すぐにメールも').check();
  await press(clerk, '保存する');
  await page.getByText('受け取り方を保存しました').waitFor();
  await person.close();
}

const journeys: Journey[] = [1280, 360].map((width) => ({
  name: `access and notices, ${width} px`,
  run: (stage) => look(stage, width),
}));
export default journeys;
