/** Acceptance 3, the half about files: every field that takes one, over HTTP, as strangers send them. */
import './route-matrix.environment.ts';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mostUploads } from '#core/applications.server';
import { definitionsOf } from '#core/definitions.server';
import { tokyoDate } from '#kernel/dates';
import { createFileStore, createScanner } from '#platform/files.server';
import { createLog } from '#platform/log.server';
import { createTestCity, type TestCity } from '../../scripts/test/city.ts';
import { type Clamd, hostileFiles, startClamd } from '../../scripts/test/files.ts';
import { holdWindows } from '../../scripts/test/windows.sql.ts';
import { sweepFiles } from './housekeeping.server.ts';
import { lookAgain } from './quarantine.server.ts';
import { cookieOf, form, get, type Raw, raw } from './route-matrix-raw.testing.ts';
import { createTestSite, type TestSite } from './testing-site.server.ts';

let city: TestCity;
let folder: string;
let portal: TestSite;
let clamd: Clamd;
beforeAll(async () => {
  city = await createTestCity();
  await holdWindows(city);
  folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-uploads-'));
  clamd = await startClamd();
  const scanner = createScanner({ url: clamd.url, timeoutMs: 200, restMs: 0 });
  const files = createFileStore({ dir: folder, scanner, limits: { maxBytes: 10e6 } });
  portal = await createTestSite('portal', city.portal, { filesDir: folder, files });
  await portal.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await portal?.app.close();
  await clamd?.close();
  await city?.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  clamd.mood = 'works';
  await forgetCounts();
});

const inPortal = <T>(text: ReturnType<typeof sql<T>>) =>
  city.portal.tenant(city.code, 'portal', async (tx) => (await text.execute(tx)).rows);
const forgetCounts = () => inPortal(sql`UPDATE rate_limits SET hits = 0`);
const kept = async () =>
  (await readdir(folder, { recursive: true })).filter((name) => /[0-9a-f]{64}$/.test(name));
const tools = () => ({
  db: city.worker,
  files: portal.files,
  log: createLog('silent', 'test'),
  municipalities: async () => [city.code],
});

interface Visit {
  draft: string;
  cookie: string;
  token: string;
}

async function begin(procedure: string): Promise<Visit> {
  const begun = await form(portal, `/procedures/${procedure}/start`, {});
  const cookie = `cookie: ${cookieOf(begun)}\r\n`;
  const draft = /drafts\/([0-9a-f-]{36})/.exec(begun.location ?? '')?.[1] ?? '';
  const first = begun.location?.includes('/pages/')
    ? begun.location
    : (await get(portal, begun.location!, cookie)).location!;
  const { body } = await get(portal, new URL(first, 'http://a.test').pathname, cookie);
  return { draft, cookie, token: /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? '' };
}

function send(visit: Visit, page: string, field: string, name: string, content: Uint8Array): Promise<Raw> {
  const part = (headers: string, body: Uint8Array | string) =>
    Buffer.concat([
      Buffer.from(`--q7Zq7Z\r\ncontent-disposition: form-data; ${headers}\r\n\r\n`),
      Buffer.from(body),
      Buffer.from('\r\n'),
    ]);
  const body = Buffer.concat([
    part('name="_csrf"', visit.token),
    part('name="_action"', 'lookup:f9999'),
    part(`name="${field}"; filename="${name}"\r\ncontent-type: application/pdf`, content),
    Buffer.from('--q7Zq7Z--\r\n'),
  ]);
  const head = `POST /drafts/${visit.draft}/pages/${page} HTTP/1.1\r\nhost: a.test\r\nconnection: close\r\n${visit.cookie}content-type: multipart/form-data; boundary=q7Zq7Z\r\ncontent-length: ${body.length}\r\n\r\n`;
  return raw(portal, Buffer.concat([Buffer.from(head), body]));
}

interface Place {
  procedure: string;
  page: string;
  field: string;
  /** Answers that bring the page up. */
  answers: Record<string, string>;
}

