/** Papers of a record as one person meets them: what they may make, and what is there. */
import type { RecordTemplate } from '#core/definitions';
import { type EntryDesk, type Reached, reachEntry } from '#core/entries.server';
import { fail, ok, type Result } from '#kernel/result';
import { fieldIdsOf } from './gather.server.ts';
import { type ListedDocument, lockRecordDocument, selectRecordDocuments } from './record-documents.sql.ts';

type Looking = Pick<EntryDesk, 'tx' | 'municipality' | 'actor'>;

export interface Papers {
  /** Whose every field this person reads. */
  templates: RecordTemplate[];
  /** Newest first; `opens`: this person reads every field that stands on it. `remakes`: nothing stands in for it yet. */
  documents: (ListedDocument & { opens: boolean; remakes: boolean })[];
  /** Issue, revoke, mend: whoever may edit the record. */
  edits: boolean;
}

export async function papersOf(desk: Looking, appId: string, recordId: string): Promise<Result<Papers>> {
  const reached = await reachEntry(desk, appId, recordId);
  if (!reached.ok) return reached;
  const { open, record, reach } = reached.value;
  const documents = await selectRecordDocuments(desk.tx, appId, record.id);
  return ok({
    templates: (open.app.work.documents ?? []).filter((one) => readsAll(reached.value, one)),
    documents: documents.map((one) => ({
      ...one,
      opens: opensTo(reach, one),
      remakes:
        (one.state === 'issued' || one.state === 'void') &&
        !documents.some((other) => other.replaces === replacedBy(one) && other.state !== 'void'),
    })),
    edits: reach.may('edit'),
  });
}

const readsAll = ({ open, reach }: Reached, template: RecordTemplate): boolean =>
  fieldIdsOf(template, open.fields).every((id) => reach.readsOnPaper(id));

/** A paper made before a measure shows what the record holds back now; one made under it left that out. */
const opensTo = (reach: Reached['reach'], paper: Pick<ListedDocument, 'field_ids' | 'omitted'>): boolean =>
  paper.field_ids.every((id) => (paper.omitted ? reach.readsOnPaper(id) : reach.reads(id)));

/**
 * What a paper made anew of this one replaces. A 欠番 hands on what it was to replace: that one is still issued, and ends with the
 * next that is set. A 欠番 that was to replace nothing is named itself, so that it is made anew once.
 */
export const replacedBy = (paper: Pick<ListedDocument, 'id' | 'state' | 'replaces'>): string =>
  paper.state === 'void' ? (paper.replaces ?? paper.id) : paper.id;

/** A template for an act. What names a field that the person may not read does not exist for them. */
export async function reachTemplate(
  desk: Looking,
  appId: string,
  recordId: string,
  templateId: string,
  act: 'view' | 'edit',
): Promise<Result<Reached & { template: RecordTemplate }>> {
  const reached = await reachEntry(desk, appId, recordId, act);
  if (!reached.ok) return reached;
  const template = reached.value.open.app.work.documents?.find((one) => one.id === templateId);
  return template === undefined || !readsAll(reached.value, template)
    ? fail('notFound')
    : ok({ ...reached.value, template });
}

/** A kept paper, locked, for whoever may do the act and reads all that stands on it. */
export async function reachPaper(
  desk: Looking,
  appId: string,
  recordId: string,
  documentId: string,
  act: 'view' | 'edit',
): Promise<Result<Reached & { document: NonNullable<Awaited<ReturnType<typeof lockRecordDocument>>> }>> {
  const reached = await reachEntry(desk, appId, recordId, act);
  if (!reached.ok) return reached;
  const { record, reach } = reached.value;
  const document = /^[0-9a-f-]{36}$/.test(documentId) ? await lockRecordDocument(desk.tx, documentId) : null;
  if (document === null || document.app_id !== appId || document.record_id !== record.id)
    return fail('notFound');
  return opensTo(reach, document) ? ok({ ...reached.value, document }) : fail('notFound');
}
