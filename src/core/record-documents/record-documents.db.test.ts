/** Papers of records on PostgreSQL, set by Typst: numbers, what may not stand on them, and what becomes of them. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { numbersFile, readNumbers, selectNumbers } from '#core/documents.server';
import { addRecord } from '#core/entries.server';
import type { StaffActor } from '#core/policy';
import { recordMeasure } from '#core/protection.server';
import { actOnRecord, effectHandlers, readProcess } from '#core/record-process.server';
import { fiscalYearOf, tokyoDate } from '#kernel/dates';
import { unwrap } from '#kernel/result';
import { createFileStore } from '#platform/files.server';
import type { Log } from '#platform/log.server';
import type { Deliver, Handlers } from '#platform/outbox.server';
import { createPdf } from '#platform/pdf.server';
import { readText } from '../../../scripts/test/pdf-text.ts';
import { field, keyring, openStudio, type Studio, workApp } from '../../../scripts/test/work-app.ts';
import {
  endPaper,
  issuePaper,
  mendPaper,
  papersOf,
  printPaper,
  reachPaper,
  recordDocumentHandlers,
  reissuePaper,
} from './index.server.ts';

const ja = (text: string) => ({ ja: text });
const gakuji = 'KYOI-GAKUJI';
const visits = workApp(
  'paper-visits',
  [
    field(1, '現場', 'text'),
    field(2, '電話', 'phone'),
    field(3, '氏名', 'person-name'),
    field(4, 'メモ', 'text'),
    field(5, '状態', 'status'),
    field(6, '点検', 'lines', {
      fields: [field(7, '箇所', 'text'), field(8, '点', 'number'), field(9, '写真', 'photo')],
    }),
    field(10, '生年月日', 'birth-date'),
  ],
  {
    department: gakuji,
    access: [{ who: [{ department: gakuji, below: true }], may: ['view', 'add', 'edit'] }] as never,
    fieldAccess: [{ fields: ['メモ'], read: [{ who: [{ position: '課長' }] }] }] as never,
    documents: [
      {
        id: 'letter',
        title: ja('点検の結果'),
        orientation: 'portrait',
        numbered: true,
        verifiable: true,
        blocks: [
          { type: 'text', text: '{現場}の点検が終わりました。', align: 'left' },
          { type: 'fields', fields: ['氏名', '電話'], columns: 2 },
          { type: 'lines', field: '点検', columns: [] },
          { type: 'sum', label: '点の合計', field: '点検.点', by: 'sum' },
          { type: 'photos', field: '点検.写真', beside: ['箇所'] },
        ],
      },
      {
        id: 'sheet',
        title: ja('打合せシート'),
        orientation: 'landscape',
        numbered: false,
        verifiable: false,
        blocks: [{ type: 'fields', fields: ['現場', '電話'], columns: 1 }],
      },
      {
        id: 'inside',
        title: ja('内部メモ'),
        orientation: 'portrait',
        numbered: true,
        verifiable: false,
        blocks: [{ type: 'text', text: '{メモ}', align: 'left' }],
      },
    ],
    process: {
      states: [
        { id: 'new', title: ja('点検中') },
        { id: 'done', title: ja('完了'), kind: 'end', effects: [{ kind: 'issue', template: 'letter' }] },
      ],
      acts: [
        {
          id: 'finish',
          title: ja('終える'),
          from: ['new'],
          to: 'done',
          who: [{ everyone: true }],
          effects: [],
        },
      ],
      routes: [],
      keepers: [],
    } as never,
  },
);

const folder = mkdtempSync(path.join(tmpdir(), 'madoguchi-papers-'));
const files = createFileStore({ dir: folder });
const pdf = createPdf();
const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} } as unknown as Log;
const handlers: Handlers = {
  ...effectHandlers({ keyring, log }),
  ...recordDocumentHandlers({
    pdf,
    files,
    portalOrigin: 'https://madoguchi.example',
    numbersOf: (code) => numbersFile(folder, code),
  }),
};
let studio: Studio;
let shuji: StaffActor;
let kacho: StaffActor;

beforeAll(async () => {
  studio = await openStudio();
  await studio.publish(visits);
  shuji = await studio.actor('gakuji-shuji');
  kacho = await studio.actor('gakuji-kacho');
});
afterAll(async () => {
  pdf.close();
  await studio?.city.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Posted {
  id: string;
  kind: string;
  payload: Record<string, unknown>;
  attempts: number;
}
const rows = <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  studio.city.admin.tenant(studio.city.code, 'owner', async (tx) => (await query.execute(tx)).rows);
const posted = (kind: string) =>
  rows(sql<Posted>`SELECT id, kind, payload, attempts FROM outbox WHERE kind = ${kind} ORDER BY id`);
const deliver = async (messages: Posted[]) => {
  for (const message of messages)
    await studio.city.staff.tenant(studio.city.code, 'staff', (tx) =>
      handlers[message.kind]!.handle({ tx, municipality: studio.city.code, message } as unknown as Deliver),
    );
};
/** What the worker would do now for one record. */
const work = async (record: string) => {
  const own = (await posted('record.effects')).filter((one) => one.payload.recordId === record);
  await deliver([...own, ...own]);
  const ids = new Set((await paper(record)).map((one) => one.id));
  const set = (await posted('record.document')).filter((one) => ids.has(String(one.payload.documentId)));
  await deliver([...set, ...set]);
};
interface Paper {
  id: string;
  state: string;
  number: string | null;
  serial: number | null;
  sha256: string | null;
  data: unknown;
  omitted: boolean;
  reason: string | null;
  missing: { character: string; codePoint: string }[] | null;
  verification_code: string | null;
}
const paper = (record: string) =>
  rows(
    sql<Paper>`SELECT * FROM record_documents WHERE record_id = ${record}::uuid ORDER BY asked_at, serial`,
  );