/** Every field of every app that takes files, with the page it stands on. */
async function fileFields(): Promise<Place[]> {
  const definitions = await city.portal.tenant(city.code, 'portal', (tx) => definitionsOf(tx, city.code));
  const on = tokyoDate(new Date());
  const takes = (one: { type: string }) => one.type === 'file' || one.type === 'photo';
  const found: Place[] = [];
  for (const { body: procedure } of definitions.procedures(on)) {
    const app = procedure.app === undefined ? null : definitions.app(procedure.app, { on });
    const byCode = new Map(app?.body.fields.map((field) => [field.code, field]));
    for (const page of app?.body.form.pages ?? []) {
      const [, code = '', value = ''] = /^(\S+) = "(.+)"$/.exec(page.visible ?? '') ?? [];
      const asked = byCode.get(code);
      const answers = asked === undefined ? {} : { [asked.id]: value };
      for (const item of page.items) {
        const field = 'field' in item ? byCode.get(item.field) : undefined;
        if (field === undefined) continue;
        const at = { procedure: procedure.id, page: page.id, answers };
        if (takes(field)) found.push({ ...at, field: `f${field.id}` });
        for (const child of field.fields ?? [])
          if (takes(child)) found.push({ ...at, field: `f${field.id}[k1].f${child.id}` });
      }
    }
  }
  return found;
}

test('every hostile file at every field is refused beside the field, with a reason; nothing is kept, nothing fails', async () => {
  const fields = await fileFields();
  expect(new Set(fields.map((one) => one.field)).size).toBeGreaterThanOrEqual(8);
  const hostile = hostileFiles();
  const visits = new Map<string, Visit>();
  let sent = 0;
  clamd.seen = 0;
  for (const [place, { procedure, page, field, answers }] of fields.entries()) {
    const visit = visits.get(procedure) ?? (await begin(procedure));
    visits.set(procedure, visit);
    await inPortal(
      sql`UPDATE drafts SET answers = ${JSON.stringify(answers)}::jsonb WHERE id = ${visit.draft}`,
    );
    await forgetCounts();
    // The first field meets all of them, every other one a quarter, so that each file meets several fields.
    for (const [name, content, says] of hostile.filter((_, at) => place === 0 || (at + place) % 4 === 0)) {
      const answer = await send(visit, page, field, name, content);
      const at = `${procedure} ${field} ${name}`;
      // An empty file is no file: browsers send one for every control that was left alone.
      if (content.length === 0) expect([200, 302], at).toContain(answer.status);
      else expect(answer.status, `${at} ${answer.location}`).toBe(422);
      // Fields that take no Office documents say so; the others say what is wrong with this one.
      if (content.length > 0)
        expect(answer.body, at).toMatch(new RegExp(`${says.source}|種類のファイルは使えません`));
      expect(answer.body, at).not.toMatch(/<script>alert|onload=/);
      sent += content.length;
    }
  }
  expect(await kept()).toEqual([]);
  // No file is looked at more than once, and none beyond what was sent.
  expect(clamd.seen).toBeLessThanOrEqual(sent);
  expect(await inPortal(sql`SELECT 1 FROM portal_files`)).toEqual([]);
});

