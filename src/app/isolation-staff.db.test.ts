/** Acceptance 7: who is transferred, suspended or disabled at the identity provider loses access at the next request. */
import './route-matrix.environment.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { definitionsOf } from '#core/definitions.server';
import { actorOfLogin, importStaff, setSuspended } from '#core/people.server';
import { addDays, tokyoDate } from '#kernel/dates';
import { unwrap } from '#kernel/result';
import { createTestCity, type TestCity } from '../../scripts/test/city.ts';
import { countSessions, selectOrders } from './isolation.sql.ts';
import { Terminal } from './isolation.testing.ts';
import { inRoot } from './root.server.ts';
import { loadSamples } from './simulators/samples.ts';
import { defaults, type Simulators, startSimulators } from './simulators/simulators.ts';
import { createTestSite, type TestSite } from './testing-site.server.ts';

let city: TestCity;
let site: TestSite;
let simulators: Simulators;
/** Stands between provider and staff side, as a balancer would, and keeps what passed. */
let between: Server;
const passed: { token: string; status: number }[] = [];
let folder: string;
let host: string;
const ended = '/sign-in/oidc/ended';

const report = (token: string) =>
  site.app.inject({
    method: 'POST',
    url: ended,
    headers: { host, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ logout_token: token }).toString(),
  });

