import { hides } from '#core/protection';
import { permitView, protectionOf } from '#core/protection.server';
import { fail, ok, type Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';

/**
 * The one way of an address onto the paper of a letter: lines for the window, or the reason why they must not be seen. What
 * the document itself shows was settled when it was made (`permitIssue`, `envelopeOf`); a measure may have come since. The
 * letter of a protected person needs an allowance of the named officer, which is used up, and shows a name and no address.
 */
export async function addressForLetter(
  tx: Tx,
  letter: { caseId: string; documentId: string; lines: string[]; postId: string | null },
): Promise<Result<string[]>> {
  const protection = (await protectionOf(tx, { caseIds: [letter.caseId] })).get(letter.caseId);
  if (protection === undefined || !hides(protection)) {
    // A name alone is no address.
    return letter.lines.length < 2
      ? fail('conflict', '宛先がありません。案件で住所を確かめてください。')
      : ok(letter.lines);
  }
  if (letter.lines.length > 1)
    return fail('conflict', '住所の出る文書です。支援措置の担当者に相談し、再交付してください。');
  const permitted = await permitView(tx, letter.caseId, {
    output: 'letter',
    target: letter.documentId,
    postId: letter.postId,
  });
  return permitted.ok ? ok(letter.lines) : permitted;
}
