/** The demo's 支援措置: recorded, soon to end, and a request of the counterpart examined and refused. By the real use cases. */
import { approveCase, draftDecision, readCase } from '#core/cases.server';
import { actorOfLogin } from '#core/people.server';
import { type Bureau, examineOutput, recordMeasure } from '#core/protection.server';
import { addDays } from '#kernel/dates';
import { type Result, unwrap } from '#kernel/result';
import { selectCaseId } from './demo-cases.sql.ts';
import type { Arrived, DemoTools } from './sample-case.ts';

/** Thirty days or less: the officers are warned. */
const daysLeft = 20;

/** Once, after the samples arrived: `arrived` holds those of the demonstration. */
export async function seedProtection(tools: DemoTools, arrived: readonly Arrived[]): Promise<void> {
  const receiptOf = (id: string) => arrived.find((one) => one.sample.id === id)?.receiptNumber;
  const counterpart = receiptOf('school-counterpart');
  if (counterpart === undefined) return;
  const validTo = addDays(tools.today, daysLeft);
  const name = (family: string, given: string, kanaFamily: string, kanaGiven: string) =>
    ({ kind: 'two', family, given, kana: { family: kanaFamily, given: kanaGiven } }) as const;
  const address = ['ひので県あかつき市風待区風待一丁目4番8号　風待寮12号'];
  await as(tools, 'koseki-kakaricho', (bureau) =>
    recordMeasure(bureau, {
      kind: 'domestic-violence',
      validFrom: addDays(validTo, -364),
      validTo,
      consulted: 'あかつき市配偶者暴力相談支援センター：支援の必要性あり',
      persons: [
        {
          role: 'protected',
          name: name('小鳥遊', '楓', 'タカナシ', 'カエデ'),
          birthDate: '2000-12-01',
          addresseeNumber: '0007000352',
          addresses: address,
        },
        {
          role: 'along',
          name: name('小鳥遊', '湊', 'タカナシ', 'ミナト'),
          birthDate: '2020-05-17',
          addresseeNumber: '0007000365',
          addresses: address,
        },
        {
          role: 'counterpart',
          name: name('鷹野', '巌', 'タカノ', 'イワオ'),
          birthDate: '1997-03-03',
          addresseeNumber: null,
          addresses: [],
        },
      ],
    }),
  );
  const caseId = await tools.db.tenant(tools.municipality, 'staff', async (tx) => {
    return (await selectCaseId(tx, counterpart))!.id;
  });
  await as(tools, 'koseki-kakaricho', (bureau) =>
    examineOutput(bureau, caseId, {
      output: 'issue',
      target: null,
      verdict: 'refuse',
      showAddress: false,
      reason: '相手方本人からの、併せて支援を求める者についての請求のため。',
      seen: ['本人確認書類（1点）'],
    }),
  );
  await as(tools, 'gakuji-shuji', async (desk) =>
    draftDecision(desk, tools.issuer, caseId, {
      revision: await revisionOf(desk, caseId),
      outcome: 'refused',
      reasons: '申請のあったお子さんを養育していることを確認できないため',
      content: {},
    }),
  );
  for (const [login, verb] of [
    ['gakuji-kakaricho', 'approve'],
    ['gakuji-kacho', 'decide'],
  ] as const)
    await as(tools, login, async (desk) =>
      approveCase(desk, tools.issuer, caseId, { revision: await revisionOf(desk, caseId), verb, note: '' }),
    );
  await tools.deliver();
}

const revisionOf = async (desk: Bureau, caseId: string) => unwrap(await readCase(desk, caseId)).row.revision;

async function as(
  tools: DemoTools,
  login: string,
  work: (bureau: Bureau) => Promise<Result<unknown>>,
): Promise<void> {
  await tools.db.tenant(tools.municipality, 'staff', async (tx) => {
    const actor = await actorOfLogin(tx, login, tools.today);
    unwrap(await work({ tx, municipality: tools.municipality, actor }));
  });
}
