/** One case as the named officer needs it for a strict examination: who is named, who is meant, what may go out. */
import { definitionsOf } from '#core/definitions.server';
import { selectDocuments } from '#core/documents.server';
import { type Answers, completeFields, type DefinedField } from '#core/fields';
import { stateLabels as caseStateLabels } from '#core/process';
import { type CaseProtection, outputLabels } from '#core/protection';
import {
  type Examination,
  type MetCase,
  selectExaminations,
  selectFilesOf,
  selectMatchDecisions,
  selectMetCases,
} from '#core/protection.server';
import { loadRecord } from '#core/records.server';
import { formatTokyoDateTime } from '#kernel/dates';
import type { Tx } from '#platform/db.server';
import { type DecidedLine, matchDecided, matchLine } from './match-lines.server.ts';
import { namesIn } from './named.ts';

export async function examinationPage(
  tx: Tx,
  municipality: string,
  caseId: string,
  protection: CaseProtection,
) {
  const row = (await selectMetCases(tx, [caseId]))[0]!;
  const definitions = await definitionsOf(tx, municipality);
  const procedure = definitions.procedure(row.procedure_id, { version: row.procedure_version })!.body;
  const documents = await selectDocuments(tx, caseId);
  return {
    id: caseId,
    receiptNumber: row.receipt_number,
    procedure: procedure.title.ja,
    applicant: row.applicant_name,
    state: caseStateLabels[row.state as keyof typeof caseStateLabels]?.ja ?? row.state,
    counterpart: protection.state === 'counterpart',
    mayShowAddress: protection.own && protection.state === 'protected',
    named: await namedIn(tx, municipality, row),
    matches: await Promise.all(
      protection.matches.map(async (match) => ({
        ...(await matchLine(tx, match)),
        applicant: match.applicant,
      })),
    ),
    decided: [
      ...(await selectExaminations(tx, caseId)).map(outputDecided),
      ...(await selectMatchDecisions(tx, caseId)).map(matchDecided),
    ],
    targets: [
      ...(await selectFilesOf(tx, caseId)).map((one, index) => ({
        value: `file:${one.id}`,
        label: `${outputLabels.file}：添付${index + 1}`,
      })),
      ...documents
        .filter((one) => one.sha256 !== null)
        .flatMap((one) =>
          (['document', 'letter'] as const).map((output) => ({
            value: `${output}:${one.id}`,
            label: `${outputLabels[output]}：${one.number}`,
          })),
        ),
    ],
    held: documents.filter((one) => one.state === 'held').length,
  };
}

export type ExaminationPage = Awaited<ReturnType<typeof examinationPage>>;

const outputDecided = (one: Examination): DecidedLine => ({
  key: one.id,
  at: formatTokyoDateTime(one.at),
  who: one.who,
  what: outputLabels[one.output],
  verdict: `${one.verdict === 'allow' ? '認める' : '認めない'}${one.show_address ? '（住所を載せる）' : ''}`,
  since: one.used_at === null ? 'まだ使っていません' : `${formatTokyoDateTime(one.used_at)}に使用`,
  reason: one.reason,
  seen: one.seen.join('、'),
});

/** Names and birth dates the case speaks of, and nothing else of it. */
async function namedIn(tx: Tx, municipality: string, row: MetCase) {
  const definitions = await definitionsOf(tx, municipality);
  const app = definitions.app(row.app_id, { version: row.app_version })!.body;
  const answers = (await loadRecord(tx, app, row.record_id))?.answers ?? {};
  return namesIn(completeFields(app.fields as DefinedField[]), answers as Answers);
}
