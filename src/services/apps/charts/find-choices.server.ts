/** What a condition may name: people, offices and records that a search finds. */
import type { NamedChoice } from '#core/fields';
import { contracts, type Field } from '#core/fields';
import { findChoices } from '#core/people.server';
import { findRecords } from '#core/relations.server';
import type { OpenApp } from '#core/views.server';

const none: NamedChoice[] = [];

export async function findFor(open: OpenApp, code: string, text: string): Promise<readonly NamedChoice[]> {
  const all = open.fields.flatMap(({ field }) => [field, ...(field.fields ?? [])]);
  const field = all.find((one) => one.code === code);
  if (field === undefined) return none;
  if (field.type === 'reference') return (await findRecords(open.desk, field, text)).entries;
  const asked = asPick(field);
  return asked === null ? none : (await findChoices(open.desk.tx, asked, text, open.at.today)).entries;
}

/** Whoever made or changed a record, and who works on it, is staff: anybody may be asked about. */
function asPick(field: Field): Pick<Field, 'id' | 'type' | 'options'> | null {
  const pointer = contracts[field.type].pointsTo?.(field);
  if (pointer === 'staff') return { id: field.id, type: 'user', options: {} };
  if (pointer === 'departments') return { id: field.id, type: 'department', options: {} };
  return pointer === 'groups' ? { id: field.id, type: 'group', options: {} } : null;
}
