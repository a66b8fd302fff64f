import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { addRecord, editRecord, seenRecord } from '#core/entries.server';
import { filesIn, type Json, linesIn } from '#core/fields';
import type { StaffActor } from '#core/policy';
import { statusOf } from '#kernel/errors';
import { fail, type Result, unwrap } from '#kernel/result';
import { createFileStore, type FileStore } from '#platform/files.server';
import { Refusal } from '#platform/http.server';
import {
  auditOf,
  field,
  keyring,
  openStudio,
  type Studio,
  workApp,
} from '../../../../scripts/test/work-app.ts';
import { SendFailed } from '../pieces/send-in-pieces.ts';
import type { StaffScene } from './desk.server.ts';
import { fileOfRecord } from './file-of-record.server.ts';
import { beginFile, finishFile, giveUpFile, receiveFilePiece } from './receive-file.server.ts';
import { saveForm } from './save-form.server.ts';
import { sendFile } from './send-file.ts';

let studio: Studio;
let dir: string;
let files: FileStore;
let saori: StaffActor;
let other: StaffActor;
let photo: Uint8Array<ArrayBuffer>;

const everyone = [{ everyone: true as const }];
const pictures = { options: { maxFiles: 3, maxBytes: 5e6, accept: ['image/jpeg'] } };
const house = (id: string) =>
  workApp(
    id,
    [
      field(1, '件名'),
      field(2, '外壁', 'file', pictures),
      field(3, '屋根', 'file', pictures),
      field(4, '部位', 'lines', { fields: [field(5, '名前'), field(6, '写真', 'file', pictures)] }),
      field(7, '課長の写真', 'file', pictures),
    ],
    {
      access: [{ who: everyone, may: ['view', 'add', 'edit'] }],
      fieldAccess: [{ fields: ['課長の写真'], edit: [{ who: [{ role: 'decide' }] }] }],
    } as never,
  );

beforeAll(async () => {
  studio = await openStudio();
  dir = await mkdtemp(path.join(tmpdir(), 'pieces-'));
  files = createFileStore({ dir });
  saori = await studio.actor('gakuji-shuji');
  other = await studio.actor('gakuji-kakaricho');
  await studio.publish(house('houses'));
  await studio.publish(house('sheds'));
  // Noise does not compress: three pieces.
  const noise = Buffer.from(
    Array.from({ length: 720 * 720 * 3 }, (_one, n) => (Math.imul(n, 2654435761) >>> 13) & 255),
  );
  const drawn = await sharp(noise, { raw: { width: 720, height: 720, channels: 3 } })
    .jpeg({ quality: 100 })
    .toBuffer();
  photo = new Uint8Array(drawn);
  expect(photo.length).toBeGreaterThan(2 * 256 * 1024);
});
afterAll(async () => {
  await studio?.city.close();
  await rm(dir, { recursive: true, force: true });
});
afterEach(() => vi.unstubAllGlobals());

/** One request of a person, as the guard hands it to the page. */
function visit<T>(
  actor: StaffActor,
  params: Record<string, string>,
  form: FormData,
  work: (scene: StaffScene) => Promise<T>,
): Promise<T> {
  return studio.as(actor, (desk) =>
    work({
      tx: desk.tx,
      info: { municipality: studio.city.code },
      actor,
      runtime: { keyring, files, config: { UPLOAD_MAX_MB: 40 } },
      touched: desk.touched,
      params,
      form,
      request: new Request('http://x/'),
    } as unknown as StaffScene),
  );
}

