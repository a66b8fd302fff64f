/** The gate: what may still go out about a protected case. No warning to click away; a named officer's decision, used once. */
import { fail, ok, type Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { knewThem, selectAllowances, spendExamination } from './cases.sql.ts';
import { holdMeasures, protectionOf } from './matches.sql.ts';
import { selectAddresses } from './measures.sql.ts';
import { type CaseProtection, type ExaminedOutput, hides, sheltered } from './model.ts';

/** What a document may say. `examination` goes with it to the moment of rendering. */
export interface Permit {
  /** Null: nobody under a measure is named; nothing is hidden. */
  examination: string | null;
  /** Nothing on the outside shows where somebody lives. */
  closedCover: boolean;
  /** Addresses, phone numbers and mail stay out of the text too. */
  hideAddress: boolean;
  /** Texts that must not appear anywhere: addresses the measure knows. */
  secrets: string[];
}

export const openPermit: Permit = { examination: null, closedCover: false, hideAddress: false, secrets: [] };

export const heldSentence =
  '支援措置に当たる人が関わる案件のため、このままでは交付できません。支援措置の担当者に、厳格な審査を依頼してください。';
const counterpartSentence =
  '支援措置の相手方に当たる人の請求のため、認める決定はできません。支援措置の担当者に確認してください。';

const personsOf = (protection: CaseProtection) => protection.matches.map((one) => one.personId);

/**
 * Asked in the transaction that decides and issues, which from then on no new measure can overtake. A request of the
 * counterpart goes out only as a refusal that an officer decided; everything else needs an allowance, which it uses up.
 */
export async function permitIssue(
  tx: Tx,
  caseId: string,
  { refusing, paper, postId }: { refusing: boolean; paper: boolean; postId: string | null },
): Promise<Result<Permit>> {
  await holdMeasures(tx);
  const protection = (await protectionOf(tx, { caseIds: [caseId] })).get(caseId);
  if (protection === undefined) return ok(openPermit);
  const counterpart = protection.state === 'counterpart';
  // Where no document is made, the answer to who is protected themselves says nothing about anybody.
  if (!paper && !counterpart) return ok(openPermit);
  if (counterpart && !refusing) return fail('conflict', counterpartSentence);
  const used = await spendExamination(tx, {
    caseId,
    output: 'issue',
    target: null,
    verdict: counterpart ? 'refuse' : 'allow',
    persons: personsOf(protection),
    postId,
  });
  if (used === null) return fail('conflict', heldSentence);
  return ok(await permitFor(tx, protection, used));
}

/** What a preview shows: the strictest, because nobody has examined it yet. */
export async function previewPermit(tx: Tx, caseId: string): Promise<Permit> {
  const protection = (await protectionOf(tx, { caseIds: [caseId] })).get(caseId);
  return protection === undefined ? openPermit : permitFor(tx, protection, { id: null, show_address: false });
}

/** Addresses that the measures know of those they protect here. */
export const knownAddresses = (tx: Tx, protection: CaseProtection): Promise<string[]> =>
  selectAddresses(
    tx,
    protection.matches.filter((one) => sheltered(one.role)).map((one) => one.personId),
  );

/** The address may stand in a document only when it goes to the person whose address it is. */
async function permitFor(
  tx: Tx,
  protection: CaseProtection,
  used: { id: string | null; show_address: boolean },
): Promise<Permit> {
  const secrets = await knownAddresses(tx, protection);
  const shown = used.show_address && protection.own && protection.state === 'protected';
  return { examination: used.id, closedCover: true, hideAddress: !shown, secrets: shown ? [] : secrets };
}

/**
 * Asked again where a document is rendered: a measure recorded since the decision holds it back. `examination` is what the
 * document was permitted by.
 */
export async function mayRender(tx: Tx, caseId: string, examination: string | null): Promise<boolean> {
  await holdMeasures(tx);
  const protection = (await protectionOf(tx, { caseIds: [caseId] })).get(caseId);
  if (protection === undefined) return true;
  return examination !== null && (await knewThem(tx, examination, personsOf(protection)));
}

/** Whether a drafter may propose this at all: early, so that nobody learns only at the decision. */
export async function mayPropose(tx: Tx, caseId: string, refusing: boolean): Promise<Result<unknown>> {
  const protection = (await protectionOf(tx, { caseIds: [caseId] })).get(caseId);
  return protection?.state === 'counterpart' && !refusing ? fail('conflict', counterpartSentence) : ok();
}

/** One look at something of a protected case: answers, a file, an issued document, a register. Uses the allowance up. */
export async function permitView(
  tx: Tx,
  caseId: string,
  view: { output: ExaminedOutput; target?: string; postId: string | null },
): Promise<Result<unknown>> {
  const protection = (await protectionOf(tx, { caseIds: [caseId] })).get(caseId);
  if (protection === undefined || !hides(protection)) return ok();
  const used = await spendExamination(tx, {
    caseId,
    output: view.output,
    target: view.target ?? null,
    verdict: 'allow',
    persons: personsOf(protection),
    postId: view.postId,
  });
  return used === null
    ? fail('conflict', '支援措置に当たる人が関わる案件のため、見るには支援措置の担当者の審査が必要です。')
    : ok();
}

/** What is allowed once now. */
export const allowancesOf = (tx: Tx, caseId: string, protection: CaseProtection) =>
  selectAllowances(tx, caseId, personsOf(protection));

/** Refuses text that staff write to somebody while it names an address the measure knows. */
export async function refuseLeak(
  tx: Tx,
  caseId: string,
  texts: string[],
  path: string,
): Promise<Result<unknown>> {
  const protection = (await protectionOf(tx, { caseIds: [caseId] })).get(caseId);
  if (protection === undefined) return ok();
  const { secrets } = await permitFor(tx, protection, { id: null, show_address: false });
  const bare = (text: string) => text.normalize('NFKC').replace(/[\s\u2010-\u2015\u2212ー-]/g, '');
  const found = secrets.some(
    (secret) => secret.length > 3 && texts.some((text) => bare(text).includes(bare(secret))),
  );
  return found
    ? fail('invalid', undefined, [
        { path, message: '支援措置で守られている人の住所が入っています。消してください。' },
      ])
    : ok();
}
