/** 端末への持ち出し: taken along, filled in without a line, sent once, a conflict decided, called back and gone. */
import { newPerson, type Person } from '../support/browser.ts';
import { expect, type Journey, type Stage } from '../support/journey.ts';
import { press, settle, signInAs } from '../support/office.ts';

const app = '/apps/equipment';

const live = ({ page }: Person) => page.locator('.field-screen[data-live]').waitFor();
const item = ({ page }: Person, title: string) => page.locator('.field-items > li', { hasText: title });
const inState = (person: Person, title: string, state: string) =>
  item(person, title).locator('.field-mark', { hasText: state }).waitFor();

/** A small picture, as a camera would give it. */
async function photo({ page }: Person): Promise<Buffer> {
  const text = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [320, 240];
    const pen = canvas.getContext('2d')!;
    pen.fillStyle = '#876';
    pen.fillRect(0, 0, 320, 240);
    pen.fillStyle = '#cde';
    pen.fillRect(40, 60, 120, 90);
    return canvas.toDataURL('image/jpeg', 0.8);
  });
  return Buffer.from(text.slice(text.indexOf(',') + 1), 'base64');
}

/** A record nobody has listed, begun without a line. */
async function begin(person: Person, number: string, name: string): Promise<void> {
  const { page } = person;
  await page.getByRole('button', { name: '新しく記録する' }).click();
  await page.locator('form[data-form]').waitFor();
  await page.getByLabel('管理番号').fill(number);
  await page.getByLabel('品名').fill(name);
  for (const group of ['分類', '状態'])
    await page.getByRole('radiogroup', { name: group }).getByRole('radio').first().check();
  await page.getByRole('button', { name: '保存する' }).click();
  await inState(person, name, '送信待ち');
}

/** Refused there, mended on the ordinary page, and one record in the end. */
async function mendNew(person: Person, name: string): Promise<void> {
  const { page } = person;
  await item(person, name).getByRole('button', { name: 'ふつうの画面で確かめる' }).click();
  await page.waitForURL(/\/records\/new$/);
  await settle(person);
  await page.locator('[data-live]').waitFor({ state: 'attached' });
  expect((await page.getByLabel('品名').inputValue()) === name, 'everything typed outside is on the page');
  await person.look('field-new-refused-360');
  await page.getByLabel('管理番号').fill('F-0002');
  await page.getByRole('button', { name: '保存する', exact: true }).last().click();
  await page.waitForURL(/\/records\/[0-9a-f-]{36}/);
  await settle(person);
  await page.goto(new URL('/field/box', page.url()).href);
  await live(person);
  await inState(person, name, '送信済み');
}