describe('names', () => {
  const names = [
    '"><script>alert(1)</script>.png',
    '../../../../etc/passwd',
    '\u202egnp.exe',
    "=cmd|'/c calc'!A0.png",
    'a\u0000b.png',
    'CON.png',
    '__proto__',
    `${'長'.repeat(3000)}.png`,
    '吉田𠮷の写真 (1).png',
  ];
  test('are kept literally where they are harmless, cleaned where not, and break neither page nor header', async () => {
    const visit = await begin('school-expense-assistance');
    const png = await sharp({ create: { width: 4, height: 4, channels: 3, background: '#123' } })
      .png()
      .toBuffer();
    for (const name of names) {
      const answer = await send(visit, 'papers', 'f71', name.replaceAll('"', '%22'), png);
      expect(answer.status, name.slice(0, 40)).toBeLessThan(500);
      const rows = await inPortal(
        sql<{ id: string; name: string }>`SELECT id, name FROM portal_files WHERE draft_id = ${visit.draft}`,
      );
      for (const file of rows) {
        const page = await get(portal, `/drafts/${visit.draft}/files/${file.id}`, visit.cookie);
        expect(page.status, file.name).toBe(200);
        expect(page.headers).toMatch(/x-content-type-options: nosniff/i);
        expect(page.headers).toMatch(
          /content-disposition: inline; filename="[ -~]*"; filename\*=UTF-8''[\w.%~-]+\r?$/im,
        );
        expect(page.headers).toMatch(/content-security-policy: default-src 'none'; sandbox/i);
        expect(file.name).not.toMatch(/[/\\<>":|?*]|\p{Cc}|\u202e/u);
      }
      await inPortal(sql`DELETE FROM portal_files WHERE draft_id = ${visit.draft}`);
      await inPortal(sql`UPDATE drafts SET answers = '{}', typed = '{}' WHERE id = ${visit.draft}`);
    }
  });
});

describe('while the virus scanner is away', () => {
  const sample = readFileSync(
    path.join(import.meta.dirname, '../../packs/demo/samples/files/rent-contract.pdf'),
  );
  async function upload(): Promise<{ visit: Visit; file: string; answer: Raw }> {
    clamd.mood = 'hangs';
    const visit = await begin('school-expense-assistance');
    const answer = await send(visit, 'papers', 'f71', 'rent.pdf', sample);
    const [row] = await inPortal(
      sql<{ id: string; scan: string }>`SELECT id, scan FROM portal_files WHERE draft_id = ${visit.draft}`,
    );
    expect(row?.scan).toBe('waiting');
    return { visit, file: row!.id, answer };
  }
  const open = (visit: Visit, file: string) =>
    get(portal, `/drafts/${visit.draft}/files/${file}`, visit.cookie);
  const papers = (visit: Visit) => get(portal, `/drafts/${visit.draft}/pages/papers`, visit.cookie);

  test('an upload is accepted, said to wait, opened by nobody, and released by the worker afterwards', async () => {
    const { visit, file } = await upload();
    expect((await papers(visit)).body).toContain('ウイルスの検査を待っています');
    expect((await papers(visit)).body).not.toContain(`/files/${file}`);
    expect((await open(visit, file)).status).toBe(409);
    expect(await lookAgain(tools())).toBe(0);
    clamd.mood = 'works';
    expect(await lookAgain(tools())).toBe(1);
    expect((await open(visit, file)).status).toBe(200);
    expect((await papers(visit)).body).not.toContain('「rent.pdf」は、ウイルスの検査');
  });

  test('what turns out infected is refused beside its field, with a way to send another', async () => {
    const { visit, file } = await upload();
    clamd.mood = 'finds';
    expect(await lookAgain(tools())).toBe(1);
    const page = await papers(visit);
    expect(page.body).toMatch(/「rent.pdf」からウイルスが見つかったため、受け取れません/);
    expect(page.body).toContain('type="file"');
    expect((await open(visit, file)).status).toBe(410);
    // Going on is refused until it is taken off.
    const on = await form(
      portal,
      `/drafts/${visit.draft}/pages/papers`,
      { _csrf: visit.token, _action: 'next', 'f71.kept': file },
      visit.cookie,
    );
    expect(on.status).toBe(422);
    // Its content is not wanted by anybody any more.
    const before = (await kept()).length;
    await sweepFiles(tools(), 0);
    expect((await kept()).length).toBe(before - 1);
  });
});

test('uploads without an account are counted; beyond the limit they are refused beside the field and not stored', async () => {
  const visit = await begin('school-expense-assistance');
  await send(visit, 'papers', 'f71', 'a.pdf', Buffer.from('%PDF-1.7 no'));
  await inPortal(sql`UPDATE rate_limits SET hits = ${mostUploads.person} WHERE hits > 0`);
  const before = clamd.asked;
  const answer = await send(visit, 'papers', 'f71', 'b.pdf', Buffer.from('%PDF-1.7 no'));
  expect(answer.status).toBe(422);
  expect(answer.body).toContain('短い間にたくさんのファイルが送られました');
  expect(clamd.asked).toBe(before);
});

test('a body that says it is too large is refused before it is sent; one that does not, at the limit', async () => {
  const visit = await begin('school-expense-assistance');
  const head = (length: string) =>
    `POST /drafts/${visit.draft}/pages/papers HTTP/1.1\r\nhost: a.test\r\nconnection: close\r\n${visit.cookie}content-type: multipart/form-data; boundary=q7Zq7Z\r\n${length}\r\n\r\n`;
  const told = await raw(portal, head('content-length: 50000000'));
  expect(told.status).toBe(413);
  const piece = Buffer.alloc(1_000_000, 'a');
  const chunk = Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]);
  const untold = await raw(
    portal,
    Buffer.concat([
      Buffer.from(head('transfer-encoding: chunked')),
      ...Array.from({ length: 45 }, () => chunk),
    ]),
  );
  expect([413, 0]).toContain(untold.status);
});