beforeAll(async () => {
  city = await createTestCity();
  folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-isolation-'));
  between = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const token = new URLSearchParams(Buffer.concat(parts).toString()).get('logout_token') ?? '';
    const { statusCode } = await report(token);
    passed.push({ token, status: statusCode });
    response.writeHead(statusCode).end();
  });
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
  const { port } = between.address() as { port: number };
  host = `localhost:${port}`;
  simulators = await startSimulators({
    port: 0,
    samples: loadSamples(inRoot('packs/demo')),
    logoutUri: `http://${host}${ended}`,
  });
  site = await createTestSite('staff', city.staff, {
    filesDir: folder,
    origin: `http://${host}`,
    settings: {
      MADOGUCHI_MUNICIPALITY: city.code,
      OIDC_ISSUER: simulators.url,
      OIDC_CLIENT_ID: defaults.clientId,
      OIDC_CLIENT_SECRET: defaults.clientSecret,
    },
  });
});
afterAll(async () => {
  between?.close();
  await simulators?.close();
  await site?.app.close();
  await city?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Through the provider and back; gives the browser, and where it ended. */
async function signIn(login: string): Promise<{ at: Terminal; landed: string }> {
  const at = new Terminal(site.app, host);
  const away = (await at.get('/sign-in/oidc')).location;
  const jar = new Map<string, string>();
  let url = away;
  let body: URLSearchParams | undefined;
  for (let steps = 0; steps < 12 && !url.startsWith(`http://${host}`); steps += 1) {
    const response = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      ...(body === undefined ? {} : { body }),
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      redirect: 'manual',
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const next = response.headers.get('location');
    body = next === null ? new URLSearchParams({ login }) : undefined;
    url = next === null ? url : new URL(next, url).href;
  }
  const back = new URL(url);
  return { at, landed: (await at.get(back.pathname + back.search)).location };
}
const sessions = (login: string) => city.staff.tenant(city.code, 'staff', (tx) => countSessions(tx, login));
const isIn = async (at: Terminal) => (await at.get('/')).status === 200;

test('disabled at the identity provider: the next request is refused, and there is no way back in', async () => {
  const { at } = await signIn('gakuji-kacho');
  const second = (await signIn('gakuji-kacho')).at;
  const colleague = (await signIn('gakuji-shuji')).at;
  expect(await isIn(at)).toBe(true);
  const closed = await fetch(`${simulators.url}/_accounts/gakuji-kacho/disable`, { method: 'POST' });
  expect(closed.status).toBe(200);
  expect(passed.at(-1)?.status).toBe(200);
  for (const browser of [at, second]) {
    const next = await browser.get('/');
    expect([next.status, new URL(next.location, `http://${host}`).pathname]).toEqual([302, '/sign-in']);
  }
  expect(await isIn(colleague)).toBe(true);
  expect((await signIn('gakuji-kacho')).landed).toContain('failed=sso');
  await fetch(`${simulators.url}/_accounts/gakuji-kacho/enable`, { method: 'POST' });
  expect(await isIn((await signIn('gakuji-kacho')).at)).toBe(true);
});

test('only the provider’s own word ends a sign-in', async () => {
  const { at } = await signIn('gakuji-shuji');
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
  const jwk = await exportJWK(publicKey);
  const forged = (claims: Record<string, unknown>, header: Record<string, unknown> = {}) =>
    new SignJWT({ events, jti: 'x', ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'simulator', ...header } as never)
      .setIssuer(simulators.url)
      .setAudience(defaults.clientId)
      .setSubject('gakuji-shuji')
      .setIssuedAt()
      .sign(privateKey);
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const unsigned = `${part({ alg: 'none' })}.${part({ events, iss: simulators.url, aud: defaults.clientId, sub: 'gakuji-shuji', jti: 'x', iat: Math.floor(Date.now() / 1000) })}.`;
  const real = passed.find((one) => one.status === 200)!.token;
  const [head, , signature] = real.split('.');
  const claims = JSON.parse(Buffer.from(real.split('.')[1]!, 'base64url').toString()) as object;
  const changed = `${head}.${part({ ...claims, sub: 'gakuji-shuji' })}.${signature}`;
  const tries = [
    '',
    'x',
    unsigned,
    changed,
    await forged({}),
    await forged({}, { jwk }),
    await forged({ nonce: 'n' }),
  ];
  for (const token of tries) expect((await report(token)).statusCode, token.slice(0, 40)).toBe(400);
  expect(await isIn(at)).toBe(true);
  // A subject nobody here is: heard, and nothing ends.
  await fetch(`${simulators.url}/_accounts/nobody-here/disable`, { method: 'POST' });
  expect(passed.at(-1)?.status).toBe(200);
  expect(await isIn(at)).toBe(true);
});

test('suspended: the next request is refused, whatever signed in; resumed, the person signs in again', async () => {
  const { at } = await signIn('gakuji-kakaricho');
  expect(await isIn(at)).toBe(true);
  const set = (suspended: boolean) =>
    city.staff.tenant(city.code, 'staff', (tx) => setSuspended(tx, 'gakuji-kakaricho', suspended));
  await set(true);
  expect((await at.get('/')).status).toBe(302);
  expect(await sessions('gakuji-kakaricho')).toBe(0);
  expect((await signIn('gakuji-kakaricho')).landed).toContain('failed=sso');
  await set(false);
  expect(await isIn(at)).toBe(false);
  expect(await isIn((await signIn('gakuji-kakaricho')).at)).toBe(true);
});

test('transferred by the import of today: the old post opens nothing any more, the new one only its own', async () => {
  const login = 'gakuji-shunin';
  const { at } = await signIn(login);
  expect(await isIn(at)).toBe(true);
  const today = tokyoDate(new Date());
  const act = (who = login) => city.staff.tenant(city.code, 'staff', (tx) => actorOfLogin(tx, who, today));
  const before = await act();
  const elsewhere = (await act('shiminzei-shuji')).post!.department;
  expect(before.post!.department).not.toBe(elsewhere);
  await city.admin.tenant(city.code, 'owner', async (tx) => {
    const [order] = await selectOrders(tx, login);
    const { family, given, department, position, from } = order!;
    const rows = [
      'login,family,given,department,position,kind,from,to',
      [login, family, given, department, position, '本務', from, addDays(today, -1)].join(','),
      [login, family, given, elsewhere, position, '本務', today, ''].join(','),
    ].join('\n');
    const organisation = (await definitionsOf(tx, city.code)).organisation(today);
    const options = { asOf: today, complete: false, force: false, dryRun: false };
    unwrap(await importStaff(tx, organisation, Buffer.from(rows), options as never));
  });
  const next = await at.get('/cases');
  expect([next.status, new URL(next.location, `http://${host}`).pathname]).toEqual([302, '/post']);
  expect((await act()).departments).not.toContain(before.post!.department);
});
