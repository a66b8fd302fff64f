/** A provider whose every answer the test writes: what single sign-on and back-channel logout take, and what they do not. */
import './route-matrix.environment.ts';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestCity, type TestCity } from '../../scripts/test/city.ts';
import { Terminal } from './isolation.testing.ts';
import { createTestSite, type TestSite } from './testing-site.server.ts';

const client = 'staff-side';
const login = 'gakuji-shuji';
const host = 'a.test';
const algorithm = 'RS256';
let city: TestCity;
let site: TestSite;
let folder: string;
let provider: Server;
let issuer: string;
let metadataIssuer: string | undefined;
let own: Awaited<ReturnType<typeof generateKeyPair>>;
let foreign: Awaited<ReturnType<typeof generateKeyPair>>;
/** What the token endpoint gives for the next code, and what it was asked with. */
let idToken = '';
let asked = new URLSearchParams();

beforeAll(async () => {
  [own, foreign] = await Promise.all([
    generateKeyPair(algorithm, { extractable: true }),
    generateKeyPair(algorithm, { extractable: true }),
  ]);
  const keys = [{ ...(await exportJWK(own.publicKey)), kid: 'own', alg: algorithm, use: 'sig' }];
  provider = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const answers: Record<string, () => unknown> = {
      '/.well-known/openid-configuration': () => ({
        issuer: metadataIssuer ?? issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: [algorithm],
      }),
      '/jwks': () => ({ keys }),
      '/token': () => {
        asked = new URLSearchParams(Buffer.concat(parts).toString());
        return { access_token: 'x', token_type: 'Bearer', id_token: idToken };
      },
    };
    const body = answers[request.url ?? '']?.();
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body ?? {}));
  });
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(provider.address() as { port: number }).port}`;
  city = await createTestCity();
  folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-sso-'));
  site = await createTestSite('staff', city.staff, {
    filesDir: folder,
    origin: `http://${host}`,
    settings: {
      MADOGUCHI_MUNICIPALITY: city.code,
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: client,
      OIDC_CLIENT_SECRET: 'a secret of the client that is long',
    },
  });
});
afterAll(async () => {
  provider?.close();
  await site?.app.close();
  await city?.close();
  await rm(folder, { recursive: true, force: true });
});

const now = () => Math.floor(Date.now() / 1000);
const sign = (claims: JWTPayload, key = own.privateKey, header: object = {}) =>
  new SignJWT(claims).setProtectedHeader({ alg: algorithm, kid: 'own', ...header }).sign(key);
const unsigned = (claims: JWTPayload) =>
  `${[{ alg: 'none' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`;

interface Begun {
  at: Terminal;
  state: string;
  challenge: string;
  claims: JWTPayload;
}
async function begin(): Promise<Begun> {
  const at = new Terminal(site.app, host);
  const away = new URL((await at.get('/sign-in/oidc')).location);
  const asks = (name: string) => away.searchParams.get(name) ?? '';
  expect(asks('code_challenge_method')).toBe('S256');
  expect(asks('scope')).toBe('openid profile');
  const claims = {
    iss: issuer,
    aud: client,
    sub: `subject-of-${login}`,
    preferred_username: login,
    nonce: asks('nonce'),
    iat: now(),
    exp: now() + 60,
  };
  return { at, state: asks('state'), challenge: asks('code_challenge'), claims };
}
const comeBack = (at: Terminal, state: string) =>
  at.get(`/sign-in/oidc/callback?code=${randomUUID()}&state=${state}`);
const isIn = async (at: Terminal) => (await at.get('/')).status === 200;

test('metadata of another issuer are not taken', async () => {
  metadataIssuer = 'https://elsewhere.example';
  const at = new Terminal(site.app, host);
  expect((await at.get('/sign-in/oidc')).location).not.toContain('/auth?');
  metadataIssuer = undefined;
});

test('the right answer signs in, once, with the proof of who asked', async () => {
  const { at, state, challenge, claims } = await begin();
  idToken = await sign(claims);
  await comeBack(at, state);
  expect(await isIn(at)).toBe(true);
  expect(
    createHash('sha256')
      .update(asked.get('code_verifier') ?? '')
      .digest('base64url'),
  ).toBe(challenge);
  expect([...at.cookies.values()].join()).not.toContain(idToken.slice(0, 20));
  // The same answer again, and in a browser that asked nothing.
  const again = new Terminal(site.app, host);
  await comeBack(again, state);
  expect(await isIn(again)).toBe(false);
});

