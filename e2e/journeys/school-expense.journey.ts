/** 就学援助: find → apply → leave → resume on another device → submit → correct → check → decide → issue → download → verify. */
import {
  begin,
  fillForm,
  findProcedure,
  leaveForLater,
  next,
  press as pressApplicant,
  resume,
  submit,
  waitForApplication,
} from '../support/applicant.ts';
import { newPerson } from '../support/browser.ts';
import { sampleCase } from '../support/fill.ts';
import { expect, type Journey, type Stage } from '../support/journey.ts';
import { openCase, press, signInAs, waitForCase } from '../support/office.ts';
import { pdfText } from '../support/pdf.ts';

const appId = 'school-expense-assistance';

function journey(script: boolean, width: number): Journey['run'] {
  return async ({ city, browser, findings, output }: Stage) => {
    const name = `school-${script ? 'script' : 'noscript'}`;
    const answers = sampleCase('school-received').answers;
    const mail = `${name}@mail.example`;
    answers.メール = mail;

    // Find, begin, leave.
    const phone = await newPerson(browser, output, findings, { script, width });
    const first = { person: phone, city, name };
    await findProcedure(first, 'しゅうがくえんじょ', appId);
    await begin(first);
    await next(first);
    expect(
      (await phone.page.locator('.error-summary a').count()) > 0,
      'an empty page is answered with errors that lead to their boxes',
    );
    await phone.look(`${name}-errors`);
    await fillForm(first, appId, answers, { stopAt: 'housing' });
    const paper = await leaveForLater(first);
    await phone.close();

    // Resume on another device, finish.
    const other = await newPerson(browser, output, findings, { script, width: script ? 1280 : 320 });
    const applicant = { person: other, city, name: `${name}-2` };
    await resume(applicant, paper);
    await fillForm(applicant, appId, answers);
    const receipt = await submit(applicant, mail);

    // The office receives and asks for a correction.
    const desk = await newPerson(browser, output, findings);
    const clerk = { person: desk, city, name: `${name}-office` };
    await signInAs(clerk, 'gakuji-shuji', true);
    const caseId = await openCase(clerk, receipt.receiptNumber);
    await desk.look(`${name}-case`);
    await press(clerk, '収受する');
    await desk.page.goto(`${city.staff}/cases/${caseId}/correction`);
    await desk.page.locator('input[name="field"][value="f4"]').first().check();
    await desk.page.locator('input[name="reason:f4"]').first().fill('つながる電話番号を書いてください。');
    await desk.look(`${name}-correction-request`);
    await press(clerk, '補正を依頼する');

    // The applicant mends exactly that.
    await waitForApplication(applicant, receipt.applicationId, 'a[href$="/correction"]');
    await other.look(`${name}-application-correction`);
    await pressApplicant(other, other.page.locator('a[href$="/correction"]').first());
    await other.look(`${name}-correction`);
    expect(
      (await other.page.locator('main input[name^="f1."]').count()) === 0,
      'only the returned field can be changed',
    );
    await other.page.fill('input[name="f4"]', '０９０－１２３４－５６７８');
    await next(applicant);
    await other.page.waitForURL(/\/applications\/[^/]+(\?|$)/);

    // Draft, check, decide: three people.
    await waitForCase(clerk, caseId, '審査中');
    await desk.look(`${name}-case-corrected`);
    await desk.page.goto(`${city.staff}/cases/${caseId}/decision`);
    await desk.page.locator('input[name="outcome"][value="granted"]').check();
    await desk.page.locator('[name="validFrom"]').fill('令和8年12月1日');
    await desk.page.locator('[name="validTo"]').fill('令和9年3月31日');
    await desk.look(`${name}-decision`);
    await press(clerk, '起案して回す');
    await desk.look(`${name}-case-drafted`);
    expect(
      (await desk.page.getByRole('button', { name: '承認する', exact: true }).count()) === 0,
      'the drafter cannot approve',
    );
    await desk.close();
    for (const [login, verb] of [
      ['gakuji-kakaricho', '承認する'],
      ['gakuji-kacho', '決裁する'],
    ] as const) {
      const boss = await newPerson(browser, output, findings);
      const chief = { person: boss, city, name: `${name}-${login}` };
      await signInAs(chief, login, true);
      await boss.page.goto(`${city.staff}/cases/${caseId}`);
      await press(chief, verb);
      await boss.close();
    }

    // The notice arrives, is opened and verified.
    await waitForApplication(applicant, receipt.applicationId, '#documents a');
    await other.look(`${name}-application-issued`);
    // How the next ones are to come: no answer is said beside the question, an answer stands afterwards.
    await other.page.locator('#delivery button').click();
    await other.page.locator('#delivery .form-error').waitFor();
    await other.look(`${name}-delivery-missing`);
    await other.page.locator('#delivery label', { hasText: 'このページで受け取る' }).click();
    await other.page.locator('#delivery button').click();
    await other.page.locator('#delivery', { hasText: 'このページでお渡しします' }).waitFor();
    const href = await other.page.locator('#documents a[href*="/documents/"]').first().getAttribute('href');
    const response = await other.context.request.get(new URL(href!, city.portal).toString());
    expect(response.headers()['content-type'] === 'application/pdf', 'the notice is a PDF');
    const text = await pdfText(await response.body());
    expect(
      text.includes('𠮷田') && text.includes('就学援助認定通知書'),
      'the notice names the person and says what it is',
    );
    const verifyUrl = /https?:\/\/\S+\/verify\/[0-9A-Z-]{19}/.exec(text.replace(/\s+/g, ''))?.[0];
    expect(verifyUrl, 'the notice has the address where it can be verified');
    const stranger = await newPerson(browser, output, findings, { script });
    await stranger.page.goto(verifyUrl);
    await stranger.look(`${name}-verify`);
    const shown = await stranger.page.locator('main').innerText();
    expect(
      shown.includes('あかつき市教育委員会') && !shown.includes('𠮷田'),
      'verification confirms the issuer and shows no name',
    );
    await stranger.close();
    await other.close();
  };
}

export default [
  { name: 'with script, phone then desktop', run: journey(true, 360) },
  { name: 'without script, 320 px', run: journey(false, 320) },
] satisfies Journey[];
