/** Who hears of a change: people it newly names, and followers. Posted with the change; the worker tells whoever may see it. */
import { pickedIn } from '#core/fields';
import { tellFollowers, tellPeople } from '#core/notices.server';
import type { Diff } from '#core/records.server';
import type { EntryDesk, OpenApp } from './open-app.server.ts';

/** `diff` of the change that was just written; of a new record its answers against nothing. */
export async function tellOfChange(
  desk: EntryDesk,
  open: OpenApp,
  recordId: string,
  diff: Diff,
  isNew = false,
): Promise<void> {
  const paths = Object.keys(diff);
  if (paths.length === 0 || desk.quiet) return;
  const about = { app: open.app.id, record: recordId, by: desk.actor.id };
  const named = newlyNamed(open, diff);
  await tellPeople(desk.tx, { ...about, kind: 'assigned', to: named });
  // Nobody follows yet what was just made.
  if (isNew) return;
  const fields = [...new Set(paths.map((path) => path.split('/')[0]!))];
  await tellFollowers(desk.tx, { ...about, kind: 'change', fields, but: named });
}

/** Staff ids that stand in a field of persons and did not stand there before. */
function newlyNamed(open: OpenApp, diff: Diff): string[] {
  const persons = new Set(
    open.fields
      .flatMap((field) => [field, ...(field.fields ?? [])])
      .filter((field) => field.type === 'user' || field.type === 'assignee')
      .map((field) => String(field.id)),
  );
  if (persons.size === 0) return [];
  return Object.entries(diff).flatMap(([path, [before, after]]) => {
    // A path ends in the field, of the record or of a line.
    if (!persons.has(path.split('/').at(-1)!)) return [];
    const known = new Set(pickedIn(before));
    return pickedIn(after).filter((id) => !known.has(id));
  });
}
