/** What the record page looks for while somebody types: people who may be called to it, records to link. Words go by POST. */
import { mayLook, seenRecord } from '#core/entries.server';
import type { NamedChoice } from '#core/fields';
import { findChoices, guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { findRecords } from '#core/relations.server';
import { tokyoDate } from '#kernel/dates';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { appIn, entryDeskOf, recordDeskOf, recordIn, refuse, textIn } from '../record/desk.server.ts';

export const handle = { permission: 'app.use' } satisfies RouteHandle<StaffPermission>;

const mostPeople = 8;

export const loader = guardStaff(handle, async () => refuse());

export const action = guardStaff(handle, async (scene) => {
  const desk = entryDeskOf(scene);
  const seen = must(await seenRecord(desk, appIn(scene), recordIn(scene)));
  const text = textIn(scene.form, 'text').slice(0, 50);
  scene.touched('record', [seen.open.app.id, seen.id], [], 'record.find');
  if (textIn(scene.form, 'what') === 'records') {
    const app = textIn(scene.form, 'app');
    const { entries } = await findRecords(recordDeskOf(scene), { options: { app } }, text);
    return Response.json({ entries: entries.filter((one) => one.value !== seen.id) });
  }
  const field = { id: 0, type: 'user' as const, options: {} };
  const { entries } = await findChoices(scene.tx, field, text, tokyoDate(new Date()));
  const allowed: NamedChoice[] = [];
  for (const one of entries) {
    if (allowed.length === mostPeople) break;
    // Nobody is offered who could not open what they are called to.
    if (one.value !== scene.actor.id && (await mayLook(desk, seen.open.app.id, seen.id, one.value)))
      allowed.push(one);
  }
  return Response.json({ entries: allowed });
});
