/** What records that values name are called. */
import { type Answers, type Names, pointersIn, say } from '#core/fields';
import { linksOf, type OpenApp, type ReadField } from '#core/views.server';
import { selectLiving } from './living.sql.ts';

/**
 * Titles by app and id. A record that was deleted, and one that is not for this person, is named by words that say so: that it
 * exists is told by the field already, what it is by nothing here.
 */
export async function recordNames(
  open: OpenApp,
  records: readonly { answers: Answers }[],
  fields: readonly ReadField[],
  language: string,
): Promise<NonNullable<Names['records']>> {
  const wanted = pointersIn(
    fields.map((one) => one.field),
    records.map((one) => one.answers),
  ).records;
  if (wanted.size === 0) return {};
  const links = await linksOf(open, records, fields);
  const names: Record<string, Record<string, string>> = {};
  for (const [app, ids] of wanted) {
    const titles = links.get(app) ?? new Map<string, string>();
    const missing = [...ids].filter((id) => !titles.has(id));
    const known = open.definitions.app(app, { on: open.at.today })?.body.work !== undefined;
    const living =
      missing.length === 0 || !known ? new Set<string>() : await selectLiving(open.desk.tx, app, missing);
    const mark = (id: string) => say(living.has(id) ? 'names.hidden' : 'names.deleted', { language });
    names[app] = Object.fromEntries([
      ...[...titles].map(([id, title]) => [id, title === '' ? say('names.unknown', { language }) : title]),
      ...missing.map((id) => [id, mark(id)]),
    ]);
  }
  return names;
}
