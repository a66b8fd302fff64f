/** Names of everybody and everything that the values of a page point at, and what may be chosen there. */
import { type Answers, type Field, type Names, pointersIn } from '#core/fields';
import { choicesOf, namesOf } from '#core/people.server';
import { recordNames, relatedRows } from '#core/relations.server';
import { type OpenApp, stateNames } from '#core/views.server';
import { addHref, recordHref } from './names.ts';

/** Names for printing `records`; titles of what is not theirs are words that say so. */
export async function namesFor(
  open: OpenApp,
  fields: readonly Field[],
  records: readonly Answers[],
): Promise<Names> {
  const { tx } = open.desk;
  const people = await namesOf(tx, pointersIn(fields, records), open.at.today, 'ja');
  const read = open.fields.filter((one) => fields.some((field) => field.id === one.field.id));
  const named = records.map((answers) => ({ answers }));
  return { ...people, states: stateNames(open), records: await recordNames(open, named, read, 'ja') };
}

/** What may be chosen on a form, where that is little enough to stand there. */
export const choicesFor = (open: OpenApp, fields: readonly Field[]): Promise<NonNullable<Names['choices']>> =>
  choicesOf(open.desk.tx, fields, open.at.today);

/** Rows of the fields 関連レコード, each leading to its record. */
export async function relatedFor(
  open: OpenApp,
  record: { id: string; answers: Answers },
): Promise<NonNullable<Names['related']>> {
  const found: Record<string, Awaited<ReturnType<typeof relatedRows>>> = {};
  for (const one of open.fields)
    if (one.field.type === 'related')
      found[String(one.field.id)] = await relatedRows(open, record, one, recordHref, 'ja', addHref);
  return found;
}
