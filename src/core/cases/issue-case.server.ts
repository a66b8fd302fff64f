/** From a decision to its document, and from the rendered document to the applicant. */

import type { Procedure } from '#core/definitions.server';
import { listIssued } from '#core/dispatch.server';
import { composeAppealNotice } from '#core/documents';
import { noteNumbers, renderDocument, reserveDocument, type Signing } from '#core/documents.server';
import { read } from '#core/exchange.server';
import { announce } from '#core/integrations.server';
import { type Outcome, stateAfterIssue, whyNot } from '#core/process';
import { withoutSecrets } from '#core/protection';
import { permitIssue } from '#core/protection.server';
import { loadRecord } from '#core/records.server';
import type { Registers } from '#core/registers.server';
import { tokyoDate } from '#kernel/dates';
import { fail, ok, type Result } from '#kernel/result';
import type { FileStore } from '#platform/files.server';
import type { Deliver } from '#platform/outbox.server';
import type { Pdf } from '#platform/pdf.server';
import { selectCase, updateCase } from './cases.sql.ts';
import { selectDecision } from './decisions.sql.ts';
import { documentDataOf, envelopeOf, issuerOf } from './document-data.ts';
import { insertAction } from './log.sql.ts';
import { tellApplicant } from './move-case.server.ts';
import type { Desk, OpenCase } from './open-case.server.ts';
import { everyRow } from './system-rows.sql.ts';

/** What issuing needs to know of this installation. */
export interface Issuer {
  portalOrigin: string;
  registers: Registers;
}

/**
 * Reserves the document of a decision that was just made, in the same transaction. Refuses below the procedure's
 * assurance level or with the fee unpaid. A decision without a document (a survey that is only received) is final at once.
 */
export async function issueFor(
  desk: Desk,
  issuer: Pick<Issuer, 'portalOrigin'>,
  open: OpenCase,
): Promise<Result<unknown>> {
  const { procedure, decision, definitions } = open;
  if (decision === null) return fail('conflict', '決定がありません。');
  const reason = whyNot(
    'issue',
    { ...open.situation, state: 'decided' },
    { ...open.acting, permissions: new Set(['case.decide']) },
  );
  if (reason !== null) return { ok: false, error: reason };
  const templateId = templateIdOf(procedure, decision.outcome);
  const permitted = await permitIssue(desk.tx, open.row.id, {
    refusing: decision.outcome === 'refused',
    paper: templateId !== undefined,
    postId: desk.actor.postId,
  });
  if (!permitted.ok) return permitted;
  const permit = permitted.value;
  const fresh = (await selectCase(desk.tx, open.row.id, everyRow))!;
  const today = tokyoDate(new Date());
  if (templateId === undefined) return finish(desk, fresh.id, decision.outcome);

  const template = definitions.template(templateId, { on: today });
  if (template === null) return fail('conflict', '文書のひな形がありません。');
  const organisation = definitions.organisation(today);
  const department = organisation.departments.find((one) => one.code === fresh.department) ?? {
    code: fresh.department,
    name: fresh.department,
  };
  const record = await loadRecord(desk.tx, open.app, fresh.record_id);
  if (record === null) return fail('notFound');
  return reserveDocument(desk.tx, {
    caseId: fresh.id,
    decisionId: decision.id,
    template,
    department,
    issuer: issuerOf(procedure, organisation),
    address: envelopeOf(open.app, record.answers, permit),
    data: documentDataOf({
      row: fresh,
      app: open.app,
      procedure,
      organisation,
      answers: record.answers,
      decision,
      today,
      permit,
    }),
    reasons: withoutSecrets(reasonsOf(decision.reasons, decision.content.items ?? []), permit.secrets),
    appealNotice: composeAppealNotice(procedure.appeal, decision.outcome),
    portalOrigin: issuer.portalOrigin,
    today,
    permit,
  });
}

/** Which template tells an outcome; none for what is only received. */
export function templateIdOf(procedure: Procedure, outcome: Outcome): string | undefined {
  const templates = procedure.documents;
  const byOutcome = {
    granted: templates.granted,
    partial: templates.partial ?? templates.granted,
    refused: templates.refused,
    accepted: templates.granted,
  };
  return byOutcome[outcome] ?? (outcome === 'refused' ? undefined : templates.certificate);
}

/** Lines of the reasons, those of single items among them, each once. */
export function reasonsOf(reasons: string, items: { granted: boolean; reason: string }[]): string[] {
  const ofItems = items.filter((item) => !item.granted).map((item) => item.reason);
  return [
    ...new Set([...reasons.split('\n'), ...ofItems].map((line) => line.trim()).filter((line) => line !== '')),
  ];
}

async function finish(
  desk: Pick<Desk, 'tx'>,
  caseId: string,
  outcome: Parameters<typeof stateAfterIssue>[0],
): Promise<Result<unknown>> {
  const row = (await selectCase(desk.tx, caseId, everyRow, true))!;
  const to = stateAfterIssue(outcome);
  if (!(await updateCase(desk.tx, caseId, row.revision, { state: to }))) return fail('conflict');
  await insertAction(desk.tx, {
    caseId,
    verb: 'issue',
    actorKind: 'system',
    postId: null,
    from: row.state,
    to,
  });
  await tellApplicant(desk.tx, { ...row, state: to }, row.state);
  return ok();
}

/** Worker: renders the reserved document and closes the loop to the applicant. */
export function onRender(tools: {
  pdf: Pdf;
  files: FileStore;
  signing?: (municipality: string) => Promise<Signing | undefined>;
  numbersOf?: (municipality: string) => string;
}) {
  return async ({ tx, municipality, message }: Deliver): Promise<void> => {
    const { documentId } = read('document.render', message.payload);
    const rendered = await renderDocument(
      tx,
      {
        pdf: tools.pdf,
        files: tools.files.of(municipality),
        signing: await tools.signing?.(municipality),
        noteNumber: async (number) => {
          if (tools.numbersOf !== undefined) await noteNumbers(tools.numbersOf(municipality), [number]);
        },
      },
      documentId,
      async (caseId) => {
        return (await selectCase(tx, caseId, everyRow))?.application_id ?? null;
      },
      message.attempts,
    );
    if (rendered.outcome === 'void')
      await insertAction(tx, {
        caseId: rendered.document.case_id,
        verb: 'void',
        actorKind: 'system',
        postId: null,
        note: rendered.reason,
        detail: { documentId },
      });
    if (rendered.outcome !== 'issued') return;
    const { case_id: caseId } = rendered.document;
    await announce(tx, { kind: 'document.issued', caseId, documentId });
    const decision = await selectDecision(tx, rendered.document.case_id);
    const row = (await selectCase(tx, rendered.document.case_id, everyRow))!;
    await listIssued(tx, documentId, row.delivery);
    // A reissue after the case was closed changes nothing but the document.
    if (decision !== null && row.state === 'decided') await finish({ tx }, row.id, decision.outcome);
  };
}
