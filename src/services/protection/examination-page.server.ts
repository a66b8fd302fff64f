/** One case as the named officer needs it for a strict examination: who is named, who is meant, what may go out. */
import { definitionsOf } from '#core/definitions.server';
import { selectDocuments } from '#core/documents.server';
import { type Answers, completeFields, type DefinedField } from '#core/fields';
import { stateLabels as caseStateLabels } from '#core/process';
import {
  type CaseProtection,
  outputLabels,
  type ProtectionMatch,
  roleLabels,
  sheltered,
} from '#core/protection';
import {
  type MetCase,
  selectExaminations,
  selectFilesOf,
  selectMatchDecisions,
  selectMeasure,
  selectMetCases,
  selectPersons,
} from '#core/protection.server';
import { loadRecord } from '#core/records.server';
import { formatTokyoDateTime, formatWareki } from '#kernel/dates';
import { formatName } from '#kernel/names';
import type { Tx } from '#platform/db.server';
import { namesIn } from './named.ts';

const verdictWords = { same: '同じ人', different: '別人', unrelated: '関わりがない' } as const;

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
    matches: await Promise.all(protection.matches.map((match) => matchLine(tx, match))),
    decisions: (await selectMatchDecisions(tx, caseId)).map((one) => ({
      key: `${one.person_id}${one.at.getTime()}`,
      role: roleLabels[one.role],
      verdict: verdictWords[one.verdict],
      reason: one.reason,
      who: one.who,
      at: formatTokyoDateTime(one.at),
    })),
    examinations: (await selectExaminations(tx, caseId)).map((one) => ({
      id: one.id,
      output: outputLabels[one.output],
      verdict: one.verdict === 'allow' ? '認める' : '認めない',
      address: one.show_address,
      reason: one.reason,
      seen: one.seen.join('、'),
      who: one.who,
      at: formatTokyoDateTime(one.at),
      used: one.used_at === null ? '' : formatTokyoDateTime(one.used_at),
    })),
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

async function matchLine(tx: Tx, match: ProtectionMatch) {
  const person = (await selectPersons(tx, match.measureId)).find((one) => one.id === match.personId)!;
  const measure = (await selectMeasure(tx, match.measureId))!;
  return {
    personId: match.personId,
    measureId: match.measureId,
    number: measure.number,
    role: roleLabels[match.role],
    counterpart: !sheltered(match.role),
    name: formatName(person.name),
    birthDate: person.birth_date === null ? 'わからない' : formatWareki(person.birth_date),
    applicant: match.applicant,
    certain: match.certain,
    expired: match.expired,
  };
}

/** Names and birth dates the case speaks of, and nothing else of it. */
async function namedIn(tx: Tx, municipality: string, row: MetCase) {
  const definitions = await definitionsOf(tx, municipality);
  const app = definitions.app(row.app_id, { version: row.app_version })!.body;
  const answers = (await loadRecord(tx, app, row.record_id))?.answers ?? {};
  return namesIn(completeFields(app.fields as DefinedField[]), answers as Answers);
}
