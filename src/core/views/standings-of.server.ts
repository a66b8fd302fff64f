/** What a person may do with each of some records, for screens that say so before anybody types. */
import type { ReadField, Standing } from './model.ts';
import type { OpenApp } from './open-app.server.ts';
import { selectStandings } from './standings.sql.ts';

/** Of records this person sees; acts ask again, of the record as it is then. */
export async function standingsOf(
  open: OpenApp,
  ids: readonly string[],
  fields: readonly ReadField[],
): Promise<Map<string, Standing>> {
  const grants = [
    open.access.rows('edit'),
    open.access.rows('delete'),
    ...fields.flatMap((one) => [one.read, open.access.field(one.field.id).edit]),
  ];
  if (grants.some((grant) => typeof grant !== 'boolean')) return selectStandings(open, ids, fields);
  // Nothing depends on the record: no question is needed.
  const standing: Standing = {
    edit: open.access.rows('edit') === true,
    delete: open.access.rows('delete') === true,
    hidden: [],
    closed: fields.filter((one) => open.access.field(one.field.id).edit === false).map((one) => one.field.id),
  };
  return new Map(ids.map((id) => [id, standing]));
}
