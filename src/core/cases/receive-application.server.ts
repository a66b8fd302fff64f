/** Messages from the resident side become cases and acts on cases. Each is idempotent: a repeat finds its work done. */
import { randomUUID } from 'node:crypto';
import { type App, definitionsOf, type Procedure } from '#core/definitions.server';
import { takeDelivery } from '#core/dispatch.server';
import { noteOpened } from '#core/documents.server';
import { post, read } from '#core/exchange.server';
import type { Answers, Field } from '#core/fields';
import { type AssuranceLevel, assuranceMet, type CaseState } from '#core/process';
import { indexCase } from '#core/protection.server';
import { loadRecord, reviseRecord, type Writer, writeRecord } from '#core/records.server';
import { messagePlace, openAnswers, recordPlace, sealAnswers } from '#core/sealing.server';
import { addDays, closedDays, openDay, tokyoDate, usualYearEnd } from '#kernel/dates';
import { type Keyring, type Seals, sealsOf } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';
import type { Deliver } from '#platform/outbox.server';
import { applicantOf, fieldByCode } from './applicant.ts';
import { caseWith, selectCaseIdOfApplication } from './cases.sql.ts';
import { applyCorrection, applyWithdrawal, selectCaseIdOfDocument } from './from-applicant.sql.ts';
import {
  answerCorrection,
  insertAction,
  insertLetter,
  insertStaffFile,
  selectCorrections,
} from './log.sql.ts';
import { departmentOf } from './route-case.ts';

export function onSubmitted(keyring: Keyring) {
  return (deliver: Deliver): Promise<void> => submitted(keyring, deliver);
}

async function submitted(keyring: Keyring, { tx, municipality, message }: Deliver): Promise<void> {
  const sent = read('application.submitted', message.payload);
  if ((await selectCaseIdOfApplication(tx, sent.applicationId)) !== null) return;
  const definitions = await definitionsOf(tx, municipality);
  const procedure = definitions.procedure(sent.procedureId, { version: sent.procedureVersion })!.body;
  const app = definitions.app(sent.appId, { version: sent.appVersion })!.body;
  const arrivedOn = tokyoDate(new Date(sent.arrivedAt));
  const seals = sealsOf({ tx, keyring, municipality }, 'staff');
  const onTheWay = messagePlace('application.submitted', sent.applicationId, sent.arrivedAt, sent.appId);
  const answers = await openAnswers(seals, onTheWay, sent.answers as Answers);
  const caseId = await createCase(tx, seals, {
    app,
    appVersion: sent.appVersion,
    procedure,
    procedureVersion: sent.procedureVersion,
    department: departmentOf(procedure, definitions.organisation(arrivedOn), answers),
    applicationId: sent.applicationId,
    receiptNumber: sent.receiptNumber,
    arrivedAt: sent.arrivedAt,
    channel: 'online',
    assurance: sent.assurance as AssuranceLevel,
    answers,
    dueOn: dueOn(arrivedOn, procedure, definitions.organisation(arrivedOn).closedDays),
    postId: null,
  });
  for (const file of sent.attachments) await insertStaffFile(tx, { ...file, caseId, postId: null });
  if (sent.delivery !== null) await takeDelivery(tx, sent.applicationId, sent.delivery);
  await post(tx, 'case.receipt', { applicationId: sent.applicationId, caseId });
  if (procedure.process.kind === 'automatic') await post(tx, 'case.checkRegister', { caseId });
  if (procedure.counterCheck) {
    await post(tx, 'case.state', {
      applicationId: sent.applicationId,
      state: 'visitAsked',
      at: new Date().toISOString(),
      visit: { yen: feeOf(procedure, app, answers), text: procedure.where.ja },
    });
  }
}

export interface NewCaseInput {
  app: App;
  appVersion: number;
  procedure: Procedure;
  procedureVersion: number;
  department: string;
  applicationId: string | null;
  receiptNumber: string;
  arrivedAt: string;
  channel: 'online' | 'counter' | 'phone' | 'post';
  assurance: AssuranceLevel;
  /** Sealed fields open: they are sealed here, for the record that is being made. */
  answers: Answers;
  dueOn: string | null;
  postId: string | null;
}

/** Writes header and record in one statement, then the first entry of the action log. Gives the case id. */
export async function createCase(tx: Tx, seals: Seals, input: NewCaseInput): Promise<string> {
  const { procedure } = input;
  const id = randomUUID();
  const recordId = randomUUID();
  const fields = input.app.fields as unknown as Field[];
  const sealed = await sealAnswers(seals, recordPlace(input.app.id, recordId), fields, input.answers);
  // From here on only what is sealed: nothing of it may reach the header, its search terms or a log.
  const applicant = applicantOf(input.app, sealed, input.receiptNumber);
  const fee = feeOf(procedure, input.app, sealed);
  const met = assuranceMet(input.assurance, procedure.assurance, procedure.counterCheck);
  const state: CaseState = procedure.counterCheck && (!met || fee > 0) ? 'awaitingVisit' : 'received';
  const writer: Writer = { kind: input.postId === null ? 'applicant' : 'staff', postId: input.postId };
  const header = {
    id,
    receiptNumber: input.receiptNumber,
    applicationId: input.applicationId,
    procedureId: procedure.id,
    procedureVersion: input.procedureVersion,
    appId: input.app.id,
    appVersion: input.appVersion,
    recordId,
    department: input.department,
    state,
    channel: input.channel,
    applicantName: applicant.name,
    applicantTerms: applicant.terms,
    arrivedAt: input.arrivedAt,
    dueOn: input.dueOn,
    assurance: input.assurance,
    feeYen: fee,
  };
  await writeRecord(tx, seals, input.app, recordId, sealed, writer, (record) => caseWith(record, header));
  await indexCase(tx, id, input.app, input.answers);
  await insertAction(tx, {
    caseId: id,
    verb: 'arrive',
    actorKind: input.postId === null ? 'applicant' : 'staff',
    postId: input.postId,
    to: state,
    detail: { channel: input.channel },
  });
  return id;
}

