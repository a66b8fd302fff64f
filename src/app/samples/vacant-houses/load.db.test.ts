/** The pack of vacant houses as its people meet it: the sample, who sees what, and the sheet for the meeting. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addRecord, seenRecord } from '#core/entries.server';
import { loadPacks } from '#core/packs.server';
import type { StaffActor } from '#core/policy';
import { printPaper } from '#core/record-documents.server';
import { listRecords, openApp } from '#core/views.server';
import { unwrap } from '#kernel/result';
import { createFileStore } from '#platform/files.server';
import { createPdf } from '#platform/pdf.server';
import { readText } from '../../../../scripts/test/pdf-text.ts';
import { keyring, openStudio, type Studio } from '../../../../scripts/test/work-app.ts';
import { inRoot } from '../../root.server.ts';
import { loadHouses } from './load.server.ts';

const app = 'on-site-judgements';
const count = 30;
const folder = mkdtempSync(path.join(tmpdir(), 'madoguchi-houses-'));
const store = createFileStore({ dir: folder });
const pdf = createPdf();
let studio: Studio;
let chief: StaffActor;
let helper: StaffActor;
const files = () => store.of(studio.city.code);
const order = () => ({
  db: studio.city.staff,
  keyring,
  municipality: studio.city.code,
  files: files(),
  count,
});

beforeAll(async () => {
  studio = await openStudio();
  unwrap(
    await loadPacks(
      studio.city.admin,
      studio.city.code,
      ['base', 'demo', 'vacant-houses'].map((name) => inRoot(`packs/${name}`)),
      { check: false },
    ),
  );
  expect(await loadHouses(order())).toBe(count);
  chief = await studio.actor('akiya-kakaricho');
  // Of another department: judges when a house names them.
  helper = await studio.actor('shiomi-zeimu-shuji');
});
afterAll(async () => {
  pdf.close();
  await studio?.city.close();
  rmSync(folder, { recursive: true, force: true });
});

const asked = (actor: StaffActor, question: object) =>
  studio.as(actor, async (desk) =>
    unwrap(await listRecords(unwrap(await openApp(desk, app)), { limit: 50, ...question })),
  );
/** Values of a record by field code. */
const held = (actor: StaffActor, id: string) =>
  studio.as(actor, async (desk) => {
    const { answers, revision, fields } = unwrap(await seenRecord(desk, app, id));
    const byCode = new Map(fields.map((field) => [field.code, answers[String(field.id)] ?? null]));
    return { get: (code: string) => byCode.get(code) ?? null, revision, fields };
  });
/** The published case stands first in the meeting: its class sorts before the others by points. */
const casesInMeeting = async () => (await asked(chief, { view: 'meeting' })).rows.map((row) => row.id);
const published = async () => {
  for (const id of await casesInMeeting()) if ((await held(chief, id)).get('補助枠') === '特別') return id;
  throw new Error('no house of the class 特別 waits for the meeting');
};

test('the sample comes in once, its houses with photos judged and waiting for the meeting', async () => {
  expect(await loadHouses(order())).toBe(0);
  expect(await casesInMeeting()).toHaveLength(3);
  const house = await held(chief, await published());
  expect(house.get('受付番号')).toMatch(/^朝凪区R\d+-\d{3}$/);
  expect([house.get('危険度'), house.get('不良度'), house.get('写真不足')]).toEqual(['75', '110', '0']);
  expect([house.get('居住誘導区域'), house.get('位置の区')]).toEqual(['内', '朝凪区']);
});

test('the sheet for the meeting says points, sums, class and zone, and each photo under its own item', async () => {
  const id = await published();
  const sheet = await studio.as(chief, (desk) =>
    printPaper(desk, { pdf, files: files() }, app, id, 'meeting-sheet'),
  );
  const text = (await readText(unwrap(sheet))).pages.join('').replace(/\s+/g, '');
  for (const words of ['朝凪区本町3番29号', '居住誘導区域内', '危険度75点', '不良度110点', '補助枠特別'])
    expect(text).toContain(words);
  expect(text).toContain('③外壁等の脱落・飛散中（25点）穴がある（25点）下地材が破れ、穴が開いている');
  expect(text).toContain('合計75点110点');
  const order = [
    '根拠の写真',
    '②基礎・土台・柱・はりの写真',
    '③外壁等の脱落・飛散の写真（2）',
    '④屋根・軒の写真',
  ];
  const at = order.map((words) => text.indexOf(words));
  expect(at).toEqual([...at].sort((a, b) => a - b));
  expect(at[0]).toBeGreaterThan(0);
  // Items without a picture stand in the table only.
  expect(text).not.toContain('①傾きの写真');
});

test('whoever judges from another department sees their houses without the owner, and no others', async () => {
  expect((await asked(helper, {})).rows).toHaveLength(0);
  const source = await held(chief, await published());
  const idOf = new Map(source.fields.map((field) => [field.code, String(field.id)]));
  const copied = ['受付区', '受付日', '所在地', '所有者', '所有者電話'].map((code) => [
    idOf.get(code)!,
    source.get(code),
  ]);
  const answers = { ...Object.fromEntries(copied), [idOf.get('判定者')!]: helper.id };
  const { id } = unwrap(await studio.as(chief, (desk) => addRecord(desk, app, answers)));
  expect((await asked(helper, {})).rows.map((row) => row.id)).toEqual([id]);
  const seen = await held(helper, id);
  expect(seen.get('所在地')).not.toBeNull();
  const codes = seen.fields.map((field) => field.code);
  expect(codes).toContain('外壁_写真');
  for (const hidden of ['所有者', '所有者住所', '所有者電話']) expect(codes).not.toContain(hidden);
});
