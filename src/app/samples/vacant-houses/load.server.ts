/**
 * The sample of the pack vacant-houses, of any size. A few houses with photos go the way that staff would go; the rest come in
 * batches through the import of core/entries, without photos, and depend on their number alone.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { keepUpload } from '#core/cases.server';
import { addRecord, type EntryDesk, fieldsFor } from '#core/entries.server';
import type { Answers, Json, Layer } from '#core/fields';
import { actOnRecord, readProcess } from '#core/record-process.server';
import { countRecords, openApp } from '#core/views.server';
import { tokyoDate } from '#kernel/dates';
import { unwrap } from '#kernel/result';
import type { Keyring } from '#platform/crypto.server';
import type { Database } from '#platform/db.server';
import { type CityFiles, keepFile, type StoredFile } from '#platform/files.server';
import { inRoot } from '../../root.server.ts';
import { landSamples, sharesOf } from '../land.server.ts';
import { sampleDesk } from '../sample-desk.server.ts';
import { houseOf } from './house.ts';
import type { Houses, HouseWorld } from './model.ts';
import { pictureOf } from './picture.server.ts';
import { type ShownHouse, shownHouses } from './shown.ts';

const appId = 'on-site-judgements';
const byLogin = 'akiya-kakaricho';
/** Houses of one transaction. */
const batch = 500;

export interface HouseOrder {
  /** With the login of the staff zone. */
  db: Database;
  keyring: Keyring;
  municipality: string;
  files: CityFiles;
  /** How many houses there are afterwards; those that are there count. */
  count: number;
  progress?: (done: number, of: number) => void;
}

export async function loadHouses(order: HouseOrder): Promise<number> {
  const { db, municipality, count } = order;
  const today = tokyoDate(new Date());
  const tools = { keyring: order.keyring, municipality, today };
  const staff = <T>(work: (desk: EntryDesk) => Promise<T>): Promise<T> =>
    db.tenant(municipality, 'staff', async (tx) => work(await sampleDesk(tx, byLogin, tools)));
  const houses = await readJson<Houses>('packs/vacant-houses/samples/houses.json');
  const wards = await readJson<Layer>('packs/demo/layers/wards.json');
  const { there, inspectors } = await staff(async (desk) => ({
    there: unwrap(await countRecords(unwrap(await openApp(desk, appId)), {})).count,
    inspectors: await sharesOf(desk, houses.inspectors, today),
  }));
  const world: HouseWorld = { count, today, houses, wards, inspectors };
  const shown = there === 0 ? shownHouses(world).slice(0, count) : [];
  await staff(async (desk) => {
    const keep = pictures(desk, order.files);
    for (const house of shown) await show(desk, house, keep);
  });
  const missing = Math.max(count - there - shown.length, 0);
  world.count = missing;
  for (let from = 0; from < missing; from += batch) {
    const to = Math.min(from + batch, missing);
    const some = Array.from({ length: to - from }, (_one, at) => houseOf(from + at, world));
    await staff((desk) => landSamples(desk, appId, some));
    order.progress?.(to, missing);
  }
  return shown.length + missing;
}

const readJson = async <T>(name: string): Promise<T> =>
  JSON.parse(await readFile(path.resolve(inRoot(name)), 'utf8')) as T;

type KeepPicture = (item: string, turn: number) => Promise<{ [key: string]: Json }>;

/** Each picture is drawn and looked at once; every record gets a file of its own. */
function pictures({ tx, actor }: EntryDesk, files: CityFiles): KeepPicture {
  const stored = new Map<string, StoredFile>();
  return async (item, turn) => {
    const key = `${item}-${turn}`;
    let file = stored.get(key);
    if (file === undefined) {
      const name = `${item}${turn + 1}.jpg`;
      const rules = { name, allowed: ['image/jpeg'], maxBytes: 10_000_000 };
      file = unwrap(await keepFile(tx, files, await pictureOf(item, turn), rules));
      stored.set(key, file);
    }
    const { sha256, name, type, bytes, scan } = file;
    const id = randomUUID();
    await keepUpload(tx, { id, sha256, name, type, bytes, scan, postId: actor.postId });
    return { fileId: id, name, type, bytes };
  };
}

/** Received, judged with its photos, sent to the meeting; or as far on that way as the house has come. */
async function show(desk: EntryDesk, { acts, values, photos }: ShownHouse, keep: KeepPicture): Promise<void> {
  const fields = unwrap(await fieldsFor(desk, appId));
  const idOf = new Map(fields.map((field) => [field.code, String(field.id)]));
  const answers: Answers = {};
  for (const [code, value] of Object.entries(values)) answers[idOf.get(code)!] = value;
  for (const { item, count, marks } of photos) {
    const kept: Json[] = [];
    for (let turn = 0; turn < count; turn += 1) {
      const file = await keep(item, turn);
      kept.push(turn === 0 && marks.length > 0 ? { ...file, marks: marks as unknown as Json } : file);
    }
    answers[idOf.get(`${item}_写真`)!] = kept;
  }
  const { id } = unwrap(await addRecord(desk, appId, answers));
  for (const act of acts) {
    const { revision } = unwrap(await readProcess(desk, appId, id))!;
    unwrap(await actOnRecord(desk, appId, id, { act, note: '', revision }));
  }
}
