/** 老朽空き家の現地判定 on a phone without a line: taken along, judged item by item with a photo drawn on, sent, its sheet printed. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { newPerson, type Person } from '../support/browser.ts';
import { expect, type Journey, type Stage } from '../support/journey.ts';
import { press, settle, signInAs } from '../support/office.ts';
import { pdfText } from '../support/pdf.ts';

const app = '/apps/on-site-judgements';
/** What the inspector sees at the house: 危険度 75, 不良度 110. */
const choices = [
  ['① 危険度', 'なし（0点）'],
  ['② 危険度', '中（25点）'],
  ['② 不良度', '大修理（50点）'],
  ['③ 危険度', '中（25点）'],
  ['③ 不良度', '穴がある（25点）'],
  ['④ 危険度', '中（25点）'],
  ['④ 不良度', '著しいはがれ（25点）'],
  ['⑤ 危険度', 'なし（0点）'],
  ['⑥ 危険度', 'なし（0点）'],
  ['⑥ 不良度', '雨どいがない（10点）'],
  ['⑦ 不良度', 'おそれなし（0点）'],
  ['⑧ 危険度', 'なし（0点）'],
] as const;
const pictured = [
  '② 基礎・土台・柱・はりの写真',
  '③ 外壁等の脱落・飛散の写真',
  '④ 屋根・軒の写真',
  '⑥ 雨どい・設備の写真',
];

/** A picture as a camera gives it, made by the browser itself. */
async function cameraPicture({ page }: Person): Promise<Buffer> {
  const data = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [800, 600];
    const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
    pen.fillStyle = '#cdbfa5';
    pen.fillRect(0, 0, 800, 600);
    pen.fillStyle = '#3b342c';
    pen.fillRect(320, 220, 180, 150);
    return canvas.toDataURL('image/jpeg', 0.8);
  });
  return Buffer.from(data.slice(data.indexOf(',') + 1), 'base64');
}

async function judge(phone: Person): Promise<void> {
  const { page } = phone;
  const foot = page.locator('.form-pinned');
  const sum = (name: string) => foot.getByRole('status', { name });
  for (const [group, choice] of choices)
    await page.getByRole('radiogroup', { name: group }).getByLabel(choice).check();
  await sum('危険度').filter({ hasText: '75点' }).waitFor();
  await sum('不良度').filter({ hasText: '110点' }).waitFor();
  await sum('補助枠').filter({ hasText: '特別' }).waitFor();
  const buffer = await cameraPicture(phone);
  for (const label of pictured) {
    const box = page.getByLabel(label).first();
    await box.setInputFiles({ name: 'image.jpg', mimeType: 'image/jpeg', buffer });
    await page.locator('[data-field]', { has: box }).locator('[data-held] img').waitFor();
  }
  // What was chosen a moment ago counts: no item with points is without its photo.
  await page.locator('[data-field="f74"] [data-calculated]', { hasText: /^0件$/ }).waitFor();
  await page.getByLabel('③ 所見').fill('下地材が破れ、穴が開いている');
}

/** Draws an arrow on the picture of the wall, by keys. */
async function drawOnWall({ page }: Person): Promise<void> {
  const wall = page.locator('[data-field]', { has: page.getByLabel('③ 外壁等の脱落・飛散の写真').first() });
  await wall.locator('[data-photo-edit]').click();
  await page.locator('.photo-board img').evaluate((img: HTMLImageElement) => img.decode());
  await page.getByRole('radio', { name: '矢印' }).check();
  await page.locator('.photo-board svg').focus();
  for (const key of ['Enter', 'ArrowRight', 'ArrowRight', 'ArrowDown', 'Enter'])
    await page.keyboard.press(key);
}

