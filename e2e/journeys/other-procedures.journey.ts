/** Procedures that run otherwise: a certificate paid at the counter, one issued by itself, one that is only received. */
import {
  type Applicant,
  begin,
  fillForm,
  findProcedure,
  type ReceiptPaper,
  submit,
  waitForApplication,
} from '../support/applicant.ts';
import { newPerson, type Person } from '../support/browser.ts';
import { sampleCase } from '../support/fill.ts';
import { expect, type Journey, type Stage } from '../support/journey.ts';
import { type Clerk, openCase, press, signInAs } from '../support/office.ts';
import { pdfText } from '../support/pdf.ts';

async function apply(
  stage: Stage,
  options: {
    name: string;
    script: boolean;
    width: number;
    search: string;
    procedure: string;
    sample: string;
  },
): Promise<{ applicant: Applicant; person: Person; receipt: ReceiptPaper }> {
  const { city, browser, findings, output } = stage;
  const person = await newPerson(browser, output, findings, { script: options.script, width: options.width });
  const applicant = { person, city, name: options.name };
  const answers = sampleCase(options.sample).answers;
  await findProcedure(applicant, options.search, options.procedure);
  await begin(applicant);
  await fillForm(applicant, options.procedure, answers);
  const receipt = await submit(applicant, `${options.name}@mail.example`);
  return { applicant, person, receipt };
}

async function asClerk(
  stage: Stage,
  login: string,
  name: string,
  work: (clerk: Clerk) => Promise<void>,
): Promise<void> {
  const { city, browser, findings, output } = stage;
  const person = await newPerson(browser, output, findings);
  const clerk = { person, city, name: `${name}-${login}` };
  await signInAs(clerk, login);
  await work(clerk);
  await person.close();
}

async function download({ person, city }: Applicant): Promise<string> {
  const link = person.page.locator('#documents a[href*="/documents/"]').first();
  const href = await link.getAttribute('href');
  const response = await person.context.request.get(new URL(href!, city.portal).toString());
  expect(response.ok(), `the document can be opened (${response.status()})`);
  return pdfText(await response.body());
}

function certificate(script: boolean, width: number): Journey['run'] {
  return async (stage) => {
    const name = `tax-${script ? 'script' : 'noscript'}`;
    const made = await apply(stage, {
      name,
      script,
      width,
      search: '所得証明',
      procedure: 'income-tax-certificate',
      sample: 'tax-issued-1',
    });
    const { applicant, person, receipt } = made;
    await waitForApplication(applicant, receipt.applicationId, 'text=手数料');
    await person.look(`${name}-visit-asked`);
    let caseId = '';
    await asClerk(stage, 'shiminzei-shuji', name, async (clerk) => {
      caseId = await openCase(clerk, receipt.receiptNumber);
      await clerk.person.look(`${name}-counter`);
      await clerk.person.page.locator('input[name="kinds"]').first().check({ force: true });
      await press(clerk, '本人確認を記録する');
      await press(clerk, '手数料の収納を記録する');
      await clerk.person.look(`${name}-paid`);
    });
    await asClerk(stage, 'shiminzei-kacho', name, async (clerk) => {
      await clerk.person.page.goto(`${stage.city.staff}/cases/${caseId}/decision`);
      await clerk.person.page.locator('input[name="outcome"][value="granted"]').check();
      await clerk.person.look(`${name}-decision`);
      await press(clerk, '決定して交付する');
    });
    await waitForApplication(applicant, receipt.applicationId, '#documents a');
    await person.look(`${name}-issued`);
    const text = await download(applicant);
    expect(text.includes('合計所得金額'), 'the certificate shows the income of the register');
    await person.close();
  };
}

function vaccination(script: boolean, width: number): Journey['run'] {
  return async (stage) => {
    const name = `vaccine-${script ? 'script' : 'noscript'}`;
    const sample = script ? 'vaccine-issued-1' : 'vaccine-issued-2';
    const made = await apply(stage, {
      name,
      script,
      width,
      search: '予防接種',
      procedure: 'vaccination-record',
      sample,
    });
    await waitForApplication(made.applicant, made.receipt.applicationId, '#documents a');
    await made.person.look(`${name}-issued`);
    expect((await download(made.applicant)).includes('Vaccination'), 'the record is in two languages');
    await made.person.close();

    // A wrong number: the same words to the applicant, and staff take it from there.
    const wrong = await apply(stage, {
      name: `${name}-wrong`,
      script,
      width,
      search: 'ワクチン',
      procedure: 'vaccination-record',
      sample: 'vaccine-mismatch',
    });
    await asClerk(stage, 'kansen-shuji', name, async (clerk) => {
      await openCase(clerk, wrong.receipt.receiptNumber);
      await clerk.person.look(`${name}-to-staff`);
    });
    await wrong.person.page.goto(`${stage.city.portal}/applications/${wrong.receipt.applicationId}`);
    const shown = await wrong.person.page.locator('main').innerText();
    expect(!/一致|違|誤/.test(shown), 'nothing tells the applicant what did not match');
    await wrong.person.close();
  };
}

function survey(script: boolean, width: number): Journey['run'] {
  return async (stage) => {
    const name = `survey-${script ? 'script' : 'noscript'}`;
    const made = await apply(stage, {
      name,
      script,
      width,
      search: '家庭調査',
      procedure: 'household-survey',
      sample: 'survey-allergy',
    });
    let caseId = '';
    await asClerk(stage, 'asanagi-kyoyu', name, async (clerk) => {
      caseId = await openCase(clerk, made.receipt.receiptNumber);
      await press(clerk, '収受する');
    });
    await asClerk(stage, 'asanagi-kyoto', name, async (clerk) => {
      await clerk.person.page.goto(`${stage.city.staff}/cases/${caseId}/decision`);
      await clerk.person.look(`${name}-accept`);
      await press(clerk, '決定して交付する');
    });
    // The way is at its end: nothing is still to come.
    await waitForApplication(
      made.applicant,
      made.receipt.applicationId,
      '.steps:has(.step-current):not(:has(.step-coming))',
    );
    await made.person.look(`${name}-accepted`);
    await made.person.close();
  };
}

export default [
  { name: 'certificate with script', run: certificate(true, 1280) },
  { name: 'certificate without script', run: certificate(false, 360) },
  { name: 'vaccination record with script', run: vaccination(true, 360) },
  { name: 'vaccination record without script', run: vaccination(false, 320) },
  { name: 'household survey with script', run: survey(true, 360) },
  { name: 'household survey without script', run: survey(false, 320) },
] satisfies Journey[];
