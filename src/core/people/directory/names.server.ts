/** Names of everybody and every office that a page's values point at. */
import { type Names, type Pointers, say, uuidPattern } from '#core/fields';
import type { Tx } from '#platform/db.server';
import { selectNames } from './directory.sql.ts';

/** Who left or was closed keeps their name, with a mark in the language of the reader. Ids nobody has are left out. */
export async function namesOf(
  tx: Tx,
  pointers: Pick<Pointers, 'staff' | 'departments' | 'groups'>,
  on: string,
  language: string,
): Promise<Names> {
  const { staff, departments, groups } = pointers;
  const names = { staff: {}, departments: {}, groups: {} } as Record<string, Record<string, string>>;
  if (staff.size + departments.size + groups.size === 0) return names;
  const wanted = {
    staff: [...staff].filter((id) => uuidPattern.test(id)),
    departments: [...departments],
    groups: [...groups],
  };
  for (const { kind, id, name, gone } of await selectNames(tx, wanted, on)) {
    const mark = kind === 'staff' ? 'names.suspended' : 'names.closed';
    names[kind]![id] = gone ? say(mark, { language }, { name }) : name;
  }
  return names;
}
