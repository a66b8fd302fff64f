/**
 * 決裁: a process made from a template and changed by mouse and by keys, published; a record drafted, sent back with a reason, drafted
 * again, approved in two presses from the box, decided on a phone, read by whom it is circulated to; what stays is its paper, its figures
 * and its list. Away from it: 引上げ, 代決, 後閲, 合議, and a seat that moves because its holder was suspended.
 */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { newPerson } from '../support/browser.ts';
import { expect, type Journey, type Stage } from '../support/journey.ts';
import { type Clerk, press, settle, signInAs } from '../support/office.ts';
import { pdfText } from '../support/pdf.ts';

const saved = ({ person }: Clerk) =>
  person.page.locator('[data-save="saved"]', { hasText: '保存しました' }).waitFor();

/** The route gets two deadlines and a 供覧, its decision an effect: each keeps its own. */
async function circulate(boss: Clerk): Promise<void> {
  const { page } = boss.person;
  await page.getByRole('button', { name: '供覧を加える' }).click();
  const steps = page.locator('.process-step');
  const inform = steps.nth(2);
  await inform.getByRole('button', { name: '加える' }).click();
  const whom = inform.locator('.who-add select');
  await whom.nth(1).selectOption('主事');
  await whom.nth(2).selectOption('KYOI-GAKUJI');
  await inform.locator('.who-add').getByRole('button', { name: '加える', exact: true }).click();
  await inform.getByText('学事課の「主事」').waitFor();
  for (const [at, days] of [2, 4].entries()) {
    const deadline = steps.nth(at).locator('details', { hasText: '期限' }).first();
    await deadline.locator('summary').click();
    await deadline.getByLabel('この段階の日数を決める').check();
    await deadline.getByLabel('何日以内').fill(String(days));
  }
  const days = await steps
    .getByLabel('何日以内')
    .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  expect(days.join() === '2,4', `each step has days of its own, not ${days}`);
  await page.locator('[data-state="decided"]').focus();
  await page.keyboard.press('Enter');
  const effects = page.locator('.process-form details', { hasText: '自動ですること' });
  await effects.locator('summary').first().click();
  await effects.getByLabel('加える', { exact: true }).selectOption('notify');
  await effects.locator('.process-effect').getByRole('button', { name: '加える' }).click();
  await effects.locator('.who-add select').first().selectOption('drafter');
  await effects.locator('.who-add').getByRole('button', { name: '加える', exact: true }).click();
  await effects.getByRole('button', { name: '起案した人を外す' }).waitFor();
  await saved(boss);
  await boss.person.look('approval-effects');
}

/** A published app of two fields with a process of two steps; gives its id. */
async function build(boss: Clerk): Promise<string> {
  const { person, city } = boss;
  const { page } = person;
  await page.goto(`${city.staff}/studio/new`);
  await settle(person);
  await page.locator('#title').fill('物品購入伺い（決裁の旅）');
  await press(boss, '作りはじめる');
  await page.waitForURL(/\/studio\/app-/);
  await settle(person);
  const app = /studio\/(app-[0-9a-f]+)/.exec(page.url())?.[1] ?? '';
  await page.locator('[data-palette="money"] button').click();
  await saved(boss);
  await page.goto(`${city.staff}/studio/${app}/process`);
  await settle(person);
  await page.getByRole('button', { name: '「二段階」で始める' }).click();
  await page.locator('[data-state="circulating"]').waitFor();

  await circulate(boss);

  // A state of one's own: by a button, then connected by the mouse, and taken back by a key.
  const states = page.locator('[data-state]');
  await page.getByRole('button', { name: '状態を加える' }).click();
  await page.getByLabel('名前', { exact: true }).fill('検収待ち');
  const acts = page.locator('[data-act]');
  const before = await acts.count();
  const from = page.locator('[data-state="decided"] .process-handle');
  await from.scrollIntoViewIfNeeded();
  const [start, end] = [await from.boundingBox(), await states.last().boundingBox()];
  expect(start !== null && end !== null, 'both states are drawn');
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 6 });
  await page.mouse.up();
  await acts.nth(before).waitFor();
  await page
    .locator('.process-told, .error', { hasText: 'だれができるかを選んでください' })
    .first()
    .waitFor();
  await person.look('approval-process-wrong');
  // By keys alone: from one state to the next, and away with it.
  await page.locator('[data-state="draft"]').focus();
  await page.keyboard.press('c');
  await page.locator('.designer-said', { hasText: '進む先の状態でEnter' }).waitFor();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  await states.last().focus();
  await page.keyboard.press('Delete');
  await page.locator('.designer-said', { hasText: '消しました' }).waitFor();
  expect((await acts.count()) === before, 'the act went with its state');
  await saved(boss);
  await person.look('approval-process');
  await page.getByRole('link', { name: '見直して公開' }).click();
  await page.getByRole('button', { name: 'このアプリを公開する' }).click();
  await page.getByText('第1版が使われています').waitFor();
  return app;
}

