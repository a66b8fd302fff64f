/** Records that are begun on a device, and pictures that go along: who gets the form, once and no more, and what of a picture leaves the office. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TakenBox } from '#core/offline';
import { contactBoxes, revokeBox } from '#core/offline.server';
import type { StaffActor } from '#core/policy';
import { selectHistory } from '#core/records.server';
import { unwrap } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { type CityFiles, createFileStore } from '#platform/files.server';
import { Refusal } from '#platform/http.server';
import { field, openStudio, type Studio, workApp } from '../../../../scripts/test/work-app.ts';
import { receive } from './receive.server.ts';
import { saveNew } from './save-new.server.ts';
import { sceneAt } from './scene.testing.ts';
import { takableApp, take } from './take-page.server.ts';

const everyone = [{ everyone: true as const }];
const office = [{ department: 'KYOI-GAKUJI', below: true }];
const photos = { options: { maxFiles: 3, maxBytes: 5e6, accept: ['image/png'] } };
const finds = workApp(
  'field-finds',
  [
    field(1, '受付', 'auto-number', { options: { pattern: '空{000}' } }),
    field(2, '所在', 'text', { required: true }),
    field(3, '口座', 'bank-account', { classification: 'sealed' }),
    field(4, '担当', 'user', { options: { initial: 'me' } }),
    field(5, '写真', 'annotated-photo', photos),
    field(6, '内部の写真', 'photo', photos),
  ],
  {
    title: ['受付', '所在'],
    legalBasis: '条例第1条',
    offline: { hours: 8 },
    access: [
      { who: everyone, may: ['view', 'add'] },
      { who: office, may: ['edit'] },
    ],
    fieldAccess: [
      { fields: ['内部の写真'], read: [{ who: [{ department: 'ZAISEI-SHIMINZEI', below: true }] }] },
    ],
  } as never,
);
const watched = workApp('field-watched', [field(1, '件名')], {
  offline: { hours: 8 },
  access: [{ who: everyone, may: ['view'] }],
} as never);

let studio: Studio;
let clerk: StaffActor;
let other: StaffActor;
let files: CityFiles;
let dir: string;

beforeAll(async () => {
  studio = await openStudio();
  dir = await mkdtemp(path.join(tmpdir(), 'finds-'));
  files = createFileStore({ dir }).of(studio.city.code);
  clerk = await studio.actor('gakuji-shunin');
  other = await studio.actor('shiminzei-shuji');
  for (const app of [finds, watched]) await studio.publish(app);
});
afterAll(async () => {
  await studio?.city.close();
  await rm(dir, { recursive: true, force: true });
});

type Words = readonly (readonly [string, string | File])[];
const label = ['label', '調査用スマホ'] as const;
const taking = (actor: StaffActor, ids: string[] = [], app = finds.id) =>
  sceneAt(
    studio,
    { actor, params: { app }, words: [...ids.map((id) => ['record', id] as const), label], files },
    async (scene) => take(scene, await takableApp(scene)),
  );
const taken = async (actor = clerk, ids: string[] = []): Promise<TakenBox> =>
  unwrap(await taking(actor, ids)).box;

const draft = (digit: string) => '11111111-1111-4111-8111-111111111111'.replaceAll('1', digit);
const posted = (box: string, name: string, words: Words): Words => [
  ['_box', box],
  ['_draft', name],
  ['_action', 'next'],
  ['_revision', '0'],
  ...words,
];
const send = (box: string, name: string, words: Words, actor = clerk, app = finds.id) =>
  sceneAt(
    studio,
    {
      actor,
      params: { app, record: 'new' },
      words: [['_send', draft('7')], ...posted(box, name, words)],
      files,
    },
    receive,
  );
/** On the ordinary page, to which a device posts what was refused. */
const save = (box: string, name: string, words: Words, actor = clerk) =>
  sceneAt(studio, { actor, params: { app: finds.id }, words: posted(box, name, words), files }, saveNew);
const made = async (box: string): Promise<string[]> =>
  (await studio.as(clerk, contactBoxes)).find((one) => one.id === box)?.made ?? [];

