/** Acceptance 8: what every answer, cookie, session and log line keeps to. `docs/security/asvs.md` names these. */
import './route-matrix.environment.ts';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import * as OTPAuth from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addTotp,
  beginVisit,
  checkTotp,
  currentTotp,
  giveFirstAccess,
  selectStaffByLogin,
} from '#core/people.server';
import { hashToken } from '#platform/crypto.server';
import { setCookie } from '#platform/http.server';
import { createTestCity, type TestCity } from '../../scripts/test/city.ts';
import { inRoot } from './root.server.ts';
import { fill, nowhere, paramsOf } from './route-matrix.testing.ts';
import { createTestSite, type RouteEntry, routesOf, type TestSite } from './testing-site.server.ts';

let city: TestCity;
let folder: string;
let sites: TestSite[];
beforeAll(async () => {
  city = await createTestCity();
  folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-baseline-'));
  const tls = { filesDir: folder, origin: 'https://a.test', settings: { TRUST_PROXY: 'true' } };
  sites = [await createTestSite('portal', city.portal, tls), await createTestSite('staff', city.staff, tls)];
});
afterAll(async () => {
  for (const site of sites ?? []) await site.app.close();
  await city?.close();
  await rm(folder, { recursive: true, force: true });
});

const address = (route: RouteEntry) =>
  fill(route, Object.fromEntries(paramsOf(route).map((name) => [name, nowhere]))).replace('*', 'no/such');
const extra = [
  '/healthz',
  '/readyz',
  '/assets/none.js',
  '/%',
  '/api/openapi.json',
  '/api/v1/none',
  '/no/such',
];
interface Got {
  url: string;
  status: number;
  headers: Record<string, string | undefined>;
  body: string;
}
let answers: Promise<Got[]> | undefined;
/** Every address of both sites, read and written to by a stranger. */
const everything = (): Promise<Got[]> => {
  answers ??= (async () => {
    const got: Got[] = [];
    for (const { app, build } of sites) {
      const urls = [...new Set([...routesOf(build).map(address), ...extra])];
      for (const url of urls)
        for (const method of ['GET', 'POST'] as const) {
          const answer = await app.inject({
            method,
            url,
            headers: { host: 'a.test', origin: 'https://elsewhere.example' },
          });
          const headers = Object.fromEntries(
            Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
          );
          got.push({ url: `${method} ${url}`, status: answer.statusCode, headers, body: answer.body });
        }
    }
    return got;
  })();
  return answers;
};

test('every answer carries the headers: CSP, nosniff, referrer, opener, HSTS of a year; none allows another origin', async () => {
  const got = await everything();
  expect(got.length).toBeGreaterThan(120);
  for (const { url, headers } of got) {
    const policy = headers['content-security-policy'] ?? '';
    for (const directive of [
      "default-src 'none'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'self'",
      "form-action 'self'",
    ])
      expect(policy, url).toContain(directive);
    expect(policy, url).not.toMatch(/unsafe-|\*|https?:/);
    expect(headers['x-content-type-options'], url).toBe('nosniff');
    expect(headers['referrer-policy'], url).toBe('same-origin');
    expect(headers['cross-origin-opener-policy'], url).toBe('same-origin');
    expect(headers['strict-transport-security'], url).toBe('max-age=31536000; includeSubDomains');
    expect(
      Object.keys(headers).filter((name) => /^access-control|^server$|powered/.test(name)),
      url,
    ).toEqual([]);
  }
});

test('every answer with a body says its type, and texts their characters', async () => {
  for (const { url, headers, body } of await everything()) {
    if (body === '') continue;
    expect(headers['content-type'], url).toBeDefined();
    if (/^text\/(?!plain)/.test(headers['content-type'] ?? ''))
      expect(headers['content-type'], url).toMatch(/charset=utf-8/i);
  }
});

test('no cache keeps an answer, but for pages that are the same for everybody', async () => {
  const kept = (await everything()).filter(({ headers }) => !/no-store/.test(headers['cache-control'] ?? ''));
  for (const { url, headers } of kept) {
    expect(headers['set-cookie'], url).toBeUndefined();
    expect(headers['cache-control'], url).toMatch(/no-cache|max-age|private/);
  }
  expect(kept.filter(({ url }) => /\/(me|drafts|applications|cases|account)\b/.test(url))).toEqual([]);
});