async function run({ city, browser, findings, output }: Stage): Promise<void> {
  const phone = await newPerson(browser, output, findings, { width: 360, height: 740 });
  const { page } = phone;
  await page.context().grantPermissions(['geolocation'], { origin: city.staff });
  await page.context().setGeolocation({ latitude: 34.1714, longitude: 130.4092, accuracy: 8 });
  const clerk = { person: phone, city, name: 'houses' };
  await signInAs(clerk, 'akiya-shuji');
  await page.goto(`${city.staff}${app}?view=mine-today`);
  await page.getByText('花咲区梅園町5番2号').first().waitFor();
  await settle(phone);
  await phone.look('houses-today-360');
  await page.goto(`${city.staff}${app}/take`);
  await settle(phone);
  const house = page.locator('.take-list li', { hasText: '花咲区梅園町5番2号' }).first();
  const title = await house.locator('b').innerText();
  await house.getByRole('checkbox').check();
  await page.getByRole('button', { name: '1件を端末に持ち出す' }).click();
  await page.getByRole('link', { name: '持ち出し帳を開く' }).click();
  await page.locator('.field-screen[data-live]').waitFor();

  // At the house there is no line.
  await page.context().setOffline(true);
  await page.reload();
  await page.locator('.field-status', { hasText: '電波がありません' }).waitFor();
  const item = page.locator('.field-items > li', { hasText: title });
  const record = `${city.staff}${app}/records/${(await item.getByRole('link').getAttribute('href'))?.split('/')[1] ?? ''}`;
  await item.getByRole('link').click();
  await page.locator('form[data-form]').waitFor();
  await page.getByRole('button', { name: '現在地を使う' }).click();
  await page.locator('.form-map-status', { hasText: '8' }).waitFor();
  await page.locator('[data-area-live]', { hasText: /^内$/ }).waitFor();
  await page.getByLabel('現地で判定した日').first().fill('令和8年11月20日');
  await judge(phone);
  await drawOnWall(phone);
  await page.locator('.photo-editor .button-primary').click();
  await page.locator('.photo-marked svg path').first().waitFor({ state: 'attached' });
  await page.locator('.field-kept', { hasText: 'この端末に残しました' }).waitFor();
  // The foot of the window covers part of whatever it stands over: judged from the top, where that is always the same.
  await page.evaluate(() => scrollTo(0, 0));
  await phone.look('houses-form-360');
  await page.getByRole('button', { name: '保存する' }).click();
  await item.locator('.field-mark', { hasText: '送信待ち' }).waitFor();
  await page.context().setOffline(false);
  await item.locator('.field-mark', { hasText: '送信済み' }).waitFor();
  await page.goto(record);
  await settle(phone);
  const zone = page.locator('main', { hasText: /居住誘導区域\s*内/ });
  await zone.waitFor();
  await phone.look('houses-record-360');
  await press(clerk, '判定を終える');
  await page.getByText('判定会議').first().waitFor();

  const answer = await page.context().request.get(`${record}/papers/meeting-sheet`);
  expect(answer.ok(), 'the sheet is printed');
  const sheet = await answer.body();
  const text = (await pdfText(sheet)).replace(/\s+/g, '');
  for (const words of [
    '花咲区梅園町5番2号',
    '居住誘導区域内',
    '危険度75点',
    '不良度110点',
    '補助枠特別',
    '下地材が破れ、穴が開いている',
  ])
    expect(text.includes(words), `the sheet says ${words}`);
  const at = pictured.map((label) => text.lastIndexOf(label.replaceAll(' ', '')));
  expect(
    at.every((place, index) => place > (at[index - 1] ?? 0)),
    'each photo stands on the sheet, in the order of its item',
  );
  keepAsPicture(sheet, path.join(output, 'screens'));
  await phone.close();
}

/** To be looked at by people, where the tool for it is installed. */
function keepAsPicture(sheet: Buffer, folder: string): void {
  const file = path.join(folder, 'houses-sheet.pdf');
  writeFileSync(file, sheet);
  try {
    execFileSync('pdftoppm', ['-r', '70', '-png', file, file.replace('.pdf', '')], { stdio: 'ignore' });
  } catch {
    // The PDF itself is there.
  }
}

export default [
  { name: 'judged on a phone without a line, a photo drawn on, sent, and the sheet for the meeting', run },
] satisfies Journey[];