/** The server behind `fetch`, for one person; `lose` says whether the answer, or already the request, gets lost. */
function line(who: StaffActor, lose: (said: string) => 'request' | 'answer' | null = () => null) {
  const said: string[] = [];
  vi.stubGlobal('fetch', async (address: string, { body }: { body: FormData }) => {
    const [, , app = '', , record = ''] = address.split('/');
    const intent = String(body.get('intent'));
    const words = intent === 'piece' ? `piece ${body.get('position')}` : intent;
    const lost = lose(words);
    if (lost === 'request') throw new TypeError('line');
    said.push(words);
    const text = (name: string) => String(body.get(name) ?? '');
    const upload = text('upload');
    const done = await visit(who, { app, record }, body, async (scene): Promise<Result<unknown>> => {
      if (intent === 'begin')
        return beginFile(scene, { name: text('name'), bytes: Number(text('bytes')), mark: text('mark') });
      if (intent === 'giveUp') return giveUpFile(scene, upload);
      if (intent === 'finish') return finishFile(scene, upload);
      const bytes = new Uint8Array(await (body.get('piece') as File).arrayBuffer());
      return receiveFilePiece(scene, upload, { position: Number(text('position')), bytes });
    }).catch((error: unknown) => fail('internal', String(error)));
    if (lost === 'answer') throw new TypeError('line');
    return done.ok
      ? Response.json(done.value)
      : Response.json(
          { message: done.error.issues?.[0]?.message ?? done.error.message ?? done.error.code },
          { status: statusOf(done.error) },
        );
  });
  return said;
}

const csrf = () => ({ name: '_csrf', value: 't' });
const named = (name = '外壁.jpg', bytes = photo) => new File([bytes], name, { lastModified: 5 });
const sent = (record: string, control: string, more = {}, file = named()) =>
  sendFile({ app: 'houses', record, field: control }, file, { csrf, ...more });

/** What a form posts that names files by their ids, and nothing else about them. */
const save = (who: StaffActor, app: string, record: string | null, words: [string, string][]) => {
  const form = new FormData();
  for (const [name, value] of words) form.append(name, value);
  return visit(who, record === null ? { app } : { app, record }, form, async (scene) => {
    const posted = await saveForm(scene);
    return 'back' in posted ? { ok: false, issues: posted.back.issues } : { ok: true, id: posted.saved.id };
  });
};
const add = (app = 'houses') =>
  studio.as(saori, async (desk) => unwrap(await addRecord(desk, app, { 1: '家' } as never)).id);
const holds = async (app: string, id: string, fieldId: string): Promise<Json | undefined> =>
  (await studio.stored(house(app), id))?.[fieldId];
const edits = (words: [string, string][]): [string, string][] => [['_revision', '1'], ['f1', '家'], ...words];
const shows = (name: string): [string, string] => ['_seen', name];

/** The line is back as soon as somebody waits for it. */
const lineComesBack = () =>
  vi.stubGlobal('addEventListener', (_name: string, back: () => void) => void setImmediate(back));

test('a photo that is sent and not saved yet is shown to who sent it, in its record, and to nobody else', async () => {
  const id = unwrap(await studio.as(saori, (desk) => addRecord(desk, 'houses', { 1: '暁町' } as never))).id;
  const twin = unwrap(await studio.as(saori, (desk) => addRecord(desk, 'houses', { 1: '風待' } as never))).id;
  line(saori);
  const { fileId } = await sent(id, 'f2');
  const look = (who: StaffActor, record: string) =>
    visit(who, { app: 'houses', record, file: fileId }, new FormData(), async (scene) => {
      const { field: of, ref } = await fileOfRecord(scene);
      return [of.id, ref.fileId];
    });
  expect(await look(saori, id)).toEqual([2, fileId]);
  await expect(look(other, id)).rejects.toBeInstanceOf(Refusal);
  await expect(look(saori, twin)).rejects.toBeInstanceOf(Refusal);
});

