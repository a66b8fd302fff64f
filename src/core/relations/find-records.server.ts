/** What a search finds for a reference: records of the other app that this person sees. */
import {
  type Answers,
  type Choices,
  type Field,
  type NamedChoice,
  printAnswer,
  type ReferenceOptions,
} from '#core/fields';
import { listRecords, type ReadField, type RecordDesk, titleOf } from '#core/views.server';
import { readable, targetOf } from './target.server.ts';

const found = 20;

export async function findRecords(
  desk: RecordDesk,
  field: Pick<Field, 'options'>,
  text: string,
): Promise<Choices> {
  const there = text.trim() === '' ? null : await targetOf(desk, field);
  if (there === null) return { entries: [], all: false };
  const titles = readable(there, there.app.work.title);
  const { detail = [] } = field.options as Partial<ReferenceOptions>;
  const details = readable(there, detail);
  const columns = [...new Set([...titles, ...details])].map((one) => one.field.code);
  const listed = await listRecords(there, { search: text, columns, limit: found + 1 });
  const rows = listed.ok ? listed.value.rows : [];
  return {
    entries: rows.slice(0, found).map(({ id, answers }) => choiceOf(id, answers, titles, details)),
    all: false,
    more: rows.length > found,
  };
}

/** A record by its title, with what tells it from others of that title. */
export function choiceOf(
  id: string,
  answers: Answers,
  titles: readonly ReadField[],
  details: readonly ReadField[],
): NamedChoice {
  const label = titleOf(titles, answers) || id.slice(0, 8);
  const detail = details
    .map(({ field }) => printAnswer(field, answers[String(field.id)], 'ja'))
    .filter((one) => one !== '')
    .join('、');
  return detail === '' ? { value: id, label } : { value: id, label, detail };
}
