/** A work app as one member of staff may use it: every question begins here. */
import type { Definitions, WorkApp } from '#core/definitions.server';
import { definitionsOf } from '#core/definitions.server';
import { completeFields, type Field } from '#core/fields';
import { formulasOfTheMoment, recordScope } from '#core/forms';
import {
  accessOf,
  type Held,
  holdsBack,
  noneHeld,
  type PreparedAccess,
  possibleActs,
  prepareAccess,
  type RecordAccess,
  type StaffActor,
  seatKeysOf,
} from '#core/policy';
import { heldIn } from '#core/protection.server';
import { selectSeats } from '#core/record-process/state.server';
import { currentShape, type Shape, selectShapes } from '#core/records.server';
import { tokyoDate, tokyoStamp } from '#kernel/dates';
import type { Actor, Expr, Scope } from '#kernel/formula';
import { fail, ok, type Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import type { ReadField } from './model.ts';

export interface RecordDesk {
  tx: Tx;
  municipality: string;
  actor: StaffActor;
  /** Of the request, so that everything in it means the same moment. */
  now?: Date;
  /** What is read leaves the house: whatever an officer opened to this person under a measure counts for nothing. */
  leaving?: true;
}

/** One per request, so that TODAY, NOW and ME are the same everywhere. */
export interface Moment {
  today: string;
  now: string;
  actor: Actor;
}

export interface OpenApp {
  desk: RecordDesk;
  definitions: Definitions;
  app: WorkApp;
  version: number;
  shape: Shape;
  access: RecordAccess;
  /** Under which seats in processes of this app's records are theirs; mostly none. */
  seats: readonly string[];
  /** Records that hold back from them where somebody under a measure 支援措置 is. */
  held: Held;
  prepared: PreparedAccess;
  /** Every field of the app, sealed ones too: access rules see raw values. By id. */
  all: ReadonlyMap<number, Field>;
  /** What this person may read, in the app's order. */
  fields: readonly ReadField[];
  /** Names that this person's formulas may say. */
  scope: Scope;
  at: Moment;
  /** Calculated fields that are worked out anew for every question, by id. */
  live: ReadonlyMap<number, Expr>;
}

interface Kept {
  prepared: PreparedAccess;
  fields: Field[];
  all: ReadonlyMap<number, Field>;
  live: ReadonlyMap<number, Expr>;
  /** By the ids of fields somebody may not read: people with the same rights share one. */
  scopes: Map<string, Scope>;
}

/** Not found: there is no such work app, or this person may see no record of it. */
export async function openApp(desk: RecordDesk, appId: string): Promise<Result<OpenApp>> {
  const now = desk.now ?? new Date();
  const definitions = await definitionsOf(desk.tx, desk.municipality);
  const found = definitions.app(appId, { on: tokyoDate(now) });
  if (found?.body.work === undefined || definitions.isRetired(appId)) return fail('notFound');
  const shape = await currentShape(desk.tx, appId);
  if (shape === null) return fail('notFound');
  const app = found.body as WorkApp;
  const seats = app.work.process === undefined ? [] : await seatsIn(desk, [appId]);
  const prepared = keptOf(definitions, app, found.version).prepared;
  const held = await heldIn(desk.tx, definitions, [{ app, prepared }], holderOf(desk));
  const opened = openWith(desk, definitions, app, found.version, shape, now, seats, held.get(appId));
  return possibleActs(opened.access).length === 0 ? fail('notFound') : ok(opened);
}

/** Every work app that this person may do something with. */
export async function openApps(desk: RecordDesk): Promise<OpenApp[]> {
  const now = desk.now ?? new Date();
  const definitions = await definitionsOf(desk.tx, desk.municipality);
  const shapes = new Map((await selectShapes(desk.tx)).map((shape) => [shape.appId, shape]));
  const apps = definitions.apps(tokyoDate(now));
  const run = apps.flatMap(({ body }) => (body.work?.process === undefined ? [] : body.id));
  const seats = new Set(
    run.length === 0 ? [] : (await selectSeats(desk.tx, run, seatKeysOf(desk.actor))).map(keyIn),
  );
  const usable = apps.filter(({ body }) => body.work !== undefined && !definitions.isRetired(body.id));
  const sheltering = usable.map(({ body, version }) => {
    const app = body as WorkApp;
    return { app, prepared: keptOf(definitions, app, version).prepared };
  });
  const held = await heldIn(desk.tx, definitions, sheltering, holderOf(desk));
  return usable.flatMap(({ body, version }) => {
    const shape = shapes.get(body.id);
    if (shape === undefined) return [];
    const own = seatKeysOf(desk.actor).filter((key) => seats.has(keyIn({ appId: body.id, key })));
    const opened = openWith(desk, definitions, body as WorkApp, version, shape, now, own, held.get(body.id));
    return possibleActs(opened.access).length === 0 ? [] : [opened];
  });
}

/** Whose allowances count; null: nobody's. */
const holderOf = ({ actor, leaving }: RecordDesk): string | null => (leaving === true ? null : actor.id);

const keyIn = ({ appId, key }: { appId: string; key: string }): string => `${appId} ${key}`;

const seatsIn = async ({ tx, actor }: RecordDesk, apps: string[]): Promise<string[]> =>
  (await selectSeats(tx, apps, seatKeysOf(actor))).map((one) => one.key);

/** The same without asking the database: for tests and for apps that are open already. */
export function openWith(
  desk: RecordDesk,
  definitions: Pick<Definitions, 'derived'>,
  app: WorkApp,
  version: number,
  shape: Shape,
  now: Date,
  seats: readonly string[] = [],
  held: Held = noneHeld,
): OpenApp {
  const kept = keptOf(definitions, app, version);
  const access = accessOf(kept.prepared, desk.actor, seats.length > 0, holdsBack(held));
  const stored = new Set([...shape.columns, ...shape.children].map((one) => one.fieldId));
  const fields = kept.fields.flatMap((field): ReadField[] => {
    const readable = stored.has(field.id) || field.type === 'related';
    if (field.classification === 'sealed' || !readable) return [];
    const { read } = access.field(field.id);
    return read === false ? [] : [{ field: withoutSealed(field), read }];
  });
  const ids = fields.map((one) => one.field.id);
  const key = ids.join(' ');
  const known = new Set(ids);
  const scope = kept.scopes.get(key) ?? recordScope(app.fields.filter((field) => known.has(field.id)));
  kept.scopes.set(key, scope);
  const { actor } = desk;
  return {
    desk,
    definitions: definitions as Definitions,
    app,
    version,
    shape,
    access,
    seats,
    held,
    prepared: kept.prepared,
    all: kept.all,
    fields,
    scope,
    live: kept.live,
    at: {
      today: tokyoDate(now),
      now: tokyoStamp(now),
      actor: {
        staff: actor.id,
        department: actor.post?.department ?? null,
        departments: actor.departments,
        groups: actor.groups ?? [],
      },
    },
  };
}

const keptOf = (definitions: Pick<Definitions, 'derived'>, app: WorkApp, version: number): Kept =>
  definitions.derived(`views:${app.id}@${version}`, () => {
    const fields = completeFields(app.fields);
    const all = new Map(fields.map((field) => [field.id, field]));
    const live = formulasOfTheMoment(app.fields, recordScope(app.fields));
    return { prepared: prepareAccess(app), fields, all, live, scopes: new Map() };
  });

function withoutSealed(field: Field): Field {
  if (field.fields === undefined) return field;
  return { ...field, fields: field.fields.filter((child) => child.classification !== 'sealed') };
}
