/** People, offices and records that rows of a file name anew: asked for all rows together, and value by value only where one is not there. */
import { type Field, isReadOnly, type Json, pickedIn } from '#core/fields';
import type { StoredRecord } from '#core/records.server';
import type { Issue } from '#kernel/errors';
import { notToBeChosen } from './edit-record.server.ts';
import type { Arrival } from './land-model.ts';
import type { EntryDesk, OpenApp } from './open-app.server.ts';

const types: ReadonlySet<string> = new Set(['user', 'department', 'group', 'reference']);

/** What is wrong with a field of an arrival, as far as it names somebody or something. */
export async function lookAhead(
  desk: EntryDesk,
  open: OpenApp,
  arrivals: readonly Arrival[],
  records: ReadonlyMap<string, StoredRecord>,
): Promise<(arrival: Arrival, id: string) => Issue[]> {
  const refused = new Map<string, Set<string>>();
  for (const field of open.fields.filter((one) => types.has(one.type) && !isReadOnly(one.type))) {
    const id = String(field.id);
    const named = new Set<string>();
    for (const { values, id: record } of arrivals) {
      const kept = new Set(pickedIn(record === null ? undefined : records.get(record)?.answers[id]));
      for (const one of pickedIn(values[id])) if (!kept.has(one)) named.add(one);
    }
    if (named.size > 0) refused.set(id, await refusedOf(desk, open, field, [...named]));
  }
  return ({ values, id: record }, id) => {
    const kept = new Set(pickedIn(record === null ? undefined : records.get(record)?.answers[id]));
    const wrong = pickedIn(values[id]).some((one) => !kept.has(one) && refused.get(id)?.has(one) === true);
    return wrong ? [{ path: `f${id}`, message: '選択肢の中から選んでください。' }] : [];
  };
}

async function refusedOf(
  desk: EntryDesk,
  open: OpenApp,
  field: Field,
  named: string[],
): Promise<Set<string>> {
  const several = { ...field, options: { ...field.options, multiple: true } };
  const wrong = async (values: string[]): Promise<boolean> =>
    (await notToBeChosen(desk, { ...open, fields: [several] }, { [field.id]: values as Json }, {})).length >
    0;
  const refused = new Set<string>();
  const look = async (values: string[]): Promise<void> => {
    if (!(await wrong(values))) return;
    if (values.length === 1) {
      refused.add(values[0]!);
      return;
    }
    const middle = values.length >> 1;
    await look(values.slice(0, middle));
    await look(values.slice(middle));
  };
  await look(named);
  return refused;
}
