/** Acceptance 3, the half about texts: every control of every form, queries and headers, as strangers fill them. */
import './route-matrix.environment.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { definitionsOf } from '#core/definitions.server';
import { tokyoDate } from '#kernel/dates';
import { type Office, openOffice } from '../../scripts/test/office.ts';
import { cookieOf, form, get, type Raw, raw } from './route-matrix-raw.testing.ts';
import { createTestSite, type TestSite } from './testing-site.server.ts';

let office: Office;
let folder: string;
let portal: TestSite;
let staff: TestSite;
beforeAll(async () => {
  office = await openOffice();
  folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-hostile-'));
  portal = await createTestSite('portal', office.city.portal, { filesDir: folder });
  staff = await createTestSite('staff', office.city.staff, { filesDir: folder });
  for (const { app } of [portal, staff]) await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  for (const site of [portal, staff]) await site?.app.close();
  await office?.close();
  await rm(folder, { recursive: true, force: true });
});

const inPortal = <T>(text: ReturnType<typeof sql<T>>) =>
  office.city.portal.tenant(office.city.code, 'portal', async (tx) => (await text.execute(tx)).rows);

/** What a page would show of a text that it escapes. */
const escaped = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#x27;');

/** By name; `shown` where nothing of it may be changed before a person sees it again. */
const payloads: Record<string, { text: string; shown?: true }> = {
  script: { text: '<script>alert(1)</script>', shown: true },
  attribute: { text: "\"><img src=x onerror=alert(1)>' onfocus=alert(1) x='", shown: true },
  address: { text: 'javascript:alert(1)//', shown: true },
  sql: { text: "'; DROP TABLE applications; -- \\'); SELECT pg_sleep(9)", shown: true },
  formula: { text: "=cmd|' /C calc'!A0", shown: true },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template of somebody else
  template: { text: '{{7*7}} ${7*7} #{7*7} #panic() <%= 7*7 %>', shown: true },
  names: { text: '__proto__', shown: true },
  variants: { text: '辻\u{e0100}葛\u{e0101}𠮷👩‍👩‍👧‍👦', shown: true },
  turned: { text: 'a\u202egnp.exe\u2066x\u2069' },
  unseen: { text: 'a\u200b\u200c\u200d\ufeff\u00adb' },
  controls: { text: 'a\u0000\u0001\u0008\u001b[31m\u007f\u0085b' },
  halves: { text: '\ud800x\udfff' },
  marks: { text: `Z${'\u0321\u0316\u0317'.repeat(200)}` },
  line: { text: 'a\r\nset-cookie: planted=1\r\n\r\n<html>' },
  numbers: { text: `${'9'.repeat(400)}.${'9'.repeat(400)}e${'9'.repeat(20)}` },
  json: { text: '{"__proto__":{"x":1},"a":'.repeat(200) },
  long: { text: 'あ'.repeat(333_333) },
};

interface Visit {
  draft: string;
  cookie: string;
}
async function begin(procedure: string): Promise<Visit> {
  const begun = await form(portal, `/procedures/${procedure}/start`, {});
  const draft = /drafts\/([0-9a-f-]{36})/.exec(begun.location ?? '')?.[1] ?? '';
  return { draft, cookie: `cookie: ${cookieOf(begun)}\r\n` };
}

/** Parts of composite fields, for controls inside lines that nobody has added yet. */
const parts = [
  '',
  '.family',
  '.given',
  '.familyKana',
  '.postCode',
  '.city',
  '.town',
  '.bank',
  '.number',
  '.year',
];

interface Place {
  procedure: string;
  page: string;
  /** Controls of lines, which stand on the page only once a line was added. */
  inLines: string[];
}
async function places(): Promise<{ found: Place[]; types: Set<string> }> {
  const { city } = office;
  const definitions = await city.portal.tenant(city.code, 'portal', (tx) => definitionsOf(tx, city.code));
  const on = tokyoDate(new Date());
  const found: Place[] = [];
  const types = new Set<string>();
  for (const { body: procedure } of definitions.procedures(on)) {
    const app = procedure.app === undefined ? null : definitions.app(procedure.app, { on });
    for (const page of app?.body.form.pages ?? []) {
      const fields = page.items.flatMap((item) =>
        'field' in item ? (app?.body.fields.filter((field) => field.code === item.field) ?? []) : [],
      );
      for (const field of fields.flatMap((one) => [one, ...(one.fields ?? [])])) types.add(field.type);
      const inLines = fields.flatMap((field) =>
        (field.fields ?? []).flatMap((child) => parts.map((part) => `f${field.id}[k1].f${child.id}${part}`)),
      );
      found.push({ procedure: procedure.id, page: page.id, inLines });
    }
  }
  return { found, types };
}

