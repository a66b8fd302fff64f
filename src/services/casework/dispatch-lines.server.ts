/** Letters as plain data for their list; of a protected person neither name nor place. */
import { dispatchActs, dispatchKinds, dispatchReasons } from '#core/dispatch';
import { type LetterRow, selectLog } from '#core/dispatch.server';
import { protectionOf } from '#core/protection.server';
import { formatShort, tokyoDate } from '#kernel/dates';
import type { Tx } from '#platform/db.server';
import { moment } from './case-page.server.ts';

export async function dispatchLines(tx: Tx, letters: LetterRow[]) {
  const log = await selectLog(
    tx,
    letters.map((one) => one.id),
  );
  const protection = await protectionOf(tx, { caseIds: letters.map((one) => one.case_id) });
  return letters.map((one) => {
    const guarded = protection.has(one.case_id);
    return {
      id: one.id,
      caseId: one.case_id,
      number: one.number,
      title: one.title,
      guarded,
      // Where a protected person lives, and who they are, is no matter of a list.
      name: guarded ? '（支援措置）' : one.applicant_name,
      postCode: guarded ? '' : one.post_code,
      noAddress: !guarded && (one.envelope ?? []).length < 2,
      reason: dispatchReasons[one.reason],
      listedOn: formatShort(tokyoDate(one.listed_at)),
      prints: one.prints,
      kind: one.kind === null ? null : dispatchKinds[one.kind],
      dispatchedOn: one.dispatched_on === null ? null : formatShort(one.dispatched_on),
      returnedOn: one.returned_on === null ? null : formatShort(one.returned_on),
      note: one.note,
      log: log
        .filter((line) => line.dispatch_id === one.id)
        .map((line) => ({
          at: moment(line.at),
          act: dispatchActs[line.act],
          name: line.name ?? '自動処理',
          note: line.note,
        })),
    };
  });
}

export type DispatchLine = Awaited<ReturnType<typeof dispatchLines>>[number];
