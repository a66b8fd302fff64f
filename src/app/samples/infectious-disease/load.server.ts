/**
 * The sample of the pack infectious-disease, of any size: in batches through the import of core/entries, so that every record met
 * the rules, is in history and search, and stands in the audit. What is made depends on its number alone: memory stays the same.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Arrival, type EntryDesk, landRecords, openForImport } from '#core/entries.server';
import type { Json } from '#core/fields';
import { countRecords, openApp } from '#core/views.server';
import { tokyoDate } from '#kernel/dates';
import { unwrap } from '#kernel/result';
import type { Keyring } from '#platform/crypto.server';
import type { Database } from '#platform/db.server';
import { inRoot } from '../../root.server.ts';
import { sampleDesk, staffIdOf } from '../sample-desk.server.ts';
import { logsOf } from './logs.ts';
import type { People, World } from './model.ts';
import { noteOf } from './notes.ts';
import { patientOf } from './patient.ts';
import { wavesOf } from './waves.ts';

/** Patients of one transaction, with all that belongs to them. */
const batch = 500;
const byLogin = 'kansen-kakaricho';

export interface SampleOrder {
  /** With the login of the staff zone. */
  db: Database;
  keyring: Keyring;
  municipality: string;
  /** How many patients there are afterwards; those that are there count. */
  count: number;
  progress?: (done: number, of: number) => void;
}

export interface SampleMade {
  patients: number;
  logs: number;
  notes: number;
}

export async function loadPatients(order: SampleOrder): Promise<SampleMade> {
  const { db, municipality, count } = order;
  const today = tokyoDate(new Date());
  const tools = { keyring: order.keyring, municipality, today };
  const staff = <T>(work: (desk: EntryDesk) => Promise<T>): Promise<T> =>
    db.tenant(municipality, 'staff', async (tx) => work(await sampleDesk(tx, byLogin, tools)));
  const people = JSON.parse(
    await readFile(path.join(inRoot('packs/infectious-disease'), 'samples/people.json'), 'utf8'),
  ) as People;
  const { missing, officers } = await staff(async (desk) => {
    const there = unwrap(await countRecords(unwrap(await openApp(desk, 'patients')), {})).count;
    return { missing: Math.max(count - there, 0), officers: await officersOf(desk, people, today) };
  });
  const world: World = { count: missing, today, people, officers, daysAgo: wavesOf(missing).daysAgo };
  const made: SampleMade = { patients: 0, logs: 0, notes: 0 };
  for (let from = 0; from < missing; from += batch) {
    const to = Math.min(from + batch, missing);
    const more = await staff((desk) => loadBatch(desk, from, to, world));
    made.patients += to - from;
    made.logs += more.logs;
    made.notes += more.notes;
    order.progress?.(to, missing);
  }
  return made;
}

/** Everybody named who works here, as often as their share says. */
async function officersOf({ tx }: EntryDesk, { officers }: People, today: string): Promise<string[]> {
  const found: string[] = [];
  for (const [login, share] of officers) {
    const id = await staffIdOf(tx, login, today);
    if (id !== null) found.push(...Array.from({ length: share }, () => id));
  }
  if (found.length === 0) throw new Error('none of the officers of the sample is on the staff');
  return found;
}

async function loadBatch(
  desk: EntryDesk,
  from: number,
  to: number,
  world: World,
): Promise<{ logs: number; notes: number }> {
  const all = Array.from({ length: to - from }, (_one, at) => ({
    n: from + at,
    patient: patientOf(from + at, world),
  }));
  const ids = await land(
    desk,
    'patients',
    all.map(({ patient }) => patient),
  );
  const logs = all.flatMap(({ n, patient }, at) =>
    logsOf(n, patient, world).map((values) => ({ values: { ...values, 患者: ids[at]! } })),
  );
  const notes = all.flatMap(({ n, patient }, at) => {
    const note = noteOf(n, patient, world);
    return note === null ? [] : [{ state: note.state, values: { ...note.values, 患者: ids[at]! } }];
  });
  await land(desk, 'health-logs', logs);
  await land(desk, 'shift-notes', notes);
  return { logs: logs.length, notes: notes.length };
}

/** Ids in the order given. A record that meets a rule it does not keep is a mistake of the sample. */
async function land(
  desk: EntryDesk,
  appId: string,
  records: readonly { state?: string; values: Readonly<Record<string, Json>> }[],
): Promise<string[]> {
  if (records.length === 0) return [];
  const open = unwrap(await openForImport(desk, appId));
  const fields = new Map(open.fields.map((field) => [field.code, String(field.id)]));
  const arrivals = records.map(({ state, values }, row): Arrival => {
    const byId = Object.entries(values).map(([code, value]) => [fields.get(code)!, value]);
    return { row, id: null, values: Object.fromEntries(byId), ...(state === undefined ? {} : { state }) };
  });
  const landed = await landRecords(desk, open, arrivals, { write: true });
  const wrong = landed.find((one) => one.outcome !== 'new');
  if (wrong !== undefined)
    throw new Error(`sample ${appId}: ${wrong.issues.map((one) => `${one.path} ${one.message}`).join(', ')}`);
  const ids = landed.map((one) => one.id!);
  const classes = [...new Set(open.fields.map((field) => field.classification))].sort();
  desk.touched('record', [appId, ...ids], classes, 'record.import');
  return ids;
}
