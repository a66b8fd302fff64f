/** One case as its page shows it, and the lists that lead to it. */
import { type DocumentRow, selectDocuments } from '#core/documents.server';
import { caseRows } from '#core/policy.server';
import { possibleVerbs, type Verb, verbs, whyNot } from '#core/process';
import { type HistoryRow, loadRecord, type StoredRecord, selectHistory } from '#core/records.server';
import { ok, type Result } from '#kernel/result';
import { termsOf } from './applicant.ts';
import {
  type CaseFilter,
  type CaseRow,
  countByState,
  countCases,
  exceptProtected,
  selectCases,
} from './cases.sql.ts';
import {
  type ActionRow,
  type CommentRow,
  type CorrectionRow,
  type LetterRow,
  type StaffFileRow,
  selectActions,
  selectComments,
  selectCorrections,
  selectLetters,
  selectStaffFiles,
} from './log.sql.ts';
import { type Desk, type OpenCase, openCase } from './open-case.server.ts';
import { type Colleague, selectColleagues } from './posts.sql.ts';

export interface CaseView extends OpenCase {
  record: StoredRecord;
  history: HistoryRow[];
  actions: ActionRow[];
  comments: CommentRow[];
  letters: LetterRow[];
  corrections: CorrectionRow[];
  documents: DocumentRow[];
  files: StaffFileRow[];
  colleagues: Colleague[];
  possible: Verb[];
  /** Why the others are not possible now, for people who wonder where a button is. */
  impossible: { verb: Verb; reason: string }[];
}

export async function readCase(desk: Desk, id: string): Promise<Result<CaseView>> {
  const opened = await openCase(desk, id, 'case.read');
  if (!opened.ok) return opened;
  const open = opened.value;
  const { tx } = desk;
  const possible = possibleVerbs(open.situation, open.acting);
  return ok({
    ...open,
    record: (await loadRecord(tx, open.app, open.row.record_id))!,
    history: await selectHistory(tx, open.app.id, open.row.record_id),
    actions: await selectActions(tx, id),
    comments: await selectComments(tx, id),
    letters: await selectLetters(tx, id),
    corrections: await selectCorrections(tx, id),
    documents: await selectDocuments(tx, id),
    files: await selectStaffFiles(tx, id),
    colleagues: await selectColleagues(tx, open.row.department),
    possible,
    impossible: verbs
      .filter((verb) => !possible.includes(verb))
      .flatMap((verb) => {
        const reason = whyNot(verb, open.situation, open.acting);
        return reason?.message === undefined || reason.code === 'notFound'
          ? []
          : [{ verb, reason: reason.message }];
      }),
  });
}

export interface InboxQuery extends Omit<CaseFilter, 'terms' | 'receiptNumber'> {
  /** Name or receipt number, typed sloppily. */
  search?: string;
}

export interface Inbox {
  rows: CaseRow[];
  /** Exact up to 1 000; 1 001 means more. */
  total: number;
  next: { key: string; id: string } | null;
}

export async function listCases(desk: Desk, query: InboxQuery): Promise<Inbox> {
  const reach = caseRows(desk.actor, 'case.list');
  const filter: CaseFilter = { ...query, terms: termsOf(query.search ?? '') };
  // By name nobody finds out that somebody protected has a case here; by its number whoever works on it does.
  const rows = filter.terms?.length ? exceptProtected(reach, query.search ?? '') : reach;
  const found = (await selectCases(desk.tx, rows, { ...filter, limit: query.limit + 1 })) as (CaseRow & {
    sort_key: string;
  })[];
  const page = found.slice(0, query.limit);
  const last = found.length > query.limit ? page.at(-1) : undefined;
  return {
    rows: page,
    total: await countCases(desk.tx, rows, filter),
    next: last === undefined ? null : { key: last.sort_key, id: last.id },
  };
}

export interface WaitingForMe {
  byState: { state: CaseRow['state']; count: number; overdue: number }[];
  /** Steps that ask for this post: approvals to give, cases assigned, sent back. */
  mine: CaseRow[];
  toApprove: CaseRow[];
  fresh: CaseRow[];
}

/** What waits for this post: the staff home. */
export async function waitingForMe(desk: Desk): Promise<WaitingForMe> {
  const rows = caseRows(desk.actor, 'case.list');
  const postId = desk.actor.postId ?? undefined;
  const approving = await selectCases(desk.tx, rows, { states: ['approving'], sort: 'due', limit: 50 });
  const toApprove: CaseRow[] = [];
  for (const row of approving) {
    const open = await openCase(desk, row.id, 'case.read');
    if (
      open.ok &&
      possibleVerbs(open.value.situation, open.value.acting).some(
        (verb) => verb === 'approve' || verb === 'decide' || verb === 'deputyDecide',
      )
    ) {
      toApprove.push(row);
    }
  }
  return {
    byState: await countByState(desk.tx, rows),
    mine: await selectCases(desk.tx, rows, {
      assigneePostId: postId,
      states: ['received', 'checking', 'awaitingCorrection', 'awaitingVisit'],
      sort: 'due',
      limit: 20,
    }),
    toApprove,
    fresh: await selectCases(desk.tx, rows, {
      states: ['received'],
      unassigned: true,
      sort: 'due',
      limit: 20,
    }),
  };
}