test('cookies of display are bound to the host too, and hold a word of ours', async () => {
  const [portal] = sites as [TestSite];
  const ask = (url: string, cookie = '') => portal.app.inject({ url, headers: { host: 'a.test', cookie } });
  const [kept = ''] = [(await ask('/text-size?size=largest&return=/')).headers['set-cookie'] ?? []].flat();
  expect(kept).toMatch(/^__Host-text-size=largest; Path=\/; SameSite=Lax; HttpOnly; Secure; Max-Age=/);
  const [pair = ''] = kept.split(';');
  expect((await ask('/', pair)).body).toMatch(/data-size="largest"/);
});

test('no address is led from http to https here: only a proxy does that, for pages', async () => {
  for (const { url, headers } of await everything())
    expect(headers.location ?? '', url).not.toMatch(/^https?:/);
  const metrics = readFileSync(inRoot('src/app/metrics.server.ts'), 'utf8');
  expect(metrics).not.toMatch(/location|30[1278]/i);
});

test('nobody is signed in without an act: whatever is opened, no session of anybody begins', async () => {
  await everything();
  const { rows } = await city.admin.tenant(city.code, 'owner', (tx) =>
    sql<{ count: number }>`
      SELECT (SELECT count(*) FROM staff_sessions WHERE staff_id IS NOT NULL AND stage IN ('post', 'full'))::integer
        + (SELECT count(*) FROM portal_sessions WHERE account_id IS NOT NULL)::integer AS count`.execute(tx),
  );
  expect(rows[0]?.count).toBe(0);
  const [, staff] = sites as [TestSite, TestSite];
  const begins = (await everything()).filter(
    ({ url, headers }) => url.startsWith('GET') && headers['set-cookie']?.includes('madoguchi') === true,
  );
  for (const { url, headers } of begins) {
    const [cookie = ''] = (headers['set-cookie'] ?? '').split(';');
    const inside = await staff.app.inject({ url: '/account', headers: { host: 'a.test', cookie } });
    expect(inside.headers.location, url).toContain('/sign-in');
  }
});

test('cookies: __Host-, Secure, HttpOnly, SameSite, and short', async () => {
  const [portal] = sites as [TestSite];
  const begun = await portal.app.inject({
    method: 'POST',
    url: '/procedures/school-expense-assistance/start',
    headers: {
      host: 'a.test',
      origin: 'https://a.test',
      'content-type': 'application/x-www-form-urlencoded',
      'x-forwarded-proto': 'https',
    },
    payload: '',
  });
  const set = [begun.headers['set-cookie'] ?? []].flat();
  expect(set.length).toBeGreaterThan(0);
  const all = [...set, setCookie('__Host-madoguchi', 'x'.repeat(43), { secure: true })];
  for (const cookie of all) {
    expect(cookie).toMatch(/^__Host-[\w-]+=/);
    expect(cookie).toMatch(/; Secure/);
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=(Lax|Strict)/);
    expect(cookie).toMatch(/; Path=\//);
    expect(cookie).not.toMatch(/; Domain/i);
    expect(cookie.length).toBeLessThan(4_096);
  }
});

test('session tokens are 32 random bytes, and only their digest is kept', async () => {
  const seen = new Set<string>();
  for (let n = 0; n < 20; n += 1) {
    const visit = await city.portal.tenant(city.code, 'portal', (tx) => beginVisit(tx));
    const token = visit.token;
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(hashToken(token)).toBe(visit.hash);
    seen.add(token);
  }
  expect(seen.size).toBe(20);
});

test('how long things last: sessions 12 hours, codes 10 minutes', async () => {
  const { rows } = await city.admin.tenant(city.code, 'owner', (tx) =>
    sql<{
      hours: number;
    }>`SELECT extract(epoch FROM max(expires_at - created_at)) / 3600 AS hours FROM portal_sessions`.execute(
      tx,
    ),
  );
  expect(Number(rows[0]?.hours)).toBeLessThanOrEqual(12.01);
  const source = (file: string) => readFileSync(inRoot(file), 'utf8');
  expect(source('src/core/people/sessions.sql.ts')).toMatch(/interval '30 minutes'/);
  expect(source('src/core/people/sessions.sql.ts')).toMatch(/interval '2 hours'/);
  expect(source('src/core/people/staff/credentials.sql.ts')).toMatch(/interval '12 hours'/);
  expect(source('src/core/people/accounts/codes.sql.ts')).toMatch(/interval '10 minutes'/);
});

