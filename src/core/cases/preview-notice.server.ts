/** The notice a decision would become, before anybody decides: same template, same data, no number. Changes nothing. */
import { composeAppealNotice, composeBlocks, type FilledBlock } from '#core/documents';
import type { Outcome } from '#core/process';
import { withoutSecrets } from '#core/protection';
import { previewPermit } from '#core/protection.server';
import { loadRecord } from '#core/records.server';
import { formatWareki, tokyoDate } from '#kernel/dates';
import { fail, ok, type Result } from '#kernel/result';
import type { DecisionContent, DecisionRow } from './decisions.sql.ts';
import { documentDataOf, envelopeOf, issuerOf } from './document-data.ts';
import { type Issuer, reasonsOf, templateIdOf } from './issue-case.server.ts';
import { type Desk, openCase } from './open-case.server.ts';
import { certificateData } from './register-case.server.ts';

export interface NoticePreview {
  title: string;
  address: string[];
  sender: string;
  date: string;
  blocks: FilledBlock[];
  /** Paragraphs of 教示; null where none is owed. */
  appealNotice: string[] | null;
}

/** Null when this outcome sends no document. `conflict` names what is still missing. */
export async function previewNotice(
  desk: Desk,
  issuer: Issuer,
  id: string,
  input: { outcome: Outcome; reasons: string; content: DecisionContent },
): Promise<Result<NoticePreview | null>> {
  const open = await openCase(desk, id, 'case.work');
  if (!open.ok) return open;
  const { procedure, definitions, app, row } = open.value;
  const templateId = templateIdOf(procedure, input.outcome);
  if (templateId === undefined) return ok(null);
  const today = tokyoDate(new Date());
  const template = definitions.template(templateId, { on: today });
  const record = await loadRecord(desk.tx, app, row.record_id);
  if (template === null || record === null) return fail('conflict', '文書のひな形がありません。');
  let { content } = input;
  if (input.outcome === 'granted' && procedure.documents.certificate !== undefined) {
    const register = await certificateData(desk, issuer.registers, open.value);
    if (!register.ok) return register;
    content = { ...content, register: register.value };
  }
  const organisation = definitions.organisation(today);
  const permit = await previewPermit(desk.tx, id);
  const decision = { outcome: input.outcome, reasons: input.reasons, content } as DecisionRow;
  const data = documentDataOf({
    row,
    app,
    procedure,
    organisation,
    answers: record.answers,
    decision,
    today,
    permit,
  });
  const date = formatWareki(today);
  const appealNotice = composeAppealNotice(procedure.appeal, input.outcome);
  const composed = composeBlocks(
    template.body,
    { ...data, document: { number: '', date } },
    { reasons: withoutSecrets(reasonsOf(input.reasons, content.items ?? []), permit.secrets), appealNotice },
  );
  if (!composed.ok) return composed;
  return ok({
    title: template.body.title.ja,
    address: template.body.address ? envelopeOf(app, record.answers, permit) : [],
    sender: issuerOf(procedure, organisation),
    date,
    blocks: composed.value,
    appealNotice,
  });
}