async function run({ city, browser, findings, output }: Stage): Promise<void> {
  const boss: Clerk = { person: await newPerson(browser, output, findings), city, name: 'approval-boss' };
  await signInAs(boss, 'gakuji-kacho');
  const app = await build(boss);
  await boss.person.close();

  const clerk: Clerk = { person: await newPerson(browser, output, findings), city, name: 'approval-clerk' };
  const { page } = clerk.person;
  await signInAs(clerk, 'gakuji-shunin');
  await page.goto(`${city.staff}/apps/${app}/records/new`);
  await settle(clerk.person);
  await page.locator('[data-live]').waitFor();
  const boxes = page.locator('[data-form] input[type="text"]:visible');
  await boxes.nth(0).fill('会議用の机');
  await boxes.nth(1).fill('12000');
  await page
    .getByRole('button', { name: /追加する|保存する/ })
    .first()
    .click();
  await page.getByText('起案すると、この順に回ります').waitFor();
  await settle(clerk.person);
  await clerk.person.look('approval-draft');
  await press(clerk, '起案する');
  await page.locator('[aria-current="step"]', { hasText: '承認' }).waitFor();
  const record = page.url().replace(/\?.*$/, '');
  expect(
    (await page.getByRole('button', { name: '承認', exact: true }).count()) === 0,
    'nobody approves their own draft',
  );

  const chief: Clerk = { person: await newPerson(browser, output, findings), city, name: 'approval-chief' };
  const chiefPage = chief.person.page;
  await signInAs(chief, 'gakuji-kakaricho');
  await chiefPage.goto(`${city.staff}/approvals`);
  await settle(chief.person);
  await chief.person.look('approval-box');
  const line = () => chiefPage.locator('.box-item', { hasText: '物品購入伺い（決裁の旅）' });
  await line().getByRole('link', { name: '会議用の机' }).click();
  await chiefPage.getByText('あなたの番です').waitFor();
  await settle(chief.person);
  // Without a reason it does not go back, and nothing is lost.
  await chiefPage.getByRole('button', { name: '差戻し', exact: true }).click();
  await chiefPage.locator('#process-note-error').waitFor();
  await chiefPage.locator('#process-note').fill('見積書を付けてください。');
  await press(chief, '差戻し');
  await chiefPage.getByText('差し戻しました').waitFor();

  await page.goto(record);
  await settle(clerk.person);
  await page.getByText('見積書を付けてください。').first().waitFor();
  await clerk.person.look('approval-sent-back');
  await press(clerk, '起案する');
  await page.locator('[aria-current="step"]', { hasText: '承認' }).waitFor();

  // Two presses: A begins, Enter says yes.
  await chiefPage.goto(`${city.staff}/approvals`);
  await settle(chief.person);
  await line().getByRole('link').focus();
  await chiefPage.keyboard.press('a');
  await chiefPage.getByRole('button', { name: '「会議用の机」を承認する' }).waitFor();
  await chief.person.look('approval-box-yes');
  await chiefPage.keyboard.press('Enter');
  await chiefPage.getByText('承認しました').waitFor();
  await line().waitFor({ state: 'detached' });

  // The one who decides stands in a corridor.
  const phone: Clerk = {
    person: await newPerson(browser, output, findings, { width: 360, height: 740 }),
    city,
    name: 'approval-phone',
  };
  await signInAs(phone, 'gakuji-kacho');
  await phone.person.page.goto(`${city.staff}/approvals`);
  await settle(phone.person);
  await phone.person.look('approval-box-360');
  await phone.person.page.goto(record);
  await settle(phone.person);
  await phone.person.page.getByText('あなたの番です').waitFor();
  await phone.person.look('approval-decide-360');
  await phone.person.page.locator('#process-note').fill('予算の範囲です。');
  await press(phone, '決裁');
  await phone.person.page.getByText('決裁しました').first().waitFor();
  await phone.person.page.goto(`${city.staff}/studio/${app}/process`);
  await settle(phone.person);
  await phone.person.look('approval-process-360');
  await phone.person.close();

  // Whom it is circulated to reads it: the next of the box opens by itself, and there is none.
  const reader: Clerk = { person: await newPerson(browser, output, findings), city, name: 'approval-reader' };
  await signInAs(reader, 'gakuji-shuji');
  await reader.person.page.goto(`${city.staff}/approvals?box=read`);
  await settle(reader.person);
  await reader.person.look('approval-circular');
  await reader.person.page.getByRole('link', { name: '会議用の机' }).click();
  await reader.person.page.locator('.box-bar').waitFor();
  await settle(reader.person);
  await press(reader, '供覧を確認');
  await reader.person.page.getByText('確認しました。これで全部です。').waitFor();
  await reader.person.close();

  // What stays: the paper, the figures, the list; and a slip of the pen, corrected in the open.
  await page.goto(record);
  await settle(clerk.person);
  await clerk.person.look('approval-decided');
  const paper = await page.getByRole('link', { name: '決裁書（PDF）' }).first().getAttribute('href');
  const pdf = await clerk.person.context.request.get(`${city.staff}${paper}`);
  const text = await pdfText(await pdf.body());
  for (const word of ['決裁書', '会議用の机', '予算の範囲です。', '2回目の起案'])
    expect(text.replace(/\s/g, '').includes(word), `the paper says ${word}`);
  await page.getByRole('link', { name: '字句を訂正する' }).click();
  await page.locator('[data-live]').waitFor();
  await page
    .locator('[data-form] input[type="text"]:visible:not(#correction-note)')
    .first()
    .fill('会議室の机');
  await page.locator('#correction-note').fill('書き誤りのため');
  await clerk.person.look('approval-correct');
  await page.getByRole('button', { name: '保存する' }).first().click();
  await page.getByText('字句を訂正しました').waitFor();
  await page.goto(`${city.staff}/approvals/history?app=${app}`);
  await settle(clerk.person);
  await page.getByText('2回目').first().waitFor();
  await clerk.person.look('approval-history');
  await clerk.person.close();
  await chief.person.close();
}