const textIn = async (bytes: Uint8Array) => (await readText(bytes)).pages.join('').replace(/\s/g, '');
const words = async (sha256: string | null) =>
  textIn(unwrap(await files.of(studio.city.code).read(sha256 ?? '')));
const add = async (values: Record<string, unknown>, by = shuji) =>
  unwrap(await studio.as(by, (desk) => addRecord(desk, visits.id, values as never))).id;
const issue = (id: string, template = 'letter', by = shuji, key = randomUUID()) =>
  studio.as(by, (desk) => issuePaper(desk, visits.id, id, { id: key, template }));
const reissue = (id: string, document: string, why: string, by = shuji) =>
  studio.as(by, (desk) => reissuePaper(desk, visits.id, id, document, why));
const end = (id: string, document: string, why: string) =>
  studio.as(shuji, (desk) => endPaper(desk, visits.id, id, document, why)).then(unwrap);
const offers = async (id: string) =>
  unwrap(await studio.as(shuji, (desk) => papersOf(desk, visits.id, id)))
    .documents.filter((one) => one.remakes)
    .map((one) => one.id);
const finish = (id: string) =>
  studio
    .as(shuji, (desk) => actOnRecord(desk, visits.id, id, { act: 'finish', note: '', revision: 1 }))
    .then(unwrap);

