/** 書出し: from the inbox to an encrypted file with its password shown once; a regular output that the head of the section approves. */
import { readFile } from 'node:fs/promises';
import { TextWriter, Uint8ArrayReader, ZipReader } from '@zip.js/zip.js';
import { newPerson, type Person } from '../support/browser.ts';
import { expect, type Journey, type Stage } from '../support/journey.ts';
import { press, settle, signInAs } from '../support/office.ts';

async function run({ city, browser, findings, output }: Stage): Promise<void> {
  const wide = await newPerson(browser, output, findings);
  const clerk = { person: wide, city, name: 'exports' };
  const { page } = wide;
  await signInAs(clerk, 'gakuji-kakaricho');
  await page.goto(`${city.staff}/cases?procedure=school-expense-assistance&state=all`);
  await page.getByRole('link', { name: '一覧を出力' }).click();
  await settle(wide);
  await wide.look('exports-new');
  // Without a reason nothing leaves the house; the keyboard alone is enough.
  await page.getByRole('button', { name: '書き出す', exact: true }).press('Enter');
  await page.locator('.summary').waitFor();
  await wide.look('exports-new-error');
  await page.locator('#purpose').fill('就学援助の審査の進み具合を課の会議で確かめるため');
  await page.getByLabel('申請者（個人情報）').check();
  await page.getByLabel('CSV', { exact: true }).check();
  await page.getByLabel('Windows-31J（シフトJIS）').check();
  await press(clerk, '書き出す');
  // 葛󠄀西, who asks, and 𠮷田, who applied, are not in Windows-31J.
  await page.getByText('Windows-31Jにない文字があります').waitFor();
  await wide.look('exports-characters');
  const empty = page.locator('.export-characters input[type="text"]');
  for (const box of await empty.all()) if ((await box.inputValue()) === '') await box.fill('〓');
  await press(clerk, 'この文字に置き換えて書き出す');
  await page.getByText('ファイルを受け取る').waitFor();
  await wide.look('exports-ready');
  const { text, name } = await fetchAndOpen(wide, clerk, '.csv');
  expect(
    new TextDecoder('shift_jis', { fatal: true }).decode(text).includes('吉田'),
    `${name} holds what replaced 𠮷`,
  );
  await wide.look('exports-password');
  await page.reload();
  expect((await page.locator('.export-password').count()) === 0, 'the password is shown once');
  await page.goto(`${city.staff}/exports`);
  await wide.look('exports-list');

  // A work app: the list one looks at comes along, and what will be asked of others is said beforehand.
  await page.goto(`${city.staff}/apps/equipment`);
  await page.getByRole('link', { name: '修理中' }).click();
  await page.waitForURL(/[?]view=/);
  await settle(wide);
  await page.getByRole('link', { name: '書き出す', exact: true }).click();
  await page.getByRole('heading', { name: 'どのレコードを' }).waitFor();
  await settle(wide);
  expect((await page.locator('#view option:checked').innerText()) === '修理中', 'the list comes along');
  await wide.look('exports-app');
  await page.locator('#purpose').fill('修理に出す備品を業者と確かめるため');
  await page.getByLabel('CSV', { exact: true }).check();
  await press(clerk, '書き出す');
  await page.getByText('ファイルを受け取る').waitFor();
  const broken = await fetchAndOpen(wide, clerk, '.csv');
  const list = new TextDecoder().decode(broken.text);
  expect(list.includes('学-0005') && !list.includes('学-0001'), `${broken.name} holds what is broken only`);

  // A regular output: written here, approved by the head of the section, on a phone.
  await page.goto(`${city.staff}/exports/regular`);
  await wide.look('exports-regular-empty');
  await page.goto(`${city.staff}/exports/regular/new?procedure=school-expense-assistance`);
  await settle(wide);
  await page.locator('#title').fill('就学援助の月次一覧');
  await page.locator('#recipient').fill('学校給食課');
  await page.locator('#legalBasis').fill('個人情報保護法69条2項2号');
  await page.locator('#purpose').fill('給食費の免除の手続きのため');
  await wide.look('exports-regular-new');
  await press(clerk, '承認を頼む');
  await page.getByText('作りました。').waitFor();
  const address = new URL(page.url()).pathname;
  expect(
    (await page.getByRole('button', { name: '1年間承認する' }).count()) === 0,
    'nobody approves their own',
  );
  await wide.close();

  const narrow = await newPerson(browser, output, findings, { width: 360, height: 740 });
  const head = { person: narrow, city, name: 'exports-head' };
  await signInAs(head, 'gakuji-kacho');
  await narrow.page.goto(`${city.staff}${address}`);
  await settle(narrow);
  await narrow.look('exports-regular-approve-360');
  await press(head, 'この定例出力を1年間承認する');
  await narrow.page.getByText('1年間の承認をしました').waitFor();
  for (const [path, look] of [
    ['/exports', 'exports-list-360'],
    ['/exports/new?procedure=school-expense-assistance&state=all', 'exports-new-360'],
    ['/exports/regular', 'exports-regular-360'],
    ['/apps/equipment/export', 'exports-app-360'],
  ] as const) {
    await narrow.page.goto(`${city.staff}${path}`);
    await settle(narrow);
    await narrow.look(look);
  }
  await narrow.close();
}

async function fetchAndOpen(person: Person, clerk: Parameters<typeof press>[0], ending: string) {
  const { page } = person;
  const waiting = page.waitForEvent('download');
  await page.getByText('ファイルを受け取る').click();
  const bytes = new Uint8Array(await readFile((await (await waiting).path())!));
  await press(clerk, 'パスワードを表示する');
  const password = await page.locator('.export-password').innerText();
  const entries = await new ZipReader(new Uint8ArrayReader(bytes), { password }).getEntries();
  const entry = entries.find((one) => one.filename.endsWith(ending));
  if (entry === undefined || entry.directory) throw new Error(`no ${ending} in the file`);
  const receipt = entries.find((one) => one.filename === '控え.txt');
  if (receipt === undefined || receipt.directory) throw new Error('no receipt in the file');
  expect((await receipt.getData(new TextWriter())).includes('SHA-256'), 'the receipt names the checksum');
  const data = new Uint8Array(await (await entryBlob(entry)).arrayBuffer());
  return { name: entry.filename, text: data };
}

async function entryBlob(entry: {
  getData(writable: WritableStream<Uint8Array>): Promise<unknown>;
}): Promise<Blob> {
  const through = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>();
  const [blob] = await Promise.all([
    new Response(through.readable).blob(),
    entry.getData(through.writable as WritableStream<Uint8Array>),
  ]);
  return blob;
}

export default [
  { name: 'from the inbox to the opened file; a regular output approved on a phone', run },
] satisfies Journey[];
