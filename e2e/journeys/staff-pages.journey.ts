/** The pages of the office that stand beside the case: empty, narrow and wide, each checked by axe. */
import { newPerson } from '../support/browser.ts';
import { expect, type Journey, type Stage } from '../support/journey.ts';
import { press, settle, signInAs } from '../support/office.ts';

const ofSection = ['/records', '/dispatch', '/documents', '/exports'];
const ofSystem = ['/operations', '/integrations', '/api/docs'];

async function look({ city, browser, findings, output }: Stage, width: number): Promise<void> {
  const person = await newPerson(browser, output, findings, { width });
  const clerk = { person, city, name: 'pages' };
  const { page } = person;
  const show = async (address: string) => {
    await page.goto(city.staff + address);
    await settle(person);
    expect((await page.locator('h1').count()) === 1, `${address} has one heading`);
    await person.look(`pages-${address.slice(1).replaceAll('/', '-')}-${width}`);
  };
  await signInAs(clerk, 'gakuji-kacho');
  for (const address of ofSection) await show(address);

  // What keeps a case: a hold needs its reason, is shown, and is lifted again.
  await page.goto(`${city.staff}/cases?state=finished&procedure=school-expense-assistance`);
  const address = await page
    .locator('a[href*="/cases/"]')
    .evaluateAll(
      (links) =>
        links
          .map((link) => new URL((link as HTMLAnchorElement).href).pathname)
          .find((path) => /^\/cases\/[0-9a-f-]{36}$/.test(path)) ?? '',
    );
  await page.goto(`${city.staff}${address}`);
  await page.getByRole('link', { name: '保存期間' }).click();
  await settle(person);
  await page.getByRole('button', { name: '廃棄を止める' }).click();
  await page.locator('.summary').waitFor();
  await person.look(`pages-term-error-${width}`);
  await page.locator('#holdReason').fill('審査請求が出ているため');
  await press(clerk, '廃棄を止める');
  await page.getByText('廃棄を止めました').waitFor();
  await person.look(`pages-term-${width}`);
  await press(clerk, '停止を解除する');
  await page.getByText('廃棄の停止を解除しました').waitFor();
  await page.context().clearCookies();

  await page.goto(`${city.staff}/sign-in`);
  await page.locator('button[name="login"][value="dx-shunin"]').click();
  await page.waitForURL((url) => url.pathname.startsWith('/post'));
  await page.locator('main button', { hasText: 'システム管理者' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/post'));
  for (const one of ofSystem) await show(one);
  await person.close();
}

const journeys: Journey[] = [1280, 360].map((width) => ({
  name: `beside the case, ${width} px`,
  run: (stage) => look(stage, width),
}));
export default journeys;
