/** A paper of a record, asked for by hand or by the process of the record. */
import type { EntryDesk, OpenApp } from '#core/entries.server';
import type { Answers } from '#core/fields';
import { fail, ok, type Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { reachTemplate } from './papers-of-record.server.ts';
import { lockRecordDocument } from './record-documents.sql.ts';
import { type Reserved, reservePaper } from './reserve.server.ts';

/** By whoever may edit the record. `id`: of the form, so that a second press of its button makes no second paper. */
export async function issuePaper(
  desk: EntryDesk,
  appId: string,
  recordId: string,
  { id, template: templateId }: { id: string; template: string },
): Promise<Result<Reserved>> {
  const reached = await reachTemplate(desk, appId, recordId, templateId, 'edit');
  if (!reached.ok) return reached;
  const { open, record, template } = reached.value;
  const known = await lockRecordDocument(desk.tx, id);
  if (known !== null)
    return known.app_id === appId && known.record_id === record.id
      ? ok({ id, number: known.number, omitted: known.omitted })
      : fail('conflict');
  const reserved = await reservePaper(desk.tx, open, record, { id, template, askedBy: desk.actor.id });
  if (reserved.ok) desk.touched('record', [appId, record.id, id], ['personal'], 'document.ask');
  return reserved;
}

/** Nobody's access is asked: publishing the process did. */
export async function issueByProcess(
  tx: Tx,
  open: OpenApp,
  record: { id: string; answers: Answers },
  wanted: { id: string; template: string },
): Promise<Result<Reserved & { title: string }>> {
  const template = open.app.work.documents?.find((one) => one.id === wanted.template);
  if (template === undefined) return fail('notFound', '文書の様式がなくなっています。');
  const reserved = await reservePaper(tx, open, record, { id: wanted.id, template, askedBy: null });
  return reserved.ok ? ok({ ...reserved.value, title: template.title.ja }) : reserved;
}