test('an ID token that is not signed by the provider, for us, now, for this browser, signs nobody in', async () => {
  const hostile: Record<string, (claims: JWTPayload) => Promise<string> | string> = {
    unsigned: unsigned,
    'another key': (claims) => sign(claims, foreign.privateKey),
    'another key, brought along': async (claims) =>
      sign(claims, foreign.privateKey, { jwk: await exportJWK(foreign.publicKey) }),
    'another audience': (claims) => sign({ ...claims, aud: 'elsewhere' }),
    'another issuer': (claims) => sign({ ...claims, iss: 'https://elsewhere.example' }),
    'another nonce': (claims) => sign({ ...claims, nonce: 'x' }),
    'no nonce': ({ nonce: _, ...claims }) => sign(claims),
    expired: (claims) => sign({ ...claims, iat: now() - 9_000, exp: now() - 8_000 }),
    'no end': ({ exp: _, ...claims }) => sign(claims),
    'no subject': ({ sub: _, ...claims }) => sign(claims),
    nothing: () => '',
  };
  for (const [name, make] of Object.entries(hostile)) {
    const { at, state, claims } = await begin();
    idToken = await make(claims);
    const back = await comeBack(at, state);
    expect(back.status, name).toBeLessThan(500);
    expect(await isIn(at), name).toBe(false);
  }
  const { at, claims } = await begin();
  idToken = await sign(claims);
  await comeBack(at, 'another-state');
  expect(await isIn(at)).toBe(false);
});

test('somebody else’s subject does not become this person by bearing the login name of another later', async () => {
  const { at, state, claims } = await begin();
  // Known by the subject since the first sign-in: another login name in the token changes nothing.
  idToken = await sign({ ...claims, preferred_username: 'gakuji-kacho' });
  await comeBack(at, state);
  const { body } = await at.get('/account');
  expect(body).toContain(login);
  expect(body).not.toContain('gakuji-kacho');
});

test('proving again who one is asks the provider anew: an old sign-in there, or another person, proves nothing', async () => {
  const { at, state, claims } = await begin();
  idToken = await sign(claims);
  await comeBack(at, state);
  const again = async (change: JWTPayload) => {
    const away = new URL((await at.get('/sign-in/oidc?confirm=1&return=/account')).location);
    expect(away.searchParams.get('prompt')).toBe('login');
    expect(away.searchParams.get('max_age')).toBe('300');
    const nonce = away.searchParams.get('nonce') ?? '';
    idToken = await sign({ ...claims, nonce, iat: now(), exp: now() + 60, auth_time: now(), ...change });
    return (await comeBack(at, away.searchParams.get('state') ?? '')).location;
  };
  const change = async () => (await at.post('/account', '/account', { intent: 'options' })).location;
  const refused = '/account/confirm?failed=sso';
  expect(await change()).toBe('/account/confirm');
  expect(await again({ auth_time: now() - 3_600 })).toBe(refused);
  expect(await again({ auth_time: undefined })).toBe(refused);
  expect(await again({ sub: 'subject-of-gakuji-kacho', preferred_username: 'gakuji-kacho' })).toBe(refused);
  expect(await change()).toBe('/account/confirm');
  expect(await isIn(at)).toBe(true);
  const before = at.cookies.get('madoguchi-staff');
  expect(await again({})).toBe('/account');
  expect(at.cookies.get('madoguchi-staff')).not.toBe(before);
  expect(await change()).toBe('');
});

test('a sign-in weaker than the city wants at its provider is refused', async () => {
  const strong = await createTestSite('staff', city.staff, {
    filesDir: folder,
    origin: `http://${host}`,
    settings: {
      MADOGUCHI_MUNICIPALITY: city.code,
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: client,
      OIDC_CLIENT_SECRET: 'a secret of the client that is long',
      OIDC_ACR_VALUES: 'urn:city:card urn:city:two-factors',
    },
  });
  const enter = async (acr: string | undefined) => {
    const at = new Terminal(strong.app, host);
    const away = new URL((await at.get('/sign-in/oidc')).location);
    const asks = (name: string) => away.searchParams.get(name) ?? '';
    expect(asks('acr_values')).toBe('urn:city:card urn:city:two-factors');
    idToken = await sign({
      iss: issuer,
      aud: client,
      sub: `subject-of-${login}`,
      preferred_username: login,
      nonce: asks('nonce'),
      iat: now(),
      exp: now() + 60,
      ...(acr === undefined ? {} : { acr }),
    });
    await comeBack(at, asks('state'));
    return isIn(at);
  };
  expect(await enter(undefined)).toBe(false);
  expect(await enter('urn:city:password')).toBe(false);
  expect(await enter('urn:city:two-factors')).toBe(true);
  await strong.app.close();
});

test('a logout token of the provider itself counts only with event, audience, time and without nonce', async () => {
  const { at, state, claims } = await begin();
  idToken = await sign(claims);
  await comeBack(at, state);
  const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
  const right = { iss: issuer, aud: client, sub: claims.sub, iat: now(), jti: randomUUID(), events };
  const report = async (token: string) =>
    (
      await site.app.inject({
        method: 'POST',
        url: '/sign-in/oidc/ended',
        headers: { host, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ logout_token: token }).toString(),
      })
    ).statusCode;
  for (const wrong of [
    { aud: 'elsewhere' },
    { iss: 'https://elsewhere.example' },
    { iat: now() - 900 },
    { nonce: 'n' },
    { events: {} },
    { exp: now() - 600 },
  ])
    expect(await report(await sign({ ...right, ...wrong } as JWTPayload)), JSON.stringify(wrong)).toBe(400);
  expect(await report(idToken)).toBe(400);
  expect(await isIn(at)).toBe(true);
  expect(await report(await sign(right))).toBe(200);
  expect(await isIn(at)).toBe(false);
});