/** The demo's record with these words in its title, from the list. */
async function openRequest({ person, city }: Clerk, title: string): Promise<void> {
  const { page } = person;
  await page.goto(`${city.staff}/apps/purchase-requests`);
  await settle(person);
  await page.locator('tr[data-row]', { hasText: title }).getByRole('link', { name: '開く' }).click();
  await page.locator('#process').waitFor();
  await settle(person);
}

async function away({ city, browser, findings, output }: Stage): Promise<void> {
  const clerk = async (login: string): Promise<Clerk> => {
    const one = { person: await newPerson(browser, output, findings), city, name: login };
    await signInAs(one, login);
    return one;
  };
  // In haste: the head acts before the one in between, who reads it later.
  const head = await clerk('shiminzei-kacho');
  const { page } = head.person;
  await openRequest(head, 'シュレッダーの更新');
  await press(head, '引上げ');
  await page.getByText('引き上げました').waitFor();
  await press(head, '決裁');
  await page.getByText('決裁しました').first().waitFor();
  await head.person.look('approval-pulled-up');
  // Away: who stands in decides, and the head reads it on coming back.
  await page.goto(`${city.staff}/absences`);
  await settle(head.person);
  const deputy = page.locator('#standIn option', { hasText: '相原' });
  await page.locator('#standIn').selectOption((await deputy.getAttribute('value')) ?? '');
  await page.getByRole('button', { name: /登録/ }).last().click();
  await page.getByText('不在を登録しました').waitFor();

  const standIn = await clerk('shiminzei-shuji');
  await openRequest(standIn, '書棚の購入');
  await press(standIn, '代決');
  await standIn.person.page.getByText('代決しました').waitFor();
  await standIn.person.look('approval-deputy');
  await standIn.person.close();

  await page.goto(`${city.staff}/absences`);
  await settle(head.person);
  await page.getByRole('button', { name: '取り消す' }).first().click();
  await page.getByText('不在を取り消しました').waitFor();
  await openRequest(head, '書棚の購入');
  await press(head, '後閲');
  await page.getByText('後閲しました').waitFor();
  // By itself: what was decided has its paper by now, with a number.
  const notice = page.locator('#papers a', { hasText: '物品購入決定通知書' });
  await openRequest(head, 'シュレッダーの更新');
  for (let tries = 0; tries < 600 && (await notice.count()) === 0; tries += 1) {
    await page.reload();
    await settle(head.person);
  }
  await head.person.look('approval-paper-made');
  const made = await head.person.context.request.get(`${city.staff}${await notice.getAttribute('href')}`);
  const words = (await pdfText(await made.body())).replace(/\s/g, '');
  for (const word of ['購入を決定しました', 'シュレッダーの更新', '市民税課長'])
    expect(words.includes(word), `the notice says ${word}`);
  await head.person.close();

  // 合議, from another department that sees this record and no other.
  const other = await clerk('dx-kacho');
  await other.person.page.goto(`${city.staff}/approvals`);
  await settle(other.person);
  await other.person.page.getByRole('link', { name: '申告会場の端末' }).click();
  await other.person.page.getByText('あなたの番です').waitFor();
  await settle(other.person);
  await press(other, '合議（同意）');
  await other.person.page.getByText('同意しました').first().waitFor();
  await other.person.look('approval-consulted');
  await moved(other);
  await other.person.close();
}

