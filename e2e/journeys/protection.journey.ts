/** 支援措置: an officer records a measure → the counterpart's request is held → strict examination → it can only be refused. */
import { newPerson, type Person } from '../support/browser.ts';
import { expect, type Journey, type Stage } from '../support/journey.ts';
import { expectText, openCase, press, settle, signInAs } from '../support/office.ts';

/** Of the demo: applies for two children. No other journey touches this case. */
const counterpart = { family: '髙﨑', given: '健一', birthDate: '1989-01-07' };

function journey(width: number): Journey['run'] {
  return async ({ city, browser, findings, output }: Stage) => {
    const name = `protection-${width}`;
    const desk = await newPerson(browser, output, findings, { width });
    const officer = { person: desk, city, name };
    await signInAs(officer, 'koseki-kakaricho');
    await expectText(officer, '日以内に期限の来る支援措置');
    await desk.look(`${name}-home`);
    await desk.page.goto(`${city.staff}/protection`);
    await settle(desk);
    await desk.look(`${name}-list`);
    if (width < 1000) return void (await lookOnly(desk, city.staff, name));

    // Record: what is missing is said beside its box.
    await desk.page.goto(`${city.staff}/protection/new`);
    await settle(desk);
    await desk.page.getByRole('button', { name: '記録して、すぐに始める' }).click();
    await desk.page.locator('.summary').waitFor();
    await desk.look(`${name}-new-errors`);
    const box = (path: string) => desk.page.locator(`[id="persons.${path}"]`);
    await box('0.family').fill('髙﨑');
    await box('0.given').fill('美咲');
    await box('0.birthDate').fill('平成3年5月5日');
    await box('0.addresses').fill('ひので県あかつき市潮見区港町1番1号');
    await box('1.family').fill('髙﨑');
    await box('1.given').fill('蒼');
    await box('1.birthDate').fill('2018-04-01');
    await box('3.family').fill(counterpart.family);
    await box('3.given').fill(counterpart.given);
    await box('3.birthDate').fill(counterpart.birthDate);
    await desk.page.getByRole('button', { name: '記録して、すぐに始める' }).click();
    await desk.page.waitForURL(/\/protection\/[0-9a-f-]{36}/);
    await settle(desk);
    await desk.look(`${name}-measure`);
    const row = desk.page.locator('#cases tbody tr', { hasText: '審査中' }).first();
    const receipt = (await row.locator('a').first().innerText()).trim();
    const examination = await row.locator('a').first().getAttribute('href');

    // The clerk meets a held case: no grant, no document.
    const office = await newPerson(browser, output, findings);
    const clerk = { person: office, city, name: `${name}-office` };
    await signInAs(clerk, 'gakuji-shuji');
    const caseId = await openCase(clerk, receipt);
    await expectText(clerk, '相手方に当たる人の請求です');
    await office.look(`${name}-case`);
    const draft = async (outcome: string) => {
      await office.page.goto(`${city.staff}/cases/${caseId}/decision`);
      await settle(office);
      await office.page.locator(`input[name="outcome"][value="${outcome}"]`).check();
      if (outcome === 'refused') await office.page.locator('input[name="reason"]').first().check();
      await office.page.getByRole('button', { name: '起案して回す' }).click();
    };
    await draft('granted');
    await expectText(clerk, '認める決定はできません');

    // The officer examines: nothing goes by a mere click.
    await desk.page.goto(`${city.staff}${examination}`);
    await settle(desk);
    await desk.page.getByRole('button', { name: '審査の結果を記録する' }).click();
    await desk.page.locator('.summary').waitFor();
    await desk.look(`${name}-examination-errors`);
    await desk.page.locator('#output').selectOption('issue');
    await desk.page.locator('input[name="verdict"][value="refuse"]').check();
    await desk.page.locator('#reason').fill('相手方からの、併せて支援を求める者についての請求のため。');
    await press(officer, '審査の結果を記録する');
    await expectText(officer, '審査の結果を記録しました');
    await desk.look(`${name}-examination`);

    await draft('refused');
    await office.page.waitForURL(/done=drafted/);
    await office.close();
    await desk.close();
  };
}

/** On a phone: the pages of the demo's measure, and what the case page of the protected person does not show. */
async function lookOnly(desk: Person, staff: string, name: string): Promise<void> {
  await desk.page.locator('main tbody a').first().click();
  await desk.page.waitForURL(/\/protection\/[0-9a-f-]{36}/);
  await settle(desk);
  await desk.look(`${name}-measure`);
  const href = await desk.page
    .locator('#cases tbody tr', { hasText: '守られる人' })
    .locator('a')
    .getAttribute('href');
  await desk.page.goto(`${staff}${href}`);
  await settle(desk);
  await desk.look(`${name}-examination`);
  expect(
    !(await desk.page.content()).includes('風待一丁目'),
    'the examination page shows no address of the case',
  );
  await desk.close();
}

const journeys: Journey[] = [
  { name: 'on a phone, what is due and what is hidden', run: journey(360) },
  { name: 'an officer records a measure and the counterpart is refused', run: journey(1280) },
];
export default journeys;
