import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  randomPKCECodeVerifier,
} from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaults, type Simulators, startSimulators } from './simulators.ts';

let simulators: Simulators;
beforeAll(async () => {
  const staff = [
    { login: 'shimin-shuji', name: '見本 花子', note: '市民課 主事' },
    { login: 'zeimu-kacho', name: '葛\u{E0100}西 <直人>', note: '税務課 課長' },
  ];
  simulators = await startSimulators({
    port: 0,
    samples: { staff, residents: [], tax: [], vaccination: [] },
  });
});
afterAll(() => simulators.close());

const redirect = 'http://127.0.0.1:3001/auth/callback';

/** A browser of sorts: keeps cookies, follows redirects until they leave the simulator. */
function browser() {
  const cookies = new Map<string, string>();
  return async function go(address: string, body?: URLSearchParams): Promise<{ url: string; html: string }> {
    let url = address;
    let form = body;
    for (;;) {
      if (url.startsWith(redirect)) return { url, html: '' };
      const headers = { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
      const response = await fetch(url, {
        method: form ? 'POST' : 'GET',
        ...(form ? { body: form } : {}),
        headers,
        redirect: 'manual',
      });
      for (const cookie of response.headers.getSetCookie()) {
        const [pair = ''] = cookie.split(';');
        cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
      }
      const next = response.headers.get('location');
      if (next === null) return { url, html: await response.text() };
      url = new URL(next, url).href;
      form = undefined;
    }
  };
}

async function begin() {
  const config = await discovery(
    new URL(simulators.url),
    defaults.clientId,
    defaults.clientSecret,
    undefined,
    { execute: [allowInsecureRequests] },
  );
  const pkceCodeVerifier = randomPKCECodeVerifier();
  const url = buildAuthorizationUrl(config, {
    redirect_uri: redirect,
    scope: 'openid profile',
    state: 's-1',
    nonce: 'n-1',
    code_challenge: await calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  });
  const finish = (address: string) =>
    authorizationCodeGrant(config, new URL(address), {
      pkceCodeVerifier,
      expectedState: 's-1',
      expectedNonce: 'n-1',
    });
  return { url: url.href, finish };
}

test('staff sign in by choosing themselves; the ID token says login and name; the next one is asked again', async () => {
  const go = browser();
  for (const [login, name] of [
    ['shimin-shuji', '見本 花子'],
    ['zeimu-kacho', '葛\u{E0100}西 <直人>'],
  ] as const) {
    const { url, finish } = await begin();
    const page = await go(url);
    expect(page.html).toContain(`value="${login}"`);
    expect(page.html).not.toContain('<直人>');
    const back = await go(page.url, new URLSearchParams({ login }));
    const tokens = await finish(back.url);
    expect(tokens.claims()).toMatchObject({ sub: login, name, nonce: 'n-1' });
  }
});

test('somebody unknown is denied, a foreign address gets no code, a told failure is one', async () => {
  const go = browser();
  const { url, finish } = await begin();
  const page = await go(url);
  const back = await go(page.url, new URLSearchParams({ login: 'nobody' }));
  expect(back.url).toContain('error=access_denied');
  await expect(finish(back.url)).rejects.toThrow();
  const stolen = new URL(url);
  stolen.searchParams.set('redirect_uri', 'https://evil.example/');
  expect((await go(stolen.href)).url).toContain(simulators.url);
  await fetch(`${simulators.url}/_control/oidc`, { method: 'POST', body: JSON.stringify({ mode: 'error' }) });
  await expect(begin()).rejects.toThrow();
  await fetch(`${simulators.url}/_control/oidc`, { method: 'POST', body: JSON.stringify({ mode: 'ok' }) });
});