test('a file goes on over a line that loses requests and answers, and every piece is there once', async () => {
  lineComesBack();
  const id = await add();
  const faults = new Map([
    ['begin', 'answer'],
    ['piece 0', 'answer'],
    ['piece 1', 'request'],
    ['piece 2', 'answer'],
    ['finish', 'answer'],
  ]) as Map<string, 'request' | 'answer'>;
  const said = line(saori, (words) => {
    const fault = faults.get(words) ?? null;
    faults.delete(words);
    return fault;
  });
  const waited: boolean[] = [];
  const ref = await sent(id, 'f2', { waiting: (yes: boolean) => waited.push(yes) });
  expect(faults.size).toBe(0);
  expect(waited).toContain(true);
  expect(waited.at(-1)).toBe(false);
  expect(said.filter((one) => one === 'finish')).toHaveLength(2);
  expect(await save(saori, 'houses', id, edits([shows('f2'), ['f2.kept', ref.fileId]]))).toMatchObject({
    ok: true,
  });
  expect(filesIn(await holds('houses', id, '2'))).toMatchObject([{ fileId: ref.fileId, type: 'image/jpeg' }]);
  const uploads = (await auditOf(studio.city, 'file')).filter((one) => one.ids.includes(ref.fileId));
  expect(uploads).toMatchObject([{ act: 'file.upload' }]);
});

test('a file that was sent halfway goes on there, for the same person only', async () => {
  const id = await add();
  const cut = new AbortController();
  line(saori, (words) => {
    if (words === 'giveUp') return 'request';
    if (words !== 'piece 2') return null;
    cut.abort(new Error('the page is gone'));
    return 'request';
  });
  // The page is gone before it can give the file up.
  const gone = sent(id, 'f2', { mark: 'm', signal: cut.signal });
  await expect(gone).rejects.toThrow('gone');
  const again = line(saori);
  await studio.city.staff.tenant(studio.city.code, 'staff', (tx) =>
    sql`UPDATE uploads SET heard_at = now() - interval '9 hours'`.execute(tx),
  );
  await sent(id, 'f2', { mark: 'm' });
  expect(again.filter((one) => one.startsWith('piece'))).not.toContain('piece 0');
  const stranger = line(other);
  await sent(id, 'f2', { mark: 'm' });
  expect(stranger).toEqual(['begin', 'piece 0', 'piece 1', 'piece 2', 'finish']);
});

test('a file for one item cannot be hung on another one, on another record, in another app, or by somebody else', async () => {
  const [id, next] = [await add(), await add()];
  line(saori);
  const wall = await sent(id, 'f2');
  const beam = await sent(id, 'f4[k1].f6', {}, named('はり.jpg'));
  const fresh = await sent('new', 'f2', {}, named('新しい.jpg'));
  const refused = async (
    who: StaffActor,
    app: string,
    record: string | null,
    control: string,
    file: string,
  ) => {
    const items: [string, string][] = control.startsWith('f4')
      ? [shows('f4'), ['f4.keys', 'k1'], ['f4.keys', 'k2'], ['f4[k1].f5', '壁'], ['f4[k2].f5', 'はり']]
      : [shows(control)];
    const words: [string, string][] = [...items, [`${control}.kept`, file]];
    const done = await save(who, app, record, record === null ? [['f1', '家'], ...words] : edits(words));
    // Named by its id alone it is nothing: the record may be saved, the file does not hang on it.
    const saved = 'id' in done && done.id !== undefined ? await studio.stored(house(app), done.id) : null;
    const value = saved?.[control.replace(/^f(\d+).*$/, '$1')] ?? null;
    expect(JSON.stringify(value), `${app} ${control}`).not.toContain(file);
    // Nor by an act that takes whole values.
    const ref = { fileId: file, name: 'a.jpg', type: 'image/jpeg', bytes: photo.length };
    const inLine = control.replace(/^f4\[(\w+)\]\.f6$/, '$1');
    const changes =
      inLine === control
        ? { [control.slice(1)]: [ref] }
        : { 4: [{ key: inLine, values: { 5: '壁', 6: [ref] } }] };
    const written = await studio.as(who, async (desk) => {
      if (record === null) return addRecord(desk, app, { 1: '家', ...changes } as never);
      const { revision } = unwrap(await seenRecord(desk, app, record));
      return editRecord(desk, app, record, { revision, changes: changes as never });
    });
    expect(written, `${app} ${control}`).toMatchObject({ ok: false, error: { issues: [{}] } });
  };
  await refused(saori, 'houses', id, 'f3', wall.fileId);
  await refused(saori, 'houses', next, 'f2', wall.fileId);
  await refused(saori, 'houses', null, 'f2', wall.fileId);
  await refused(saori, 'sheds', await add('sheds'), 'f2', wall.fileId);
  await refused(other, 'houses', id, 'f2', wall.fileId);
  await refused(saori, 'houses', id, 'f4[k2].f6', beam.fileId);
  await refused(saori, 'houses', id, 'f2', beam.fileId);
  await refused(saori, 'houses', next, 'f2', fresh.fileId);
  await refused(saori, 'sheds', null, 'f2', fresh.fileId);
  // Where they were meant for they may stand, and from there they cannot be moved on either.
  expect(await save(saori, 'houses', next, edits([shows('f2'), ['f2.kept', '']]))).toMatchObject({
    ok: true,
  });
  const { revision } = await studio.as(saori, async (desk) => unwrap(await seenRecord(desk, 'houses', id)));
  expect(
    await save(saori, 'houses', id, [
      ['_revision', String(revision)],
      ['f1', '家'],
      shows('f2'),
      ['f2.kept', wall.fileId],
      shows('f4'),
      ['f4.keys', 'k1'],
      ['f4[k1].f5', 'はり'],
      ['f4[k1].f6.kept', beam.fileId],
    ]),
  ).toMatchObject({ ok: true });
  const lines = linesIn(await holds('houses', id, '4'));
  expect(filesIn(lines[0]?.values['6'])).toMatchObject([{ fileId: beam.fileId }]);
  await refused(saori, 'houses', id, 'f3', wall.fileId);
  const made = await save(saori, 'houses', null, [['f1', '家'], shows('f2'), ['f2.kept', fresh.fileId]]);
  expect(filesIn(await holds('houses', String(made.id), '2'))).toMatchObject([{ fileId: fresh.fileId }]);
});

