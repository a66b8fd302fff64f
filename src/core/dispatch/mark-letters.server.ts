/** What people do with letters at their desk: 引抜き, 発送, 返戻, 再送. */

import type { StaffActor } from '#core/policy';
import { caseRows } from '#core/policy.server';
import { isPlainDate, tokyoDate } from '#kernel/dates';
import { fail, ok, type Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { changeLetter, type LetterChange, selectLetters } from './dispatch.sql.ts';
import { type DispatchKind, dispatchKinds, letterLimit } from './model.ts';

export type LetterAct = 'pull' | 'put-back' | 'dispatch' | 'return' | 'resend';

export interface LetterInput {
  act: LetterAct;
  ids: string[];
  note: string;
  /** Day of posting or of return. */
  on: string;
  kind: string;
}

/** All of the chosen letters or none; gives the cases they belong to. */
export async function markLetters(
  desk: { tx: Tx; actor: StaffActor },
  input: LetterInput,
): Promise<Result<{ caseIds: string[]; count: number }>> {
  const change = changeOf(input);
  if (!change.ok) return change;
  const ids = input.ids.filter((id) => /^[0-9a-f-]{36}$/.test(id));
  if (ids.length === 0)
    return fail('invalid', undefined, [{ path: 'ids', message: '郵便物を選んでください。' }]);
  const letters = await selectLetters(desk.tx, caseRows(desk.actor, 'case.work'), {
    ids,
    limit: letterLimit,
  });
  if (letters.length !== new Set(ids).size) return fail('notFound');
  for (const letter of letters)
    if (!(await changeLetter(desk.tx, letter.id, change.value, desk.actor.postId)))
      return fail(
        'conflict',
        'ほかの人が先に処理した郵便物があります。一覧を読み直してください。何も変わっていません。',
      );
  return ok({ caseIds: letters.map((letter) => letter.case_id), count: letters.length });
}

function changeOf({ act, note, on, kind }: LetterInput): Result<LetterChange> {
  const issue = (path: string, message: string) => fail('invalid', undefined, [{ path, message }]);
  const why = note.trim();
  if (act === 'put-back') return ok({ act, state: 'waiting', from: ['pulled'] });
  if (act === 'resend') return ok({ act, state: 'waiting', from: ['returned'] });
  if (act === 'pull') {
    if (why === '') return issue('note', '引き抜く理由を書いてください。');
    return ok({ act, state: 'pulled', from: ['waiting', 'printed'], note: why });
  }
  if (!isPlainDate(on)) return issue('on', '日付を入れてください。');
  if (on > tokyoDate(new Date())) return issue('on', '今日までの日付を入れてください。');
  if (act === 'return') {
    if (why === '') return issue('note', '返戻の理由を書いてください（あて所に尋ねあたらず、など）。');
    return ok({ act, state: 'returned', from: ['dispatched'], returnedOn: on, note: why });
  }
  if (!Object.hasOwn(dispatchKinds, kind)) return issue('kind', '郵便の種類を選んでください。');
  return ok({ act, state: 'dispatched', from: ['printed'], dispatchedOn: on, kind: kind as DispatchKind });
}