async function outside({ city, browser, findings, output }: Stage): Promise<void> {
  const person = await newPerson(browser, output, findings, { width: 360, height: 740 });
  const { page, context } = person;
  await signInAs({ person, city, name: 'field' }, 'gakuji-shunin');
  await page.goto(`${city.staff}${app}/take`);
  await settle(person);
  const rows = page.locator('.take-list li');
  const titles = (await rows.locator('b').allInnerTexts()).slice(0, 2);
  const [first = '', second = ''] = titles;
  for (const title of titles) await rows.filter({ hasText: title }).getByRole('checkbox').check();
  await page.getByLabel('端末の呼び名').fill('現地調査用スマホ2号');
  await person.look('field-take-360');
  await page.getByRole('button', { name: '2件を端末に持ち出す' }).click();
  await page.getByRole('link', { name: '持ち出し帳を開く' }).click();
  await page.waitForURL(/\/field\/box$/);
  await live(person);
  await inState(person, first, '未記入');
  await page.locator('.field-status', { hasText: 'つながっています' }).waitFor();
  await person.look('field-list-360');

  // No line: the page is there again all the same, and a form is filled in with a photo.
  await context.setOffline(true);
  await page.reload();
  await live(person);
  await page.locator('.field-status', { hasText: '電波がありません' }).waitFor();
  await person.look('field-offline-360');
  await item(person, first).getByRole('link').click();
  await page.locator('form[data-form]').waitFor();
  await page.getByLabel('保管場所').fill('屋外倉庫A');
  const picture = { name: 'ひび割れ.jpg', mimeType: 'image/jpeg', buffer: await photo(person) };
  await page.locator('input[type=file]').setInputFiles(picture);
  await page.locator('.field-photos li', { hasText: 'ひび割れ.jpg' }).waitFor();
  await page.locator('.field-kept', { hasText: 'この端末に残しました' }).waitFor();
  await person.look('field-form-360');
  await page.getByRole('button', { name: '保存する' }).click();
  await inState(person, first, '送信待ち');
  // Begun and left: it is there again after the page was thrown away.
  await item(person, second).getByRole('link').click();
  await page.getByLabel('保管場所').fill('屋外倉庫B');
  await page.locator('.field-kept', { hasText: 'この端末に残しました' }).waitFor();
  await page.reload();
  await live(person);
  expect(
    (await page.getByLabel('保管場所').inputValue()) === '屋外倉庫B',
    'the draft is there after a reload',
  );
  await page.getByRole('button', { name: '保存する' }).click();
  await inState(person, second, '送信待ち');
  // Two that nobody has listed; the second by a number that the first has already.
  const [found, twin] = ['現場で見つけた机', '同じ番号の椅子'];
  await begin(person, 'F-0001', found);
  await begin(person, 'F-0001', twin);
  await person.look('field-waiting-360');
  await nothingOpen(person, [first, second, '屋外倉庫', found, twin, 'F-0001']);

  // Meanwhile in the office.
  const other = await newPerson(browser, output, findings);
  await signInAs({ person: other, city, name: 'field-office' }, 'gakuji-kakaricho');
  const record = (await item(person, second).getByRole('link').getAttribute('href'))?.split('/')[1] ?? '';
  const done = (await item(person, first).getByRole('link').getAttribute('href'))?.split('/')[1] ?? '';
  await other.page.goto(`${city.staff}${app}/records/${record}/edit`);
  await other.page.locator('[data-live]').waitFor({ state: 'attached' });
  await other.page.getByLabel('保管場所').fill('本庁3階');
  await other.page.keyboard.press('Control+s');
  await other.page.waitForURL((url) => !url.pathname.endsWith('/edit'));

  // The line is back: one is saved, the other is to be decided, on the ordinary page.
  await context.setOffline(false);
  await inState(person, first, '送信済み');
  await inState(person, second, '確認が必要です');
  await inState(person, found, '送信済み');
  await inState(person, twin, '確認が必要です');
  await person.look('field-sent-360');
  await mendNew(person, twin);
  await item(person, second).getByRole('button', { name: 'ふつうの画面で確かめる' }).click();
  await page.waitForURL(/\/edit$/);
  await settle(person);
  await page.getByText('本庁3階').first().waitFor();
  await page.locator('[data-live]').waitFor({ state: 'attached' });
  await person.look('field-clash-360');
  await page.locator('input[type=radio][value=yours]').check();
  await page.getByRole('button', { name: '保存する' }).last().click();
  await page.waitForURL((url) => !url.pathname.endsWith('/edit'));
  await settle(person);
  await page.goto(`${city.staff}/field/box`);
  await live(person);
  await inState(person, second, '送信済み');

  // The history says who and from where, and the photo is there once.
  await other.page.goto(`${city.staff}${app}/records/${done}`);
  await settle(other);
  await other.page.getByText('屋外倉庫A').first().waitFor();
  await other.page.getByText('持ち出した端末').first().waitFor();
  expect((await other.page.getByText('ひび割れ.jpg').count()) > 0, 'the photo is there');

  // Signed out: the keys are gone, the next person at the device sees nothing of it, and its own person has it again.
  const office = { person: other, city, name: 'field-office' };
  await page.goto(city.staff);
  await settle(person);
  await page.getByRole('button', { name: 'サインアウト' }).click();
  await page.waitForURL(/\/sign-in/);
  await page.waitForFunction(async () =>
    (await indexedDB.databases()).every((one) => one.name !== 'madoguchi-field-keys'),
  );
  await signInAs({ person, city, name: 'field-next' }, 'kansen-shuji');
  await page.goto(`${city.staff}/field/box`);
  await page.getByText('持ち出しているレコードはありません').waitFor();
  await page.goto(city.staff);
  await settle(person);
  await page.getByRole('button', { name: 'サインアウト' }).click();
  await page.waitForURL(/\/sign-in/);
  await signInAs({ person, city, name: 'field-again' }, 'gakuji-shunin');
  await page.goto(`${city.staff}/field/box`);
  await inState(person, first, '送信済み');

  // Lost: the manager of the app calls it back, and the device throws everything away.
  await other.page.goto(`${city.staff}/studio/equipment/offline`);
  await settle(other);
  await other.look('field-studio-1280');
  await other.page
    .getByRole('row', { name: /現地調査用スマホ2号/ })
    .first()
    .waitFor();
  await press(office, '取り消す');
  await other.page.getByText('取り消した').first().waitFor();
  await page.reload();
  await page.locator('.field-told', { hasText: '取り消されました' }).waitFor();
  await page.getByText('持ち出しているレコードはありません').waitFor();
  await person.look('field-revoked-360');
  await other.close();
  await person.close();
}

/** What the browser keeps tells nobody anything: neither in its caches nor in its database. */
async function nothingOpen({ page }: Person, words: string[]): Promise<void> {
  const kept = await page.evaluate(async () => {
    const texts: string[] = [];
    const addresses: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        addresses.push(new URL(request.url).pathname);
        texts.push((await (await cache.match(request))?.text()) ?? '');
      }
    }
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('madoguchi-field');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    for (const store of database.objectStoreNames) {
      const rows = await new Promise<unknown[]>((resolve, reject) => {
        const request = database.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const plain = JSON.stringify(rows, (_key, value) =>
        value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value,
      );
      texts.push(plain);
    }
    database.close();
    return { text: texts.join('\n'), addresses };
  });
  for (const word of words) expect(!kept.text.includes(word), `「${word}」 lies nowhere open on the device`);
  expect(
    kept.addresses.every((one) => one === '/field/box' || one.startsWith('/field-files/')),
    `only the page and its files are cached: ${kept.addresses.join(' ')}`,
  );
}

export default [{ name: 'taken along, filled in without a line, sent', run: outside }] satisfies Journey[];