test('what this person may not fill in, or what the field does not take, is refused before it is sent', async () => {
  const id = await add();
  const said = line(saori);
  await expect(sent(id, 'f7')).rejects.toThrow(SendFailed);
  await expect(sent(id, 'f1')).rejects.toThrow(SendFailed);
  await expect(sent(id, 'f2.kept')).rejects.toThrow(SendFailed);
  await expect(sent('0'.repeat(8), 'f2')).rejects.toThrow(SendFailed);
  await expect(sent(id, 'f2', {}, named('大.jpg', new Uint8Array(6e6)))).rejects.toThrow('5MBまで');
  expect(new Set(said)).toEqual(new Set(['begin']));
  const heic = new Uint8Array(600_000);
  heic.set(Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'));
  await expect(sent(id, 'f2', {}, named('IMG_1.HEIC', heic))).rejects.toThrow('HEIC');
  expect(said.filter((one) => one.startsWith('piece'))).toEqual(['piece 0']);
  // The right was lost while it was on its way.
  const chief = await studio.actor('gakuji-kacho');
  line(chief);
  await sent(id, 'f7', {}, named('課長.jpg'));
  await expect(sent(id, 'f2', {}, named('なし.jpg', new Uint8Array(600_000)))).rejects.toThrow('なし');
});

test('lines that take another key because somebody added one meanwhile keep the file that was sent for them', async () => {
  const id = await add();
  line(saori);
  const beam = await sent(id, 'f4[k1].f6');
  const added = [{ key: 'k1', values: { 5: '先にできた行' } }];
  unwrap(
    await studio.as(other, (desk) =>
      editRecord(desk, 'houses', id, { revision: 1, changes: { 4: added } as never }),
    ),
  );
  const mine: [string, string][] = [
    shows('f4'),
    ['f4.keys', 'k1'],
    ['f4[k1].f5', 'はり'],
    ['f4[k1].f6.kept', beam.fileId],
  ];
  expect(await save(saori, 'houses', id, edits(mine))).toMatchObject({ ok: true });
  const lines = linesIn(await holds('houses', id, '4'));
  expect(lines.map((one) => [one.values['5'], filesIn(one.values['6']).length])).toEqual([
    ['先にできた行', 0],
    ['はり', 1],
  ]);
});