test('an effect makes one numbered paper, however often its messages arrive; pictures stand with their line', async () => {
  const png = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#888' } })
    .png()
    .toBuffer();
  const kept = unwrap(
    await files
      .of(studio.city.code)
      .put(png, { name: 'a.png', allowed: ['image/png'], maxBytes: 1e6, image: {} }),
  );
  const fileId = randomUUID();
  await studio.city.admin.tenant(studio.city.code, 'owner', (tx) =>
    sql`INSERT INTO staff_files (id, name, type, bytes, sha256, added_by, scan)
      VALUES (${fileId}::uuid, 'a.png', 'image/png', ${kept.bytes}, ${kept.sha256}, ${shuji.postId}::uuid, 'clean')`.execute(
      tx,
    ),
  );
  const photo = [{ fileId, name: 'a.png', type: 'image/png', bytes: kept.bytes }];
  const id = await add({
    1: '第一小学校',
    2: '0312345678',
    6: [
      { key: 'k1', values: { 7: '屋根', 8: '30', 9: photo } },
      { key: 'k2', values: { 7: '外壁', 8: '12' } },
    ],
  });
  await finish(id);
  await work(id);
  const [made, ...more] = await paper(id);
  expect(more).toEqual([]);
  expect(made).toMatchObject({ state: 'issued', data: null, omitted: false });
  const text = await words(made!.sha256);
  for (const word of [made!.number!, '第一小学校の点検', '屋根', '外壁', '点の合計42'])
    expect(text).toContain(word);
  // The journal outside the database knows the number before anybody holds the paper.
  expect(await readNumbers(numbersFile(folder, studio.city.code))).toContainEqual(
    expect.objectContaining({ department: gakuji, serial: made!.serial }),
  );
  const told = (await posted('document.issued')).filter(({ payload }) => payload.documentId === made!.id);
  expect(told.map(({ payload }) => [payload.number, payload.title, payload.applicationId])).toEqual([
    [made!.number, '点検の結果', null],
  ]);
  const log = unwrap(await studio.as(shuji, (desk) => readProcess(desk, visits.id, id)))!.log;
  expect(log.filter((one) => one.kind === 'system').map((one) => [one.title, one.note])).toEqual([
    ['自動：文書の作成', `完了：点検の結果 ${made!.number}`],
  ]);
});

test('a text of a numbered paper without a value stops it: the log says which, and no number is taken', async () => {
  const id = await add({ 2: '0312345678' });
  const before = await rows(sql<{ last: number }>`SELECT sum(last)::int AS last FROM document_numbers`);
  await finish(id);
  await work(id);
  expect(await paper(id)).toEqual([]);
  expect(await rows(sql<{ last: number }>`SELECT sum(last)::int AS last FROM document_numbers`)).toEqual(
    before,
  );
  const log = unwrap(await studio.as(shuji, (desk) => readProcess(desk, visits.id, id)))!.log;
  expect(log.find((one) => one.verb === 'effect.issue')?.note).toContain('現場');
});

test('pressed twice there is one paper; revoked it says so outside, and made anew it takes the next number', async () => {
  const id = await add({ 1: '第二小学校' });
  const key = randomUUID();
  unwrap(await issue(id, 'letter', shuji, key));
  unwrap(await issue(id, 'letter', shuji, key));
  await work(id);
  const [first] = await paper(id);
  expect(await paper(id)).toHaveLength(1);
  expect((await studio.as(shuji, (desk) => reissuePaper(desk, visits.id, id, key, ' '))).ok).toBe(false);
  unwrap(await studio.as(shuji, (desk) => reissuePaper(desk, visits.id, id, key, '住所を直した')));
  // The old one holds until the new one is there.
  expect((await paper(id)).map((one) => one.state)).toEqual(['issued', 'rendering']);
  await work(id);
  const [old, anew] = await paper(id);
  expect([old!.state, old!.reason, anew!.state]).toEqual(['revoked', '住所を直した', 'issued']);
  expect(anew!.serial).toBe(first!.serial! + 1);
  unwrap(await studio.as(shuji, (desk) => endPaper(desk, visits.id, id, anew!.id, '誤り')));
  const states = (await posted('document.state')).map(({ payload }) => [
    payload.verificationCode,
    payload.state,
  ]);
  expect(states).toEqual([
    [old!.verification_code, 'reissued'],
    [anew!.verification_code, 'revoked'],
  ]);
});

