/**
 * Records of work apps that name somebody under a measure. Nothing is stored of it: names are met when a record is read, so that a
 * measure of this morning holds for what was typed years ago. A possible match counts as a match; nobody decides about records (yet).
 */
import type { WorkApp } from '#core/definitions';
import { loadRecords } from '#core/records.server';
import type { Tx } from '#platform/db.server';
import { personsOf } from './case-persons.ts';
import { secretsOf } from './hide.ts';
import { selectMet } from './records.sql.ts';

export interface HeldRecord {
  /** Where somebody is, in all the ways their answers write it: it stands in no text that leaves the house. */
  secrets: string[];
}

/** Those of the given records that name somebody who is protected, or the one they are protected from. Asks of whole records. */
export async function heldRecords(
  tx: Tx,
  app: WorkApp,
  ids: readonly string[],
): Promise<Map<string, HeldRecord>> {
  const named = app.fields.some((field) =>
    [field, ...(field.fields ?? [])].some((one) => one.type === 'person-name'),
  );
  if (!named || ids.length === 0) return new Map();
  const records = await loadRecords(tx, app as never, [...ids]);
  const persons = [...records.values()].flatMap(({ id, answers }) =>
    personsOf(app, answers).flatMap(({ key, birthDate }) => (key === '-' ? [] : [{ id, key, birthDate }])),
  );
  const met = await selectMet(tx, persons);
  return new Map([...met].map((id) => [id, { secrets: secretsOf(app, records.get(id)!.answers) }]));
}
