/** The same act on many cases: first a preview that says what would happen to each, then the act. */

import { type Verb, whyNot } from '#core/process';
import { protectionOf } from '#core/protection.server';
import { appError, sentenceOf } from '#kernel/errors';
import type { Result } from '#kernel/result';
import { approveCase } from './decide-case.server.ts';
import type { Issuer } from './issue-case.server.ts';
import { type Desk, openCase } from './open-case.server.ts';
import { assignCase, closeCase, receiveCase } from './work-case.server.ts';

export const bulkVerbs = ['receive', 'assign', 'approve', 'decide', 'close'] as const satisfies Verb[];
export type BulkVerb = (typeof bulkVerbs)[number];

export interface BulkLine {
  id: string;
  receiptNumber: string;
  applicantName: string;
  /** The revision the preview saw: the act is done on exactly this. */
  revision: number;
  /** Null when it can be done (preview) or was done (act). */
  reason: string | null;
}

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** What would happen; nothing is changed. At most 500 cases at once; ones out of reach are left out. */
export async function previewBulk(desk: Desk, verb: BulkVerb, ids: string[]): Promise<BulkLine[]> {
  const lines: BulkLine[] = [];
  const protection = await protectionOf(desk.tx, { caseIds: ids.filter(isId) });
  for (const id of [...new Set(ids)].slice(0, 500)) {
    const open = await openCase(desk, id, 'case.read');
    if (!open.ok) continue;
    const reason = protection.has(id)
      ? appError('conflict', 'この案件は、まとめては扱えません。案件を開いて、一件ずつ行ってください。')
      : whyNot(verb, open.value.situation, open.value.acting);
    const { row } = open.value;
    lines.push({
      id,
      receiptNumber: row.receipt_number,
      applicantName: row.applicant_name,
      revision: row.revision,
      reason: reason === null ? null : sentenceOf(reason),
    });
  }
  return lines;
}

/** Does it, case by case in one transaction; one that changed since the preview is reported, the others go through. */
export async function doBulk(
  desk: Desk,
  issuer: Issuer,
  verb: BulkVerb,
  chosen: { id: string; revision: number }[],
  postId: string | null,
): Promise<BulkLine[]> {
  const lines = await previewBulk(
    desk,
    verb,
    chosen.map((one) => one.id),
  );
  for (const line of lines) {
    const { revision } = chosen.find((one) => one.id === line.id)!;
    const outcome = line.reason === null ? await doOne(desk, issuer, verb, line.id, revision, postId) : null;
    if (outcome !== null && !outcome.ok) line.reason = sentenceOf(outcome.error);
  }
  return lines;
}

function doOne(
  desk: Desk,
  issuer: Issuer,
  verb: BulkVerb,
  id: string,
  revision: number,
  postId: string | null,
): Promise<Result<unknown>> {
  switch (verb) {
    case 'receive':
      return receiveCase(desk, id, revision);
    case 'assign':
      return assignCase(desk, id, { revision, postId });
    case 'close':
      return closeCase(desk, id, revision);
    case 'approve':
    case 'decide':
      return approveCase(desk, issuer, id, { revision, verb, note: '' });
  }
}
