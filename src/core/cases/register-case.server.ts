/** Asking a register about a case: shown to staff, written into certificates, or deciding an automatic procedure. */
import { randomUUID } from 'node:crypto';
import type { DocumentData } from '#core/documents';
import { read } from '#core/exchange.server';
import { permitView, protectionOf } from '#core/protection.server';
import { loadRecord } from '#core/records.server';
import type { Registers, TaxAnswer, VaccinationAnswer } from '#core/registers.server';
import { fail, ok, type Result } from '#kernel/result';
import type { Keyring } from '#platform/crypto.server';
import { hit } from '#platform/http.server';
import type { Deliver } from '#platform/outbox.server';
import { fieldByCode, plainText } from './applicant.ts';
import { selectCase, updateCase } from './cases.sql.ts';
import { insertDecision, selectDecision } from './decisions.sql.ts';
import { issueFor } from './issue-case.server.ts';
import { insertAction } from './log.sql.ts';
import { type Desk, type OpenCase, openCase, situate } from './open-case.server.ts';
import { taxData, vaccinationData } from './register-data.ts';
import { strangerAtDesk } from './system-desk.ts';
import { everyRow } from './system-rows.sql.ts';

export type RegisterAnswer =
  | { kind: 'tax'; answer: TaxAnswer }
  | { kind: 'vaccination'; answer: VaccinationAnswer };

/** What the procedure's register says of this case's person. `unavailable` when the register is down. */
export async function lookUpRegister(
  desk: Desk,
  registers: Registers,
  id: string,
): Promise<Result<RegisterAnswer>> {
  const open = await openCase(desk, id, 'case.work');
  if (!open.ok) return open;
  const permitted = await permitView(desk.tx, id, { output: 'register', postId: desk.actor.postId });
  if (!permitted.ok) return permitted;
  return askRegister(desk.tx, registers, open.value);
}

async function askRegister(
  tx: Desk['tx'],
  registers: Registers,
  open: OpenCase,
): Promise<Result<RegisterAnswer>> {
  const { procedure } = open;
  const record = await loadRecord(tx, open.app, open.row.record_id);
  if (record === null) return fail('notFound');
  const key = (name: string) =>
    plainText(fieldByCode(open.app, procedure.registerKeys?.[name]), record.answers) || undefined;
  const person = { name: key('name') ?? '', birthDate: key('birthDate') ?? '', address: key('address') };
  if (procedure.register === 'vaccination') {
    const asked = await registers.matchVaccination({ ...person, secretNumber: key('secretNumber') ?? '' });
    return asked.ok ? ok({ kind: 'vaccination', answer: asked.value }) : asked;
  }
  if (procedure.register === 'tax') {
    const asked = await registers.queryTax({ ...person, year: key('year') ?? '' });
    return asked.ok ? ok({ kind: 'tax', answer: asked.value }) : asked;
  }
  return fail('notFound');
}

/**
 * Data of a certificate, taken from the register at the moment of the decision. An undeclared income is answered
 * "declare first", a person who lived elsewhere on 1 January is sent there.
 */
export async function certificateData(
  desk: Desk,
  registers: Registers,
  open: OpenCase,
): Promise<Result<DocumentData>> {
  const asked = await askRegister(desk.tx, registers, open);
  if (!asked.ok) return asked;
  if (asked.value.kind === 'vaccination') {
    const { answer } = asked.value;
    return answer.status === 'matched'
      ? ok(vaccinationData(answer.record))
      : fail('conflict', '予防接種の記録が見つかりません。');
  }
  const { answer } = asked.value;
  if (answer.status === 'undeclared') {
    return fail(
      'conflict',
      '所得の申告がないため、証明できません。先に市民税・県民税の申告をしていただくよう、申請者に知らせてください。',
    );
  }
  if (answer.status === 'ambiguous')
    return fail('conflict', '同じ氏名・生年月日の人が複数います。住所などを確かめてください。');
  if (answer.status !== 'found')
    return fail('conflict', '税の記録が見つかりません。氏名・生年月日・年度を確かめてください。');
  if (!answer.record.residentOnJanuary1) {
    return fail(
      'conflict',
      'その年の1月1日に本市に住所がないため、証明は1月1日に住んでいた市区町村が行います。',
    );
  }
  return ok(taxData(answer.record));
}

const tries = 5;
const day = 24 * 60 * 60;

/**
 * Worker: a match issues by itself; no match, too many tries and a register that is down all go to staff, and the
 * applicant sees the same in every case.
 */
export function onCheckRegister(tools: { registers: Registers; portalOrigin: string; keyring: Keyring }) {
  return async ({ tx, municipality, message }: Deliver): Promise<void> => {
    const { caseId } = read('case.checkRegister', message.payload);
    const row = await selectCase(tx, caseId, everyRow, true);
    if (row === null || row.state !== 'received') return;
    // Somebody under a measure: a person decides. The applicant sees what anybody sees without a match.
    if ((await protectionOf(tx, { caseIds: [caseId] })).has(caseId)) {
      await insertAction(tx, {
        caseId,
        verb: 'checkRegister',
        actorKind: 'system',
        postId: null,
        detail: { outcome: 'not-matched' },
      });
      return;
    }
    const desk = { tx, municipality, actor: strangerAtDesk };
    const open = await situate(desk, row);
    const record = await loadRecord(tx, open.app, row.record_id);
    const secret = fieldByCode(open.app, open.procedure.registerKeys?.secretNumber);
    const name = fieldByCode(open.app, open.procedure.registerKeys?.name);
    const hashOf = (field: typeof secret) =>
      tools.keyring.hmac(
        'limit:register',
        JSON.stringify(field === null ? null : (record?.answers[String(field.id)] ?? null)),
      );
    const allowed = (await hit(tx, hashOf(secret), tries, day)) && (await hit(tx, hashOf(name), tries, day));
    const asked = allowed ? await askRegister(tx, tools.registers, open) : fail('tooMany');
    const matched =
      asked.ok && asked.value.kind === 'vaccination' && asked.value.answer.status === 'matched'
        ? asked.value.answer
        : null;
    if (matched === null) {
      const outcome = asked.ok ? 'not-matched' : asked.error.code;
      await insertAction(tx, {
        caseId,
        verb: 'checkRegister',
        actorKind: 'system',
        postId: null,
        detail: { outcome },
      });
      return;
    }
    await insertDecision(tx, {
      id: randomUUID(),
      caseId,
      outcome: 'granted',
      reasons: '',
      content: { register: vaccinationData(matched.record) },
      draftedBy: null,
      decided: true,
    });
    await updateCase(tx, caseId, row.revision, { state: 'decided', assurance: 'secret-number' });
    await insertAction(tx, {
      caseId,
      verb: 'decide',
      actorKind: 'system',
      postId: null,
      from: 'received',
      to: 'decided',
      detail: { outcome: 'granted' },
    });
    const decided = await situate(desk, { ...row, state: 'decided', assurance: 'secret-number' });
    const issued = await issueFor(desk, tools, { ...decided, decision: await selectDecision(tx, caseId) });
    if (!issued.ok) throw new Error(`automatic issuing failed: ${issued.error.code}`);
  };
}