const textBoxes = (html: string) =>
  [...html.matchAll(/<(?:input|textarea)\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => !/type="(?:hidden|file|radio|checkbox|submit)"/.test(tag))
    .flatMap((tag) => /\bname="(f\d[^"]*)"/.exec(tag)?.[1] ?? []);
const allControls = (html: string) => [
  ...new Set([...html.matchAll(/\bname="(f\d[^"]*)"/g)].map(([, name = '']) => name)),
];

function notBroken(answer: Raw, at: string): void {
  expect(answer.status, at).toBeGreaterThanOrEqual(200);
  expect(answer.status, at).toBeLessThan(500);
  expect(answer.headers.toLowerCase(), at).not.toContain('planted');
  expect(answer.body, at).not.toMatch(/<script>alert|<img src=x|onfocus=alert\(1\) x='/);
}

test('every field of every form takes any text: a clear error, or kept and shown literally; never a failure', async () => {
  const { found, types } = await places();
  expect(found.length).toBeGreaterThan(15);
  expect(types.size).toBeGreaterThanOrEqual(14);
  const visits = new Map<string, Visit>();
  let controls = 0;
  for (const { procedure, page, inLines } of found) {
    const visit = visits.get(procedure) ?? (await begin(procedure));
    visits.set(procedure, visit);
    const address = `/drafts/${visit.draft}/pages/${page}`;
    const opened = await get(portal, address, visit.cookie);
    if (opened.status !== 200) continue;
    const token = /name="_csrf" value="([^"]+)"/.exec(opened.body)?.[1] ?? '';
    const boxes = textBoxes(opened.body);
    controls += boxes.length;
    const names = [...new Set([...allControls(opened.body), ...inLines])].filter(
      (name) => !name.endsWith('.keys'),
    );
    const lines = [...new Set(inLines.map((name) => name.split('[')[0]))].map((name) => [
      `${name}.keys`,
      'k1',
    ]);
    for (const [name, { text, shown }] of Object.entries(payloads)) {
      const at = `${procedure} ${page} ${name}`;
      // A million characters in every box at once is a body that is refused: a few boxes then.
      const filled = name === 'long' ? boxes.slice(0, 2) : names;
      const fields = Object.fromEntries([...filled.map((one) => [one, text]), ...lines, ['_csrf', token]]);
      const started = performance.now();
      const answer = await form(portal, address, fields, visit.cookie);
      notBroken(answer, at);
      expect([200, 302, 400, 413, 422], at).toContain(answer.status);
      expect(performance.now() - started, at).toBeLessThan(60_000);
      const after = answer.status === 422 ? answer : await get(portal, address, visit.cookie);
      notBroken(after, at);
      if (answer.status === 422) expect(after.body, at).toMatch(/role="alert"|aria-invalid="true"|error/);
      if (shown && boxes.length > 0 && ![400, 413].includes(answer.status))
        expect(after.body, at).toContain(escaped(text));
    }
    await inPortal(sql`UPDATE drafts SET answers = '{}', typed = '{}' WHERE id = ${visit.draft}`);
  }
  expect(controls).toBeGreaterThan(40);
});

test('names of objects are names of nothing: no form, no answer and no address gains a property by them', async () => {
  const visit = await begin('school-expense-assistance');
  const opened = await get(portal, `/drafts/${visit.draft}`, visit.cookie);
  const page = opened.location ?? `/drafts/${visit.draft}`;
  const { body } = await get(portal, new URL(page, 'http://a.test').pathname, visit.cookie);
  const token = /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? '';
  for (const name of [
    '__proto__',
    'constructor',
    'toString',
    'constructor.prototype',
    '__proto__[x]',
    'f1.__proto__',
    'f10[__proto__].f11',
    'f10[constructor].constructor',
    'f10.keys',
  ]) {
    const answer = await form(
      portal,
      new URL(page, 'http://a.test').pathname,
      { [name]: '__proto__', _csrf: token },
      visit.cookie,
    );
    notBroken(answer, name);
  }
  const [kept] = await inPortal(
    sql<{ all: string }>`SELECT answers::text || typed::text AS all FROM drafts WHERE id = ${visit.draft}`,
  );
  expect(kept?.all).not.toMatch(/constructor|toString/);
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});

