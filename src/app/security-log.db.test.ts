/** Acceptance 8 (ASVS 16.3): sign-ins stand in the audit, refusals in the log, each with who and why, none with words of anybody. */
import './route-matrix.environment.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { currentTotp, giveFirstAccess } from '#core/people.server';
import { unwrap } from '#kernel/result';
import { hashToken } from '#platform/crypto.server';
import type { Log } from '#platform/log.server';
import { createTestCity, type TestCity } from '../../scripts/test/city.ts';
import { holdWindows } from '../../scripts/test/windows.sql.ts';
import { lastCode } from './isolation.sql.ts';
import { Terminal } from './isolation.testing.ts';
import { createTestSite, type TestSite } from './testing-site.server.ts';

let city: TestCity;
let staff: TestSite;
let portal: TestSite;
let folder: string;
let lines: (Record<string, unknown> & { event: string })[] = [];
const note = (event: string, facts: object = {}) => void lines.push({ event, ...facts });
const log: Log = { info: note, warn: note, error: (event, _error, facts) => note(event, facts) };

beforeAll(async () => {
  city = await createTestCity();
  await holdWindows(city);
  folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-log-'));
  staff = await createTestSite('staff', city.staff, { filesDir: folder, log });
  portal = await createTestSite('portal', city.portal, { filesDir: folder, log });
});
afterAll(async () => {
  for (const site of [staff, portal]) await site?.app.close();
  await city?.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  lines = [];
  await query(sql`DELETE FROM rate_limits`);
});

const query = <T>(text: ReturnType<typeof sql<T>>) =>
  city.admin.tenant(city.code, 'owner', async (tx) => (await text.execute(tx)).rows);
const acts = async () =>
  (await query(sql<{ act: string }>`SELECT act FROM audit WHERE act LIKE 'sign-in%' ORDER BY id`)).map(
    (row) => row.act,
  );
const refusals = () => lines.filter((line) => line.event === 'refused').map(({ event: _, ...line }) => line);

const login = 'gakuji-shuji';
/** A session of this member of staff, in a post. */
async function session(): Promise<Terminal> {
  await query(sql`
    INSERT INTO staff_sessions (id_hash, staff_id, post_id, stage, expires_at)
    SELECT ${hashToken('in')}, s.id, p.id, 'full', now() + interval '1 hour'
    FROM staff s JOIN posts p ON p.staff_id = s.id WHERE s.login = ${login} LIMIT 1
    ON CONFLICT DO NOTHING`);
  const at = new Terminal(staff.app, 'a.test');
  at.cookies.set('madoguchi-staff', 'in');
  return at;
}

test('every sign-in and every failed one stands in the audit with its factor, and without what was typed', async () => {
  const { password, seed } = await city.staff.tenant(city.code, 'staff', async (tx) =>
    unwrap(
      await giveFirstAccess({ tx, keyring: staff.keyring, municipality: city.code }, login, {
        passwordOnly: false,
        checked: '職員証',
      }),
    ),
  );
  const at = new Terminal(staff.app, 'a.test');
  await at.post('/sign-in', '/sign-in', { login: '山田太郎', password: 'ひみつ', return: '/' });
  await at.post('/sign-in', '/sign-in', { login, password, return: '/' });
  await at.post('/sign-in/code', '/sign-in/code', { code: '000000' });
  await at.post('/sign-in/code', '/sign-in/code', { code: currentTotp(seed!, Date.now()) });
  await staff.app.inject({
    url: '/sign-in/oidc/callback',
    headers: { host: 'a.test', cookie: 'madoguchi-staff=x' },
  });
  expect(await acts()).toEqual([
    'sign-in.password.failed',
    'sign-in.password',
    'sign-in.code.failed',
    'sign-in.code',
  ]);
  const mail = 'log@example.jp';
  const home = new Terminal(portal.app, 'a.test');
  await home.post('/sign-in', '/sign-in', { address: mail, return: '/' });
  await home.post('/sign-in/code', '/sign-in/code', { code: 'x' });
  const sent = await city.admin.tenant(city.code, 'owner', (tx) => lastCode(tx, mail));
  await home.post('/sign-in/code', '/sign-in/code', { code: sent });
  expect((await acts()).slice(4)).toEqual(['sign-in.ask', 'sign-in.failed', 'sign-in']);
  const [whole] = await query(sql<{ text: string }>`SELECT string_agg(a::text, '') AS text FROM audit a`);
  for (const typed of ['山田', 'ひみつ', password, mail]) {
    expect(whole?.text).not.toContain(typed);
    expect(JSON.stringify(lines)).not.toContain(typed);
  }
});

test('what a right is missing for is refused and logged: who, which right, why', async () => {
  const at = await session();
  const [me] = await query(sql<{ id: string }>`SELECT id FROM staff WHERE login = ${login}`);
  await at.get('/audit');
  await at.get('/cases/00000000-0000-4000-8000-000000000000');
  await new Terminal(staff.app, 'a.test').get('/cases');
  const who = { actor: 'staff', actorId: me!.id };
  const logged = refusals();
  expect(logged).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ why: 'notFound', permission: 'audit.read', ...who }),
      expect.objectContaining({ why: 'notFound', permission: 'case.read', ...who }),
      expect.objectContaining({ why: 'unauthenticated', permission: 'case.list', actor: 'stranger' }),
    ]),
  );
  for (const line of logged) expect(line.requestId).toMatch(/^[0-9a-f-]{36}$/);
});

test('what goes round the checks is logged: other sites’ forms, no form token, too many tries, requests of no page', async () => {
  const at = await session();
  const post = (headers: Record<string, string>, url = '/post', payload = '') =>
    staff.app.inject({
      method: 'POST',
      url,
      headers: {
        host: 'a.test',
        cookie: 'madoguchi-staff=in',
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      },
      payload,
    });
  await post({ origin: 'https://elsewhere.example' });
  await post({ origin: 'http://a.test' });
  for (let tries = 0; tries < 11; tries += 1)
    await new Terminal(staff.app, 'a.test').post('/sign-in', '/sign-in', {
      login: 'nobody',
      password: 'x',
      return: '/',
    });
  await at.get('/cases/%00');
  await staff.app.inject({ method: 'PUT', url: '/cases', headers: { host: 'a.test' } });
  await staff.app.inject({ url: '/%', headers: { host: 'a.test' } });
  await staff.app.inject({
    url: '/api/v1/cases',
    headers: { host: 'a.test', authorization: 'Bearer nobody' },
  });
  const why = new Set(refusals().map((line) => line.why));
  for (const one of ['crossSite', 'tooMany', 'methodNotAllowed', 'malformed', 'unauthenticated'])
    expect([...why], one).toContain(one);
});