/** The fee of this application: fixed, or what the procedure's calculated field says. */
function feeOf(procedure: Procedure, app: App, answers: Answers): number {
  const field = fieldByCode(app, procedure.fee.field);
  const calculated = field === null ? Number.NaN : Number(answers[String(field.id)]);
  return Number.isInteger(calculated) && calculated >= 0 ? calculated : procedure.fee.yen;
}

/** 標準処理期間: the day after arrival counts as the first; a last day on which the office is closed moves to the next open day. */
export function dueOn(
  arrivedOn: string,
  procedure: Procedure,
  closed: { weekdays: number[]; nationalHolidays: boolean; yearEnd: boolean },
): string {
  const isClosed = closedDays({
    weekdays: closed.weekdays,
    holidays: closed.nationalHolidays,
    yearEnd: closed.yearEnd ? usualYearEnd : undefined,
  });
  return openDay(addDays(arrivedOn, procedure.process.dueDays), isClosed, 'next');
}

export function onCorrected(keyring: Keyring) {
  return (deliver: Deliver): Promise<void> => corrected(keyring, deliver);
}

async function corrected(keyring: Keyring, { tx, municipality, message }: Deliver): Promise<void> {
  const sent = read('application.corrected', message.payload);
  await caseOf(tx, sent.applicationId);
  const row = await applyCorrection(tx, sent.applicationId, message.id);
  if (row === null) return;
  const definitions = await definitionsOf(tx, municipality);
  const app = definitions.app(row.app_id, { version: row.app_version })!.body;
  const open = (await selectCorrections(tx, row.id)).find((one) => one.answered_at === null);
  const record = (await loadRecord(tx, app, row.record_id))!;
  const seals = sealsOf({ tx, keyring, municipality }, 'staff');
  const onTheWay = messagePlace('application.corrected', sent.applicationId, sent.at, app.id);
  const plain = await openAnswers(seals, onTheWay, sent.answers as Answers);
  const fields = app.fields as unknown as Field[];
  const changes = await sealAnswers(seals, recordPlace(app.id, row.record_id), fields, plain);
  const writer: Writer = { kind: 'applicant', postId: null };
  const revised = await reviseRecord(tx, seals, app, row.record_id, record.revision, changes, writer);
  if (!revised.ok) throw new Error('correction could not be written');
  await indexCase(tx, row.id, app, (await loadRecord(tx, app, row.record_id))!.answers);
  for (const file of sent.attachments) await insertStaffFile(tx, { ...file, caseId: row.id, postId: null });
  await answerCorrection(tx, row.id);
  await insertAction(tx, {
    caseId: row.id,
    verb: 'correct',
    actorKind: 'applicant',
    postId: null,
    from: 'awaitingCorrection',
    to: 'checking',
    detail: { fields: open?.fields.map((field) => field.path) ?? [] },
    messageId: message.id,
  });
}

export async function onWithdrawn({ tx, message }: Deliver): Promise<void> {
  const sent = read('application.withdrawn', message.payload);
  await caseOf(tx, sent.applicationId);
  const before = await applyWithdrawal(tx, sent.applicationId);
  if (before === null) return;
  await insertAction(tx, {
    caseId: before.id,
    verb: 'withdraw',
    actorKind: 'applicant',
    postId: null,
    from: before.state,
    to: before.taken ? 'withdrawn' : before.state,
    note: sent.reason,
    messageId: message.id,
  });
  // Decided in the meantime: the applicant is told what stands.
  if (!before.taken)
    await post(tx, 'case.state', {
      applicationId: sent.applicationId,
      state: 'decided',
      at: new Date().toISOString(),
    });
}

export async function onLetter({ tx, message }: Deliver): Promise<void> {
  const sent = read('application.message', message.payload);
  const caseId = await caseOf(tx, sent.applicationId);
  await insertLetter(tx, {
    caseId,
    sender: 'applicant',
    postId: null,
    body: sent.body,
    messageId: message.id,
  });
}

export async function onDocumentOpened({ tx, message }: Deliver): Promise<void> {
  const sent = read('document.opened', message.payload);
  const caseId = await selectCaseIdOfDocument(tx, sent.documentId);
  if (caseId === null) return;
  await noteOpened(tx, sent.documentId, sent.at);
  await insertAction(tx, {
    caseId,
    verb: 'open',
    actorKind: 'applicant',
    postId: null,
    detail: { documentId: sent.documentId },
    messageId: message.id,
  });
}

/** Messages may overtake each other; one that comes before its case fails here and is tried again. */
async function caseOf(tx: Tx, applicationId: string): Promise<string> {
  const caseId = await selectCaseIdOfApplication(tx, applicationId);
  if (caseId === null) throw new Error('message before its case');
  return caseId;
}

/** The recipient chose how documents come. A message that is here before its case is tried again. */
export async function onDelivery({ tx, message }: Deliver): Promise<void> {
  const { applicationId, delivery } = read('application.delivery', message.payload);
  if (await takeDelivery(tx, applicationId, delivery)) return;
  if (message.attempts < 5) throw new Error('no case yet');
}
