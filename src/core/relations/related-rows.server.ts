import { type Answers, type Names, pointersIn, printShort, type RelatedRows } from '#core/fields';
import { namesOf } from '#core/people.server';
import { type OpenApp, type ReadField, relatedOf } from '#core/views.server';
import { pick } from '#kernel/localized';
import { recordNames } from './record-names.server.ts';
import { targetOf } from './target.server.ts';

/** What a related field shows of one record, printed; empty where the other app is not for this person. */
export async function relatedRows(
  open: OpenApp,
  record: { id: string; answers: Answers },
  field: ReadField,
  hrefOf: (app: string, id: string) => string | undefined,
  language: string,
  addHref?: (app: string, fieldId: number, id: string) => string,
): Promise<RelatedRows> {
  const there = await targetOf(open.desk, field.field);
  const found = there === null ? null : await relatedOf(open, record, field);
  if (there === null || found === null || !found.ok) return { columns: [], rows: [], more: false };
  const { columns, rows, next } = found.value;
  const fields = columns.map((one) => one.field);
  const people = await namesOf(
    open.desk.tx,
    pointersIn(
      fields,
      rows.map((row) => row.answers),
    ),
    open.at.today,
    language,
  );
  const names: Names = { ...people, records: await recordNames(there, rows, columns, language) };
  const reader = { language, names };
  const back = there.fields.find((one) => one.field.code === field.field.options.by)?.field;
  const adds = addHref !== undefined && back !== undefined && there.access.rows('add') !== false;
  return {
    ...(adds ? { add: addHref(there.app.id, back.id, record.id) } : {}),
    columns: fields.map((one) => pick(one.label, language).text),
    rows: rows.map(({ id, answers }) => {
      const href = hrefOf(there.app.id, id);
      const cells = fields.map((one) => printShort(one, answers[String(one.id)], reader));
      return href === undefined ? { id, cells } : { id, href, cells };
    }),
    more: next !== null,
  };
}
