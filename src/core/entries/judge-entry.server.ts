/** What a changed record becomes, and what keeps it from being written, as far as the person may know. Pure. */
import type { Answers, Json } from '#core/fields';
import { answersToSend, checkAnswers, createFormState, type FormState, isEmpty } from '#core/forms';
import type { Issue } from '#kernel/errors';
import type { Reach } from './grants.ts';
import { contextOf, type OpenApp } from './open-app.server.ts';

export interface Judged {
  answers: Answers;
  issues: Issue[];
}

/**
 * `merged` is the whole record with the changes in it, `before` the whole record as it was; null of a new one. Fields that no
 * longer show are emptied where the person may edit them; what they may not edit stays whatever shows.
 * A record that had mistakes before may be changed elsewhere: only what is new, or touched, keeps it from being written.
 */
export function judge(
  open: OpenApp,
  merged: Answers,
  before: Answers | null,
  changed: ReadonlySet<string>,
  reach: Reach,
): Judged {
  const context = contextOf(open);
  const state = createFormState(open.form, merged, context);
  const answers = answersToSend(state);
  for (const field of open.fields) {
    const id = String(field.id);
    const value = merged[id];
    if (answers[id] !== undefined || isEmpty(value) || isShown(state, id)) continue;
    if (before !== null && !reach.edits(field.id)) answers[id] = value as Json;
  }
  const found = checkAnswers(state, context);
  const known = new Set<string>();
  if (before !== null && found.some((one) => !changed.has(fieldOf(one)))) {
    const past = createFormState(open.form, before, context);
    for (const one of checkAnswers(past, context)) known.add(`${one.path} ${one.message}`);
  }
  const issues = found.flatMap((one) => {
    const id = fieldOf(one);
    if (!changed.has(id) && known.has(`${one.path} ${one.message}`)) return [];
    if (changed.has(id) || reach.edits(Number(id))) return [one];
    // Of a new record: what somebody else fills in later.
    if (before === null && isEmpty(merged[id])) return [];
    return [reach.reads(Number(id)) ? one : { path: '', message: unseen }];
  });
  return { answers, issues: distinct(issues) };
}

const unseen = 'ほかの項目の条件に合わないため、この内容では保存できません。';

const fieldOf = ({ path }: Issue): string => /^f(\d+)/.exec(path)?.[1] ?? '';

const isShown = (state: FormState, id: string): boolean => state.isVisible(`f${id}`);

const distinct = (issues: Issue[]): Issue[] => [
  ...new Map(issues.map((one) => [`${one.path} ${one.message}`, one])).values(),
];