test('a step of an authenticator opens once, also to two at the same time', async () => {
  const keyring = sites[0]!.keyring;
  const seed = new OTPAuth.Secret({ size: 20 }).base32;
  const staffId = await city.admin.tenant(city.code, 'owner', async (tx) => {
    const { rows } = await sql<{ id: string }>`SELECT id FROM staff WHERE login = 'gakuji-kacho'`.execute(tx);
    return rows[0]!.id;
  });
  const asStaff = <T>(work: Parameters<typeof city.staff.tenant>[2]) =>
    city.staff.tenant(city.code, 'staff', work) as Promise<T>;
  await asStaff((tx) => addTotp({ tx, keyring, municipality: city.code }, staffId, seed));
  const now = Date.now();
  const tries = await Promise.all(
    Array.from({ length: 4 }, async (_, index) => {
      const sessionHash = hashToken(`step-${index}`);
      await asStaff((tx) =>
        sql`INSERT INTO staff_sessions (id_hash, staff_id, stage, return_to, expires_at)
          VALUES (${sessionHash}, ${staffId}, 'second-factor', '/', now() + interval '1 hour')`.execute(tx),
      );
      const code = currentTotp(seed, now);
      return asStaff<{ ok: boolean }>((tx) =>
        checkTotp(tx, keyring, { sessionHash, code, municipality: city.code, now }),
      );
    }),
  );
  expect(tries.filter((one) => one.ok)).toHaveLength(1);
});

test('new credentials of somebody end every session of theirs', async () => {
  const { left, ended } = await city.staff.tenant(city.code, 'staff', async (tx) => {
    const staff = await selectStaffByLogin(tx, 'gakuji-shuji');
    await sql`INSERT INTO staff_sessions (id_hash, staff_id, stage, return_to, expires_at)
      VALUES (${hashToken('x')}, ${staff!.id}, 'post', '/', now() + interval '1 hour')`.execute(tx);
    const count = async () =>
      (await sql`SELECT 1 FROM staff_sessions WHERE staff_id = ${staff!.id}`.execute(tx)).rows.length;
    const before = await count();
    await giveFirstAccess({ tx, keyring: sites[1]!.keyring, municipality: city.code }, 'gakuji-shuji', {
      passwordOnly: false,
      checked: '職員証',
    });
    return { left: await count(), ended: before };
  });
  expect({ left, ended }).toEqual({ left: 0, ended: 1 });
});

test('password boxes mask, take any length, and let managers and pasting be', async () => {
  const [, staff] = sites as [TestSite, TestSite];
  const { body } = await staff.app.inject({ url: '/sign-in', headers: { host: 'a.test' } });
  const box = /<input[^>]*name="password"[^>]*>/.exec(body)?.[0] ?? '';
  expect(box).toContain('type="password"');
  expect(box).toMatch(/autocomplete="current-password"/i);
  expect(box).not.toMatch(/maxlength|minlength|pattern|onpaste|readonly/i);
});

test('errors show a sentence and a number, the log an event, a code and no words of anybody', async () => {
  for (const { url, body, status } of await everything()) {
    expect(status, url).not.toBe(500);
    expect(body, url).not.toMatch(/ at \S+ \(|node_modules|\/src\/|SELECT |pg_catalog|Error:/);
  }
});

test('the log: lines of JSON with UTC, process and event; what breaks a line stays inside one', async () => {
  const program = `
    import { createLog } from '${inRoot('src/platform/log/log.server.ts')}';
    const log = createLog('info', 'portal');
    log.info('request', { requestId: 'a\\nb {"forged":true}', status: 200 });
    log.error('request failed', new Error('invalid input syntax: "山田太郎\\n2"'), { requestId: 'r' });
    log.info('%s %d %j', { status: 1 });`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    cwd: inRoot('.'),
  });
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toHaveLength(3);
  for (const line of lines) {
    expect(line.time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(line.process).toBe('portal');
  }
  expect(lines[1]).toMatchObject({ msg: 'request failed', error: 'Error' });
  expect(stdout).not.toContain('山田');
});

test('nothing is listed or lies about: no folder, no source map, no .git, no metrics, no profiler', async () => {
  for (const { app } of sites)
    for (const url of [
      '/assets/',
      '/assets',
      '/.git/config',
      '/.env',
      '/package.json',
      '/server/routes.js',
      '/metrics',
      '/debug',
      '/graphql',
      '/actuator',
    ]) {
      const answer = await app.inject({ url, headers: { host: 'a.test' } });
      expect([301, 302, 403, 404], url).toContain(answer.statusCode);
      expect(answer.body, url).not.toMatch(
        /repositoryformatversion|"dependencies"|process_cpu|createRequestHandler/,
      );
    }
  for (const site of ['portal', 'staff']) {
    const assets = inRoot('build', site, 'client');
    const names = readdirSync(assets, { recursive: true, encoding: 'utf8' });
    expect(names.filter((name) => /\.map$|\.ts$|\.tsx$|\.test\./.test(name))).toEqual([]);
  }
});
