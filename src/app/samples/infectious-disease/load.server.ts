/**
 * The sample of the pack infectious-disease, of any size: in batches through the import of core/entries, so that every record met
 * the rules, is in history and search, and stands in the audit. What is made depends on its number alone: memory stays the same.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { EntryDesk } from '#core/entries.server';
import { countRecords, openApp } from '#core/views.server';
import { tokyoDate } from '#kernel/dates';
import { unwrap } from '#kernel/result';
import type { Keyring } from '#platform/crypto.server';
import type { Database } from '#platform/db.server';
import { inRoot } from '../../root.server.ts';
import { landSamples, sharesOf } from '../land.server.ts';
import { sampleDesk } from '../sample-desk.server.ts';
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
    return { missing: Math.max(count - there, 0), officers: await sharesOf(desk, people.officers, today) };
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
  const ids = await landSamples(
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
  await landSamples(desk, 'health-logs', logs);
  await landSamples(desk, 'shift-notes', notes);
  return { logs: logs.length, notes: notes.length };
}