test('an empty form goes along for whoever may add, with what is theirs to begin with and nothing sealed; nobody else gets one', async () => {
  const { blank, records } = await taken();
  expect(records).toEqual([]);
  expect(blank?.html).toContain('name="f2"');
  expect(blank?.html).toContain(clerk.id);
  expect(blank?.html).not.toMatch(/口座|name="f3|_csrf/);
  expect([blank?.title, blank?.detail[0]]).toEqual([['f2'], 'f4']);
  // Who may add and not change takes the form alone.
  expect((await taken(other)).blank?.html).toContain('name="f2"');
  await expect(taking(clerk, [], watched.id)).rejects.toBeInstanceOf(Refusal);
});

test('what was begun outside becomes one record with one number, however often it is sent; two become two', async () => {
  const { box } = await taken();
  const words: Words = [['f2', '暁町1番']];
  const first = await send(box, draft('1'), words);
  expect(first).toMatchObject({ state: 'saved', again: false, title: '空001　暁町1番' });
  // The answer was lost: the same again, twice at once.
  const again = await Promise.all([send(box, draft('1'), words), send(box, draft('1'), words)]);
  for (const one of again)
    expect(one).toMatchObject({ state: 'saved', again: true, title: '空001　暁町1番' });
  expect(await send(box, draft('2'), words)).toMatchObject({ again: false, title: '空002　暁町1番' });
  expect(await made(box)).toEqual([draft('1'), draft('2')]);
});

test('two that come at the same moment under one name are one', async () => {
  const { box } = await taken();
  const both = await Promise.all([1, 2].map(() => send(box, draft('3'), [['f2', '同時']])));
  expect(both.map((one) => 'again' in one && one.again).sort()).toEqual([false, true]);
  expect(await made(box)).toEqual([draft('3')]);
});

test('what is refused makes nothing, goes to the ordinary page with its name, and is still one record there', async () => {
  const { box } = await taken();
  expect(await send(box, draft('4'), [['f2', '']])).toMatchObject({ state: 'check', why: 'mend' });
  expect(await send(box, draft('4'), [['f99', '消えた項目']])).toMatchObject({
    state: 'check',
    why: 'changed',
  });
  expect(
    await send(box, draft('4'), [
      ['f2', 'x'],
      ['f5.kept', draft('9')],
    ]),
  ).toMatchObject({ why: 'files' });
  const page = await save(box, draft('4'), [['f2', '']]);
  expect(page).toMatchObject({ back: { outside: { box, draft: draft('4') } } });
  expect(await made(box)).toEqual([]);
  const saved = await save(box, draft('4'), [['f2', '直した']]);
  const id = 'saved' in saved ? saved.saved.id : '';
  expect(await made(box)).toEqual([draft('4')]);
  // Pressed twice, and sent by the device after all.
  expect(await save(box, draft('4'), [['f2', '直した']])).toEqual({ already: id });
  expect(await send(box, draft('4'), [['f2', '書き足した']])).toMatchObject({
    state: 'check',
    why: 'changed',
  });
  expect(await made(box)).toEqual([draft('4')]);
  const rows = await studio.city.staff.tenant(studio.city.code, 'staff', (tx) =>
    selectHistory(tx, finds.id, id),
  );
  expect(rows.map((row) => row.via)).toEqual(['field']);
});

test('a draft comes from its own box only; after that was called back the page saves a record as any other', async () => {
  const { box } = await taken();
  await expect(send(box, draft('5'), [['f2', 'x']], other)).rejects.toBeInstanceOf(Refusal);
  await expect(send(box, draft('5'), [['f2', 'x']], clerk, watched.id)).rejects.toBeInstanceOf(Refusal);
  await expect(send(box, 'no name', [['f2', 'x']])).rejects.toBeInstanceOf(Refusal);
  unwrap(await studio.as(clerk, (desk) => revokeBox(desk, box)));
  await expect(send(box, draft('5'), [['f2', 'x']])).rejects.toBeInstanceOf(Refusal);
  expect(await save(box, draft('5'), [['f2', '残した']])).toHaveProperty('saved');
});

test('pictures go along small, with what is blurred, and only of fields that the person reads', async () => {
  const { box } = await taken(other);
  const marks = [{ kind: 'blur', points: [0, 0, 10_000, 10_000] }];
  const name = (token: string) => `外壁-${token}.png`;
  const first = await send(
    box,
    draft('6'),
    [
      ['f2', '写真つき'],
      ['f5', await stripes(name('aaaaaa'))],
      ['f5', await stripes(name('bbbbbb'))],
      ['f5.marks', JSON.stringify({ file: 'new:bbbbbb', marks })],
      ['f6', await stripes('室内.png')],
    ],
    other,
  );
  expect(first).toMatchObject({ state: 'saved' });
  const id = await studio.city.staff.tenant(studio.city.code, 'staff', (tx) => idOf(tx));
  const [record] = (await taken(clerk, [id])).records;
  expect(record?.html).not.toContain('室内');
  expect(record?.pictures).toHaveLength(2);
  const [plain, blurred] = await Promise.all(record!.pictures.map(({ data }) => acrossOf(data)));
  expect([plain!.width, plain!.spread > 100, blurred!.spread < 60]).toEqual([480, true, true]);
});

const idOf = async (tx: Tx): Promise<string> => {
  const { rows } = await sql<{ record_id: string }>`
    SELECT record_id FROM offline_box_drafts WHERE draft_id = ${draft('6')}::uuid`.execute(tx);
  return rows[0]!.record_id;
};

/** Broad enough to be seen in a small copy, too narrow for a blur to leave anything of. */
async function stripes(name: string): Promise<File> {
  const size = { width: 1600, height: 1200 };
  const pixels = Buffer.alloc(size.width * size.height * 3);
  for (let at = 0; at < pixels.length; at++)
    pixels[at] = Math.floor((Math.floor(at / 3) % size.width) / 100) % 2 === 0 ? 20 : 235;
  const bytes = await sharp(pixels, { raw: { ...size, channels: 3 } })
    .png()
    .toBuffer();
  return new File([new Uint8Array(bytes)], name, { type: 'image/png' });
}

/** How far the brightness of one line goes, and how wide the picture is. */
async function acrossOf(data: string): Promise<{ width: number; spread: number }> {
  const { data: pixels, info } = await sharp(Buffer.from(data, 'base64'))
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const line = pixels.subarray(100 * info.width * info.channels, 101 * info.width * info.channels);
  return { width: info.width, spread: Math.max(...line) - Math.min(...line) };
}