const execute = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');

/** 課長, who has to decide, may not sign in from one moment to the next: 部長 is asked, and everybody sees why. */
async function moved({ person, city }: Clerk): Promise<void> {
  const { page } = person;
  // A city that runs already has no folder of ours, and is not ours to change.
  if (city.dataDir === '') return;
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    MADOGUCHI_MODE: 'demo',
    MADOGUCHI_DATA: city.dataDir,
  };
  const staff = (verb: string) =>
    execute(process.execPath, ['src/app/cli.ts', 'staff', verb, 'shiminzei-kacho'], { cwd: root, env });
  await staff('suspend');
  const line = page.locator('.box-item', { hasText: '申告会場の端末' });
  for (let tries = 0; tries < 300 && (await line.count()) === 0; tries += 1) {
    await page.goto(`${city.staff}/approvals/moved`);
    await page.locator('.box-item, .empty').first().waitFor();
  }
  await line.getByText('税務部 部長').waitFor();
  await person.look('approval-moved');
  await line.getByRole('link').click();
  await page.locator('[aria-current="step"]', { hasText: '税務部 部長' }).waitFor();
  await page.locator('.process-log', { hasText: '回議先の変更' }).waitFor({ state: 'attached' });
  await staff('resume');
}

export default [
  { name: 'drafted, sent back, drafted again, approved, decided on a phone', run },
  { name: 'pulled up, decided by a deputy, reviewed later, consulted', run: away },
] satisfies Journey[];
