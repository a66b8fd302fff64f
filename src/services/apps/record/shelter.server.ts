/** What a record holds back under a measure 支援措置, told to whoever looks at it, and asking an officer to be let see it. */
import { type SeenRecord, seenRecord } from '#core/entries.server';
import { isHeld } from '#core/policy';
import { askToSee, heldIn, selectOpenRequests, selectRecordExaminations } from '#core/protection.server';
import type { AppError } from '#kernel/errors';
import { fail, type Result } from '#kernel/result';
import { appIn, entryDeskOf, recordIn, type StaffScene, textIn } from './desk.server.ts';

export interface Shelter {
  /** Labels of what is hidden here; empty: an officer opened it to this person. */
  hidden: string[];
  /** The last day of that. */
  openTo: string | null;
  /** When they asked, while nobody has answered. */
  askedAt: string | null;
  /** Their last request was not granted; why. */
  refused: string | null;
}

/** Null: the record holds nothing back from anybody. */
export async function shelterOf(scene: StaffScene, { open, id, reach }: SeenRecord): Promise<Shelter | null> {
  const { tx, actor } = scene;
  const place = { appId: open.app.id, recordId: id };
  const mine = isHeld(open.held, id);
  const held = mine || isHeld((await heldIn(tx, open.definitions, [open], null)).get(open.app.id)!, id);
  if (!held || actor.id === null) return null;
  const [last] = await selectRecordExaminations(tx, place, actor.id);
  const [asked] = await selectOpenRequests(tx, { ...place, staffId: actor.id });
  const hidden = open.fields.filter(
    (field) =>
      open.prepared.sheltered.has(field.id) &&
      !reach.reads(field.id) &&
      open.access.field(field.id).read !== false,
  );
  return {
    hidden: hidden.map((field) => field.label.ja),
    openTo: !mine && last?.stands === true ? last.validTo : null,
    askedAt: asked?.at.toISOString() ?? null,
    refused: mine && asked === undefined && last?.verdict === 'refuse' ? last.reason : null,
  };
}

export async function askForExamination(scene: StaffScene): Promise<Result<unknown, AppError>> {
  const seen = await seenRecord(entryDeskOf(scene), appIn(scene), recordIn(scene));
  if (!seen.ok) return seen;
  const { open, id } = seen.value;
  // Officers are asked about what is held back, and about nothing else.
  if (!isHeld(open.held, id)) return fail('notFound');
  const place = { appId: open.app.id, recordId: id };
  const asked = await askToSee(
    { tx: scene.tx, actor: scene.actor },
    place,
    textIn(scene.form, 'examinationReason').slice(0, 1000),
  );
  if (asked.ok) scene.touched('record', [place.appId, id], [], 'protection.askToSee');
  return asked;
}
