/** What a record is called, as far as this person may read what it is called by. */
import type { Answers } from '#core/fields';
import { type OpenApp, titleOf } from '#core/views.server';

export function titleIn(open: OpenApp, answers: Answers): string {
  const fields = open.fields.filter((one) => open.app.work.title.includes(one.field.code));
  return titleOf(fields, answers) || 'レコード';
}
