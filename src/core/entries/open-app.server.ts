/** Where the use cases of this room run, and the work app they are about. */
import { type Definitions, definitionsOf, type WorkApp } from '#core/definitions.server';
import { completeFields, type Field, type Me } from '#core/fields';
import { type Form, type FormContext, type Moment, prepareForm } from '#core/forms';
import {
  accessOf,
  type Held,
  holdsBack,
  type PreparedAccess,
  possibleActs,
  prepareAccess,
  type RecordAccess,
  type StaffActor,
  seatKeysOf,
} from '#core/policy';
import { heldIn } from '#core/protection.server';
import { selectSeats } from '#core/record-process/state.server';
import type { Via, Writer } from '#core/records.server';
import { tokyoDate, tokyoStamp } from '#kernel/dates';
import { fail, ok, type Result } from '#kernel/result';
import type { Seals } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';

export interface EntryDesk {
  tx: Tx;
  municipality: string;
  actor: StaffActor;
  /** From where changes come, as their history says. */
  via?: Via;
  /** Nobody is told: samples, and what was told elsewhere. */
  quiet?: true;
  /** Of the staff zone, in this transaction. */
  seals: Seals;
  /** Notes what was done for the audit, which is written in this transaction: scenes of pages and of the API have it. */
  touched(noun: string, ids: string[], fieldClasses?: string[], act?: string): void;
}

/** A work app as one person meets it today. */
export interface OpenApp {
  definitions: Definitions;
  app: WorkApp;
  fields: Field[];
  form: Form;
  prepared: PreparedAccess;
  access: RecordAccess;
  /** Under which seats in processes of this app's records are theirs; mostly none. */
  seats: readonly string[];
  /** Records that hold back from them where somebody under a measure 支援措置 is. */
  held: Held;
  /** One moment for all formulas of the request, and who asks. */
  at: Moment;
}

/** Definitions of today: access is never older than that, and records of work apps have no version of their own. */
export async function openApp(
  desk: Pick<EntryDesk, 'tx' | 'municipality' | 'actor'>,
  appId: string,
): Promise<Result<OpenApp>> {
  const found = await appOfToday(desk, appId);
  if (found === null) return fail('notFound');
  const keys = found.app.work.process === undefined ? [] : seatKeysOf(desk.actor);
  const seats = (await selectSeats(desk.tx, [appId], keys)).map((one) => one.key);
  const held = (await heldIn(desk.tx, found.definitions, [found], desk.actor.id)).get(appId)!;
  const access = accessOf(found.prepared, desk.actor, seats.length > 0, holdsBack(held));
  // Who may do nothing here does not learn that the app exists.
  if (possibleActs(access).length === 0) return fail('notFound');
  return ok({ ...found, access, seats, held, at: momentOf(desk.actor, new Date()) });
}

/** The app without anybody's access; null: there is none in use. */
export async function appOfToday(
  desk: Pick<EntryDesk, 'tx' | 'municipality'>,
  appId: string,
): Promise<Omit<OpenApp, 'access' | 'seats' | 'held' | 'at'> | null> {
  const today = tokyoDate(new Date());
  const definitions = await definitionsOf(desk.tx, desk.municipality);
  const found = definitions.app(appId, { on: today });
  if (found?.body.work === undefined || definitions.isRetired(appId)) return null;
  const app = found.body as WorkApp;
  const { fields, form, prepared } = definitions.derived(`work-app:${app.id}:${found.version}`, () => ({
    fields: completeFields(app.fields as Field[]),
    form: prepareForm(app as never, undefined, definitions.layer),
    prepared: prepareAccess(app),
  }));
  return { definitions, app, fields, form, prepared };
}

/** What the person may know of an app's fields, for whoever translates codes. */
export async function fieldsFor(
  desk: Pick<EntryDesk, 'tx' | 'municipality' | 'actor'>,
  appId: string,
): Promise<Result<Field[]>> {
  const open = await openApp(desk, appId);
  if (!open.ok) return open;
  const { fields, access } = open.value;
  return ok(fields.filter((field) => access.field(field.id).read !== false));
}

export function momentOf(actor: StaffActor, now: Date): Moment {
  return {
    today: tokyoDate(now),
    now: tokyoStamp(now),
    actor: {
      staff: actor.id,
      department: actor.post?.department ?? null,
      departments: actor.departments,
      groups: actor.groups ?? [],
    },
  };
}

/** Who adds a record, and when: what it starts with. */
export const meIn = ({ actor }: Pick<EntryDesk, 'actor'>, { at }: Pick<OpenApp, 'at'>): Me => ({
  staffId: actor.id,
  department: actor.post?.department ?? null,
  now: String(at.now),
});

export const contextOf = (open: OpenApp): FormContext => ({ ...open.at, language: 'ja' });

/** What follows by itself is nobody's in the history. */
export const writerOf = ({ actor, via }: Pick<EntryDesk, 'actor' | 'via'>): Writer => ({
  kind: via === 'process' ? 'system' : actor.kind,
  postId: actor.postId,
  staffId: actor.id,
  via,
});
