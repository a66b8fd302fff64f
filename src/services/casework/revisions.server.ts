/** What each revision of a record changed, in words of its form. */
import type { Answers } from '#core/fields';
import { type AnswerChange, diffAnswers, type Form } from '#core/forms';
import { applyDiff, flatten, type HistoryRow, rewind, unflatten } from '#core/records.server';

export interface Revision {
  revision: number;
  at: string;
  byApplicant: boolean;
  changes: AnswerChange[];
}

/** Newest first; the first revision, which wrote everything, is left out. */
export function revisionsOf(
  form: Form,
  answers: Answers,
  history: readonly HistoryRow[],
  say: (at: Date) => string,
): Revision[] {
  const lineFields = new Set(
    form.fields.filter((field) => field.fields !== undefined).map((field) => String(field.id)),
  );
  let after = flatten(answers, lineFields);
  const revisions: Revision[] = [];
  for (const row of history) {
    const before = rewind(after, [row.diff]);
    if (row.revision > 1) {
      const changes = diffAnswers(form, unflatten(before), unflatten(applyDiff(before, row.diff)), 'ja');
      revisions.push({
        revision: row.revision,
        at: say(row.at),
        byApplicant: row.actor_kind === 'applicant',
        changes,
      });
    }
    after = before;
  }
  return revisions;
}