test('made anew twice before the first is set, by two people at once, there is one new paper and one that verifies', async () => {
  const id = await add({ 1: '第六小学校' });
  const { id: first } = unwrap(await issue(id));
  await work(id);
  expect(await offers(id)).toEqual([first]);
  const both = await Promise.all([reissue(id, first, '住所', shuji), reissue(id, first, '住所', kacho)]);
  expect(both.filter((one) => one.ok)).toHaveLength(1);
  expect(await reissue(id, first, 'もう一度')).toMatchObject({ ok: false, error: { code: 'conflict' } });
  expect(await offers(id)).toEqual([]);
  await work(id);
  expect((await paper(id)).map((one) => one.state)).toEqual(['revoked', 'issued']);
});

test('a remake that became 欠番 is made anew once, and what it was to replace ends then', async () => {
  const id = await add({ 1: '第七小学校' });
  const { id: first } = unwrap(await issue(id));
  await work(id);
  const { id: lost } = unwrap(await reissue(id, first, '住所を直した'));
  await end(id, lost, '誤り');
  expect((await offers(id)).sort()).toEqual([first, lost].sort());
  unwrap(await reissue(id, lost, 'あらためて'));
  for (const one of [first, lost])
    expect(await reissue(id, one, 'もう一度')).toMatchObject({ ok: false, error: { code: 'conflict' } });
  expect(await offers(id)).toEqual([]);
  await work(id);
  const made = await paper(id);
  expect(made.map((one) => one.state)).toEqual(['revoked', 'void', 'issued']);
  expect((await posted('document.state')).at(-1)!.payload).toMatchObject({
    verificationCode: made[0]!.verification_code,
    state: 'reissued',
  });
});

test('a 欠番 that was to replace nothing is made anew once, too', async () => {
  const id = await add({ 1: '第八小学校' });
  const { id: lost } = unwrap(await issue(id));
  await end(id, lost, '誤り');
  const { id: anew } = unwrap(await reissue(id, lost, 'あらためて'));
  expect((await reissue(id, lost, 'もう一度')).ok).toBe(false);
  await end(id, anew, '誤り');
  unwrap(await reissue(id, anew, '三度目'));
  expect((await reissue(id, lost, 'もう一度')).ok).toBe(false);
  await work(id);
  expect((await paper(id)).map((one) => one.state)).toEqual(['void', 'void', 'issued']);
});

test('the book says what became of a paper in fixed words: neither a typed reason nor a replaced character', async () => {
  const rare = '\u{2ebe0}';
  const id = await add({ 1: `${rare}谷小学校` });
  const mend = (document: string) =>
    studio.as(shuji, (desk) =>
      mendPaper(desk, pdf, visits.id, id, document, { substitutes: { [rare]: '丸' }, consent: true }),
    );
  const { id: first } = unwrap(await issue(id));
  await work(id);
  unwrap(await mend(first));
  await work(id);
  const { id: second } = unwrap(await reissue(id, first, '内々の話'));
  await work(id);
  unwrap(await mend(second));
  await work(id);
  await end(id, second, '内々の話');
  await end(id, unwrap(await issue(id)).id, '内々の話');
  const { id: last } = unwrap(await issue(id));
  await work(id);
  unwrap(await mend(last));
  await work(id);
  const year = fiscalYearOf(tokyoDate(new Date()));
  const book = await studio.city.staff.tenant(studio.city.code, 'staff', (tx) =>
    selectNumbers(tx, { department: gakuji, fiscalYear: year, limit: 4 }, sql<boolean>`true`),
  );
  expect(book.map((one) => [one.state, one.void_reason])).toEqual([
    ['issued', null],
    ['void', '欠番'],
    ['revoked', '取消し'],
    ['revoked', '作り直し'],
  ]);
});