describe('queries and headers', () => {
  const queries = [
    'q=%E0%A4%A',
    'q=%c0%af%ff%fe',
    'q=%00',
    'q=%',
    `q=${'%F0%9F%98%80'.repeat(500)}`,
    `q=${'a'.repeat(7_000)}`,
    Array.from({ length: 1_000 }, () => 'q=a').join('&'),
    'q=a&q=%3Cscript%3Ealert(1)%3C/script%3E&q[]=b&q[__proto__]=c&__proto__=d&constructor=e',
    'q=%3Cscript%3Ealert(1)%3C/script%3E',
    "q='%20OR%201=1;--&page=-1&after=x&sort=name;drop",
    'page=99999999999999999999&cursor=%7B%22__proto__%22%3A1%7D&size=1e999&on=0000-00-00',
    'q=%E2%80%AEabc&q=%ED%A0%80',
  ];
  const headers = [
    'accept-language: ',
    `accept-language: ${'ja,'.repeat(2_000)}`,
    'accept-language: ja;q=NaN, __proto__;q=1, *;q=-1',
    'accept-language: ja\r\naccept-language: en',
    'cookie: madoguchi=%E0%A4%A; madoguchi=%; =; ;;; madoguchi-staff=%00',
    `cookie: ${Array.from({ length: 400 }, (_, n) => `c${n}=x`).join('; ')}`,
    'cookie: text-size=__proto__\r\ncookie: madoguchi=constructor',
    'if-none-match: "x", W/"\u00ff"\r\nif-modified-since: never\r\nrange: bytes=9-1,-0',
    'authorization: Bearer \u00ff\u0000'.replace('\u0000', ''),
    `x-long: ${'x'.repeat(12_000)}`,
    'x-forwarded-for: ::ffff:999.1.1.1, [::1]:99, <script>\r\nforwarded: for="_x";proto=javascript',
    'accept: */*;q=9, text/\u00e9',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what scanners send
    'user-agent: ${jndi:ldap://x}\r\nreferer: javascript:alert(1)',
  ];
  test('long, doubled and broken ones are refused or passed over, the same text as always otherwise', async () => {
    for (const [site, targets] of [
      [portal, ['/search', '/procedures', '/', '/verify/AAAA', '/sign-in', '/en/search']],
      [staff, ['/sign-in', '/cases', '/']],
    ] as const)
      for (const target of targets) {
        for (const query of queries) {
          const answer = await get(site, `${target}?${query}`);
          notBroken(answer, `${target}?${query.slice(0, 40)}`);
        }
        for (const header of headers) {
          const answer = await get(site, target, `${header}\r\n`);
          notBroken(answer, `${target} ${header.slice(0, 40)}`);
        }
      }
  });

  test('two lengths, or a length and chunks, are one message or none', async () => {
    const head =
      'POST /sign-in HTTP/1.1\r\nhost: a.test\r\nconnection: close\r\ncontent-type: application/x-www-form-urlencoded\r\n';
    for (const rest of [
      'content-length: 5\r\ncontent-length: 6\r\n\r\naddre',
      'content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /me HTTP/1.1\r\nhost: a.test\r\n\r\n',
      'transfer-encoding: xchunked\r\n\r\n0\r\n\r\n',
      'content-length: -1\r\n\r\n',
    ]) {
      const answer = await raw(portal, head + rest);
      expect(answer.status, rest).toBe(400);
      expect(answer.body, rest).not.toContain('HTTP/1.1');
    }
  });
});

test('what arrived is kept as it was typed and shown literally to staff', async () => {
  const family = '<b>O\'Neil & "Söhne"</b> =1+1';
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template of somebody else
  const given = "𠮷\u{e0100}👩‍👧 ${x} {{y}} '; DROP TABLE cases; --";
  const id = await office.newCase('school-received', { 1: { family, given } });
  const signedIn = await form(staff, '/sign-in/demo', { login: 'gakuji-shuji' }, 'origin: http://a.test\r\n');
  const cookie = `cookie: ${cookieOf(signedIn)}\r\n`;
  const page = await get(staff, `/cases/${id}`, cookie);
  expect(page.status).toBe(200);
  expect(page.body).toContain(escaped(family));
  expect(page.body).toContain(escaped(given));
  expect(page.body).not.toContain('<b>O');
  const list = await get(staff, '/cases', cookie);
  expect(list.body).not.toContain('<b>O');
});
