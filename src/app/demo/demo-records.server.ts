/** Records of the demo's work apps, added by a member of staff as on any day; once. */
import { readFile } from 'node:fs/promises';
import { addRecord, type EntryDesk, fieldsFor } from '#core/entries.server';
import { type Answers, answersFromCodes, type Json } from '#core/fields';
import { countRecords, openApp } from '#core/views.server';
import { addDays, tokyoDate } from '#kernel/dates';
import { unwrap } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import type { Admin } from '../admin.server.ts';
import { inRoot } from '../root.server.ts';
import { sampleDesk, staffIdOf } from '../samples/sample-desk.server.ts';
import { type SampleStep, walk } from './demo-process.server.ts';
import { backdateRecords } from './demo-records.sql.ts';

interface SampleApp {
  app: string;
  /** Login of whoever adds them. */
  by: string;
  /** Code of the field by which records of other apps name these. */
  key?: string;
  /** `$by`: who adds it instead; `$way`: what happens to it in its process. */
  records: Record<string, Json>[];
}

/** Staff and records of the city by what samples call them. */
interface Known {
  today: string;
  staff: Map<string, string>;
  records: Map<string, string>;
}

export async function insertDemoRecords(
  admin: Admin,
  municipality: string,
  say: (line: string) => void,
): Promise<void> {
  const db = admin.asZone('staff');
  const apps: SampleApp[] = [];
  for (const pack of ['demo', 'infectious-disease', 'vacant-houses']) {
    const text = await readFile(inRoot(`packs/${pack}/samples/records.json`), 'utf8');
    apps.push(...(JSON.parse(text) as { apps: SampleApp[] }).apps);
  }
  const known: Known = { today: tokyoDate(new Date()), staff: new Map(), records: new Map() };
  for (const sample of apps) {
    const added = await db.tenant(municipality, 'staff', (tx) =>
      addSamples(admin, tx, municipality, sample, known),
    );
    if (added === 0) continue;
    await admin.db.tenant(municipality, 'owner', (tx) => backdateRecords(tx, sample.app));
    say(`見本のレコード ${added} 件を入れました。`);
  }
}

async function addSamples(
  admin: Admin,
  tx: Tx,
  municipality: string,
  { app, by, key, records }: SampleApp,
  known: Known,
): Promise<number> {
  const desk = await deskOf(admin, tx, municipality, by, known);
  const open = await openApp(desk, app);
  // The city retired the app, or the sample was loaded on an earlier start.
  if (!open.ok || unwrap(await countRecords(open.value, {})).count > 0) return 0;
  const fields = unwrap(await fieldsFor(desk, app));
  for (const { $by, $way, ...values } of records) {
    const own = $by === undefined ? desk : await deskOf(admin, tx, municipality, String($by), known);
    const plain = Object.fromEntries(
      await Promise.all(
        Object.entries(values).map(async ([code, value]) => [code, await meant(tx, value, known)]),
      ),
    ) as Answers;
    const { id } = unwrap(await addRecord(own, app, answersFromCodes(fields, plain, () => null).answers));
    const deskFor = (login: string) => deskOf(admin, tx, municipality, login, known);
    for (const step of ($way ?? []) as unknown as SampleStep[])
      await walk(deskFor, { app, id, fields }, step, (value) => meant(tx, value, known));
    if (key !== undefined) known.records.set(String(plain[key]), id);
  }
  return records.length;
}

function deskOf(
  { keyring }: Admin,
  tx: Tx,
  municipality: string,
  login: string,
  { today }: Known,
): Promise<EntryDesk> {
  return sampleDesk(tx, login, { keyring, municipality, today });
}

async function staffOf(tx: Tx, login: string, { staff, today }: Known): Promise<string> {
  const id = staff.get(login) ?? (await staffIdOf(tx, login, today));
  if (id === null) throw new Error(`${login} is not on the staff`);
  staff.set(login, id);
  return id;
}

/** `{"$daysAgo": 3}`, `{"$staff": "gakuji-shuji"}` and `{"$record": "学-0001"}` as what they mean here. */
async function meant(tx: Tx, value: Json, known: Known): Promise<Json> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  if ('$daysAgo' in value) return addDays(known.today, -Number(value.$daysAgo));
  if ('$staff' in value) return staffOf(tx, String(value.$staff), known);
  if ('$record' in value) return known.records.get(String(value.$record)) ?? null;
  return value;
}