test('a character no font has keeps it waiting with its number, until somebody says what to print instead', async () => {
  const rare = '\u{2ebe0}';
  const id = await add({ 1: `${rare}山小学校` });
  unwrap(await issue(id));
  await work(id);
  const [waiting] = await paper(id);
  expect(waiting).toMatchObject({ state: 'waiting-repair', missing: [{ character: rare }] });
  const mend = (consent: boolean, instead = '丸') =>
    studio.as(shuji, (desk) =>
      // 山 is not missing: nobody may write over it.
      mendPaper(desk, pdf, visits.id, id, waiting!.id, {
        substitutes: { [rare]: instead, 山: '川' },
        consent,
      }),
    );
  expect((await mend(false)).ok).toBe(false);
  expect(await mend(true, '金百万円を支払うことを約束する。')).toMatchObject({
    ok: false,
    error: { issues: [{ path: waiting!.missing![0]!.codePoint }] },
  });
  // What no font has either is told at once: it would be replaced again, and again by eight.
  expect((await mend(true, rare.repeat(8))).ok).toBe(false);
  unwrap(await mend(true));
  await work(id);
  const [made] = await paper(id);
  expect(made).toMatchObject({ state: 'issued', number: waiting!.number });
  expect(await words(made!.sha256)).toContain('丸山小学校');
});

test('who may not read a field on it meets neither template nor paper', async () => {
  const id = await add({ 1: '第三小学校' });
  const seen = async (by: StaffActor) =>
    unwrap(await studio.as(by, (desk) => papersOf(desk, visits.id, id))).templates.map((one) => one.id);
  expect(await seen(shuji)).toEqual(['letter', 'sheet']);
  expect(await seen(kacho)).toEqual(['letter', 'sheet', 'inside']);
  expect((await issue(id, 'inside')).ok).toBe(false);
  const memo = await add({ 1: '第三小学校', 4: '内々の話' }, kacho);
  const { id: document } = unwrap(await issue(memo, 'inside', kacho));
  await work(memo);
  const open = (by: StaffActor) =>
    studio.as(by, (desk) => reachPaper(desk, visits.id, memo, document, 'view')).then((one) => one.ok);
  expect([await open(kacho), await open(shuji)]).toEqual([true, false]);
  expect((await studio.as(shuji, (desk) => endPaper(desk, visits.id, memo, document, 'x'))).ok).toBe(false);
});

test('a paper without a number is printed straight, and nothing of it is kept', async () => {
  const id = await add({ 1: '第四小学校' });
  const tools = { pdf, files: files.of(studio.city.code) };
  const print = (template: string) =>
    studio.as(shuji, (desk) => printPaper(desk, tools, visits.id, id, template));
  const bytes = unwrap(await print('sheet'));
  const text = await textIn(bytes);
  expect(text).toContain('第四小学校');
  expect(text).toContain('が印刷しました');
  expect(await paper(id)).toEqual([]);
  expect((await print('letter')).ok).toBe(false);
});

test('支援措置: neither phone nor photo stands on the paper; a measure that comes while it is made voids it', async () => {
  const name = { kind: 'two', family: '高橋', given: '花子' };
  const values = { 1: '第五小学校 03-1234-5678', 2: '0312345678', 3: name, 10: '1990-01-02' };
  const early = await add(values);
  unwrap(await issue(early));
  const officer = await studio.actor('koseki-kakaricho');
  unwrap(
    await studio.as(officer, (desk) =>
      recordMeasure(desk, {
        kind: 'stalking',
        validFrom: '2026-01-01',
        validTo: '2099-12-31',
        consulted: '',
        persons: [
          {
            role: 'protected',
            name: name as never,
            birthDate: '1990-01-02',
            addresseeNumber: null,
            addresses: [],
          },
        ],
      }),
    ),
  );
  await work(early);
  expect((await paper(early))[0]).toMatchObject({ state: 'void', sha256: null, data: null });
  const late = await add(values);
  expect(unwrap(await issue(late)).omitted).toBe(true);
  await work(late);
  const [made] = await paper(late);
  expect(made).toMatchObject({ state: 'issued', omitted: true });
  const text = await words(made!.sha256);
  expect(text).toContain('（省略）');
  expect(text).toContain('写真は省いています');
  expect(text).not.toMatch(/03-?1234-?5678/);
});
