/** What a stranger tries against the whole of each site. Each of these once worked, or must never begin to. */
import './route-matrix.environment.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashToken as hashOf } from '#platform/crypto.server';
import { createTestCity, type TestCity } from '../../scripts/test/city.ts';
import { holdWindows } from '../../scripts/test/windows.sql.ts';
import { cookieOf, form, get, leadsAway, type Raw, raw } from './route-matrix-raw.testing.ts';
import { createTestSite, type TestSite } from './testing-site.server.ts';

let city: TestCity;
let folder: string;
let portal: TestSite;
let staff: TestSite;
/** As in a demo or a city of its own: whatever the host is called, this city answers. Behind a balancer. */
let behind: TestSite;

beforeAll(async () => {
  city = await createTestCity();
  await holdWindows(city);
  folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-attacks-'));
  portal = await createTestSite('portal', city.portal, { filesDir: folder });
  staff = await createTestSite('staff', city.staff, { filesDir: folder });
  behind = await createTestSite('portal', city.portal, {
    filesDir: folder,
    settings: { MADOGUCHI_MUNICIPALITY: city.code, TRUST_PROXY: 'true' },
  });
  for (const { app } of [portal, staff, behind]) await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  for (const site of [portal, staff, behind]) await site?.app.close();
  await city?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('host and path', () => {
  test('a host that is none is refused, and leaves nothing in the cache', async () => {
    const before = (await get(behind, '/')).body;
    for (const host of [
      'x/procedures?',
      'x/search?q=',
      'a.test:99999',
      'a.test@b.test',
      'a.test:80:90',
      'a b',
      '[',
      '.',
      'a.test#',
    ])
      expect((await get(behind, '/', '', host)).status, host).toBe(400);
    expect((await get(behind, '/')).body).toBe(before);
    expect((await get(portal, '/', '', 'nobody.test')).status).toBe(404);
    expect(
      (await raw(portal, 'GET / HTTP/1.1\r\nhost: a.test\r\nhost: b.test\r\nconnection: close\r\n\r\n'))
        .status,
    ).toBe(400);
  });

  test('addresses that play with slashes, dots and languages lead nowhere else', async () => {
    const targets = [
      '//elsewhere.example/',
      '//elsewhere.example/me',
      '/en//elsewhere.example',
      '/en//elsewhere.example/..',
      '/\\elsewhere.example',
      '/en/\\elsewhere.example',
      '/%2F%2Felsewhere.example',
      '/en/../me',
      '/en/%2e%2e/me',
      '/me/../../../etc/passwd',
      '/me/',
      '/me//',
      '//me',
      '/en/en/me',
      '/ja/me',
      '/xx/me',
      '/ja-easy//me',
      '/;/me',
      '/me;x=1',
      '/.well-known/../me',
      '/assets/..%2f..%2fserver/portal.js',
      '/assets/%2e%2e/%2e%2e/server/portal.js',
      '/assets/../../server/portal.js',
      '/me%00',
      '/%c0%af',
      '/%',
      '/*',
      'http://elsewhere.example/me',
      '*',
      '/__proto__',
      '/procedures/__proto__',
      '/procedures/constructor/start',
      '/categories/toString',
      '/life-events/hasOwnProperty',
      '/__manifest?p=/me&version=1',
      '/_root.data',
      '/me.data?_routes=root',
    ];
    for (const site of [portal, staff])
      for (const target of targets) {
        const answer = await get(site, target);
        expect(answer.status, target).toBeGreaterThan(199);
        expect(answer.status, target).toBeLessThan(500);
        expect(leadsAway(answer.location), `${target} → ${answer.location}`).toBe(false);
        expect(answer.body, target).not.toContain('createSite');
      }
  });

  test('only the methods of pages', async () => {
    for (const method of ['TRACE', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND'])
      expect(
        [404, 405].includes(
          (await raw(portal, `${method} / HTTP/1.1\r\nhost: a.test\r\nconnection: close\r\n\r\n`)).status,
        ),
        method,
      ).toBe(true);
  });
});

const away = [
  'https://elsewhere.example/',
  '//elsewhere.example',
  '///elsewhere.example',
  '/\\elsewhere.example',
  '/\t/elsewhere.example',
  '/\n/elsewhere.example',
  '/\r\n/elsewhere.example',
  '\\/elsewhere.example',
  ' //elsewhere.example',
  'javascript:alert(1)',
  '/en//elsewhere.example',
  '/.//elsewhere.example',
  '/..//elsewhere.example',
  '/x\r\nset-cookie: planted=1',
  '/検索?q=児童',
  '/\u0000',
  '/@elsewhere.example',
  '/%09/elsewhere.example',
  '/%5celsewhere.example',
];

describe('going back after something', () => {
  test('leads to this site only, and no header is planted (resident side)', async () => {
    for (const to of away) {
      const query = new URLSearchParams({ return: to, size: 'large' }).toString();
      for (const prefix of ['', '/en']) {
        const sized = await get(portal, `${prefix}/text-size?${query}`);
        expect([302, 400], to).toContain(sized.status);
        expect(leadsAway(sized.location), `${JSON.stringify(to)} → ${sized.location}`).toBe(false);
        expect(sized.headers.toLowerCase()).not.toContain('planted');
        const page = await get(portal, `${prefix}/sign-in?${query}`);
        expect([200, 400]).toContain(page.status);
        const kept = /name="return" value="([^"]*)"/.exec(page.body)?.[1] ?? '/';
        expect(leadsAway(kept), `${JSON.stringify(to)} → ${kept}`).toBe(false);
      }
    }
  });

  test('after signing in (resident side)', async () => {
    for (const [index, to] of away.entries()) {
      const signedIn = await signIn(`back-${index}@example.jp`, to);
      expect(signedIn.status, to).toBe(302);
      expect(leadsAway(signedIn.location), `${JSON.stringify(to)} → ${signedIn.location}`).toBe(false);
      expect(signedIn.headers.toLowerCase()).not.toContain('planted');
    }
  });

  test('after signing in (staff side)', async () => {
    for (const to of away) {
      const signedIn = await form(
        staff,
        '/sign-in/demo',
        { login: 'gakuji-shuji', return: to },
        'origin: http://a.test\r\n',
      );
      expect(signedIn.status, to).toBe(303);
      expect(leadsAway(signedIn.location), `${JSON.stringify(to)} → ${signedIn.location}`).toBe(false);
      expect(signedIn.headers.toLowerCase()).not.toContain('planted');
    }
  });
});

describe('who a request comes from', () => {
  test('forms of other sites are refused, whatever they say of themselves; never a failure of ours', async () => {
    const origins = [
      'https://elsewhere.example',
      'null',
      'nonsense',
      'http://a.test.elsewhere.example',
      'http://a.test:1',
      'file://',
    ];
    for (const origin of origins) {
      const answer = await form(portal, '/sign-in', { address: 'x@example.jp' }, `origin: ${origin}\r\n`);
      expect([400, 403], origin).toContain(answer.status);
      expect(cookieOf(answer)).toBe('');
    }
    const crossSite = await form(
      portal,
      '/sign-in',
      { address: 'x@example.jp' },
      'sec-fetch-site: cross-site\r\n',
    );
    expect(crossSite.status).toBe(403);
  });

  test('the form token counts only where a form can carry it', async () => {
    const session = cookieOf(await form(portal, '/sign-in', { address: 'types@example.jp' }));
    const token = portal.keyring.hmac('csrf', hashOf(session.split('=')[1]!));
    const body = `_csrf=${token}&code=000000`;
    for (const type of [
      'text/plain',
      'application/json',
      'application/x-www-form-urlencodedx',
      'multipart/form-data',
      'multipart/mixed; boundary=x',
    ]) {
      const answer = await raw(
        portal,
        `POST /sign-in/code HTTP/1.1\r\nhost: a.test\r\nconnection: close\r\ncookie: ${session}\r\ncontent-type: ${type}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
      expect([400, 403, 415], type).toContain(answer.status);
    }
  });

  test('a cookie that somebody planted is never taken over', async () => {
    const planted = 'cookie: madoguchi=planted-by-somebody\r\n';
    const begun = await form(portal, '/procedures/school-expense-assistance/start', {}, planted);
    expect(begun.status).toBe(302);
    expect(cookieOf(begun)).toMatch(/^madoguchi=.{30,}/);
    // A visitor's own session does not become the account's: what was known before signing in opens nothing after it.
    const known = cookieOf(begun);
    const token = portal.keyring.hmac('csrf', hashOf(known.split('=')[1]!));
    const asked = await form(
      portal,
      '/sign-in',
      { address: 'fix@example.jp', _csrf: token },
      `cookie: ${known}\r\n`,
    );
    expect(asked.status).toBe(302);
    const signedIn = await form(
      portal,
      '/sign-in/code',
      { code: await lastCode('fix@example.jp'), _csrf: token },
      `cookie: ${known}\r\n`,
    );
    expect(signedIn.status).toBe(302);
    expect(cookieOf(signedIn)).not.toBe(known);
    expect((await get(portal, '/me', `cookie: ${known}\r\n`)).status).toBe(302);
    expect((await get(portal, '/me', `cookie: ${cookieOf(signedIn)}\r\n`)).status).toBe(200);
    expect((await get(portal, begun.location!, `cookie: ${known}\r\n`)).status).toBe(404);
  });
});

describe('pages kept for everybody', () => {
  test('are the same after every attempt to colour them', async () => {
    for (const target of ['/', '/procedures', '/procedures/school-expense-assistance', '/en/procedures']) {
      const clean = (await get(behind, target)).body;
      const tries = [
        'x-forwarded-host: elsewhere.example\r\n',
        'x-forwarded-proto: javascript\r\n',
        'x-forwarded-prefix: /elsewhere\r\n',
        'x-original-url: /me\r\nx-rewrite-url: /me\r\n',
        'cookie: text-size="><script>x</script>\r\n',
        'cookie: text-size=large\r\n',
        'cookie: madoguchi=x; text-size=largest; __proto__=x\r\n',
        'accept-language: en"><script>\r\naccept: application/json\r\n',
        'x-react-router-spa-mode: yes\r\nx-react-router-prerender-data: [1]\r\n',
        'origin: https://elsewhere.example\r\nrange: bytes=0-1\r\n',
      ];
      for (const headers of tries) {
        const coloured = await get(behind, target, headers);
        expect(coloured.status, headers).toBe(200);
        expect(coloured.body, headers).not.toMatch(/elsewhere\.example|<script>x/);
        expect(coloured.headers.toLowerCase(), headers).not.toContain('set-cookie');
        expect((await get(behind, target)).body, `${target} after ${headers}`).toBe(clean);
      }
      const asked = `${target}?x=%22%3E%3Cscript%3Ex&lang=elsewhere`;
      expect((await get(behind, asked)).body).not.toMatch(/"><script>x/);
      expect((await get(behind, target)).body).toBe(clean);
      await get(behind, `${target === '/' ? '/_' : target}.data`);
      expect((await get(behind, target)).body).toBe(clean);
    }
  });
});

describe('too much', () => {
  const bodyOf = (type: string, body: Buffer) =>
    raw(
      portal,
      Buffer.concat([
        Buffer.from(
          `POST /sign-in HTTP/1.1\r\nhost: a.test\r\nconnection: close\r\ncontent-type: ${type}\r\ncontent-length: ${body.length}\r\n\r\n`,
        ),
        body,
      ]),
    );

  test('a form of millions of fields, of parts or of bytes is refused at once', async () => {
    const part = '--b\r\ncontent-disposition: form-data; name="a"\r\n\r\nx\r\n';
    const bombs: [string, Buffer][] = [
      ['application/x-www-form-urlencoded', Buffer.alloc(5_000_000, 'a&')],
      ['APPLICATION/X-WWW-FORM-URLENCODED; charset=utf-8', Buffer.alloc(5_000_000, 'a=&')],
      ['multipart/form-data; boundary=b', Buffer.from(`${part.repeat(40_000)}--b--\r\n`)],
      ['multipart/form-data; boundary="\u0080"', Buffer.alloc(2_000_000, '\n--')],
      ['application/x-www-form-urlencoded', Buffer.alloc(41 * 1024 * 1024, 'a')],
    ];
    for (const [type, body] of bombs) {
      const started = performance.now();
      const { status } = await bodyOf(type, body);
      expect([400, 413], `${type} ${body.length}`).toContain(status);
      expect(performance.now() - started, type).toBeLessThan(60_000);
    }
    const started = performance.now();
    await bodyOf('application/x-www-form-urlencoded', Buffer.alloc(19_000, 'a&'));
    await bodyOf('multipart/form-data; boundary=b', Buffer.from(`${part.repeat(9_000)}--b--\r\n`));
    expect(performance.now() - started).toBeLessThan(60_000);
  });

  test('no search takes long', async () => {
    const queries = [
      'ー'.repeat(200),
      'ｶﾞ'.repeat(100),
      '('.repeat(200),
      'a'.repeat(8_000),
      ' '.repeat(5_000),
      '゛゜'.repeat(100),
      '\u{10ffff}'.repeat(100),
      '就学援助 '.repeat(40),
      '%'.repeat(100),
      '\u0000',
    ];
    for (const query of queries) {
      const started = performance.now();
      const { status } = await get(portal, `/search?q=${encodeURIComponent(query)}`);
      expect([200, 400, 431], query.slice(0, 20)).toContain(status);
      expect(performance.now() - started, query.slice(0, 20)).toBeLessThan(60_000);
    }
  });
});

describe('guessing', () => {
  test('codes of documents: a network gets so many tries, and cannot make itself another one', async () => {
    const tries = [];
    for (let n = 0; n < 70; n += 1)
      tries.push(await get(behind, `/verify/AAAA-${n}`, `x-forwarded-for: 203.0.113.${n}, 198.51.100.7\r\n`));
    expect(tries.map((one) => one.status).filter((status) => status === 404)).toHaveLength(60);
    expect(tries.at(-1)?.status).toBe(429);
  });

  test('one-time codes: five tries, then even the right one opens nothing', async () => {
    const session = cookieOf(await form(portal, '/sign-in', { address: 'guess@example.jp' }));
    const token = portal.keyring.hmac('csrf', hashOf(session.split('=')[1]!));
    const code = await lastCode('guess@example.jp');
    const wrong = code === '111111' ? '222222' : '111111';
    const attempts = await Promise.all(
      Array.from({ length: 30 }, () =>
        form(portal, '/sign-in/code', { code: wrong, _csrf: token }, `cookie: ${session}\r\n`),
      ),
    );
    expect(new Set(attempts.map((one) => one.status))).toEqual(new Set([422]));
    const right = await form(portal, '/sign-in/code', { code, _csrf: token }, `cookie: ${session}\r\n`);
    expect(right.status).toBe(422);
    // An address gets five codes in a quarter of an hour, from wherever they are asked.
    const more = [];
    for (let n = 0; n < 6; n += 1)
      more.push((await form(portal, '/sign-in', { address: 'guess@example.jp' })).status);
    expect(more).toEqual([302, 302, 302, 302, 429, 429]);
  });

  test('whether an address has an account shows nowhere', async () => {
    await signIn('known@example.jp', '/');
    const shape = ({ status, headers, body }: Raw) => [
      status,
      headers.replace(/madoguchi=[^;]+|x-request-id: .*|date: .*/gi, ''),
      body.replace(/\b(known|other)\b/g, ''),
    ];
    const [known, other] = [
      await form(portal, '/sign-in', { address: 'known@example.jp' }),
      await form(portal, '/sign-in', { address: 'other@example.jp' }),
    ];
    expect(shape(known)).toEqual(shape(other));
  });

  test('staff passwords: ten tries at a login name, and the same words whether it exists', async () => {
    const words = new Set<string>();
    const statuses: number[] = [];
    for (let n = 0; n < 12; n += 1)
      for (const login of ['gakuji-kacho', 'nobody-of-this-name']) {
        const answer = await form(staff, '/sign-in', { login, password: `wrong-${n}` });
        if (login === 'gakuji-kacho') statuses.push(answer.status);
        words.add(`${answer.status} ${/(違います|しばらく|too)[^<]{0,20}/.exec(answer.body)?.[0]}`);
      }
    expect(statuses.slice(0, 10).every((status) => status === 422)).toBe(true);
    expect(statuses.slice(10)).toEqual([429, 429]);
    expect(words.size).toBe(2);
  });

  test('number and secret on paper: every failure reads the same, and there are only so many', async () => {
    const answers = [];
    for (let n = 0; n < 8; n += 1)
      answers.push(await form(portal, '/resume', { number: '1234-5678-90', secret: `AAAA-BBBB-${n}` }));
    const unknown = await form(portal, '/resume', { number: '9999-9999-99', secret: 'AAAA' });
    expect(new Set([...answers, unknown].map((one) => one.status))).toEqual(new Set([422]));
  });
});

test('what is sent as a picture is one, or is not kept', async () => {
  const begun = await form(portal, '/procedures/school-expense-assistance/start', {});
  const cookie = cookieOf(begun);
  const draft = /drafts\/([0-9a-f-]{36})/.exec(begun.location ?? '')?.[1];
  const token = portal.keyring.hmac('csrf', hashOf(cookie.split('=')[1]!));
  const sent: [string, string, string][] = [
    ['x.png', 'image/png', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['x.svg', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'],
    ['x.jpg', 'image/jpeg', '<!doctype html><script>alert(1)</script>'],
    ['x.pdf', 'application/pdf', 'GIF89a/*%PDF-1.7*/=1;'],
    ['x.html', 'image/png', '<html><body onload=alert(1)>'],
    ['../../../x.png', 'image/png', '\u0089PNG\r\n'],
  ];
  for (const [name, type, content] of sent) {
    const body =
      `--q7Zq7Z\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${token}\r\n` +
      `--q7Zq7Z\r\ncontent-disposition: form-data; name="f71"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n${content}\r\n--q7Zq7Z--\r\n`;
    const answer = await raw(
      portal,
      `POST /drafts/${draft}/pages/papers HTTP/1.1\r\nhost: a.test\r\nconnection: close\r\ncookie: ${cookie}\r\ncontent-type: multipart/form-data; boundary=q7Zq7Z\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    expect(answer.status, name).toBe(422);
  }
  const { rows } = await city.admin.tenant(city.code, 'owner', (tx) =>
    sql`SELECT 1 FROM portal_files WHERE draft_id = ${draft}`.execute(tx),
  );
  expect(rows).toEqual([]);
});

test('every answer carries the headers, and none tells what runs here', async () => {
  for (const site of [portal, staff])
    for (const target of ['/', '/sign-in', '/no/such', '/me', '/assets/none.js', '/healthz', '/%']) {
      const { headers } = await get(site, target);
      expect(headers, target).toMatch(/content-security-policy: default-src 'none'/i);
      expect(headers, target).toMatch(/x-content-type-options: nosniff/i);
      expect(headers, target).not.toMatch(/unsafe-|x-powered-by|^server:/im);
    }
});

/** Asks for a code, reads it where the worker would have, signs in. */
async function signIn(mail: string, to: string, before = ''): Promise<Raw> {
  const asked = await form(portal, '/sign-in', { address: mail, return: to }, before);
  expect(asked.status).toBe(302);
  const session = cookieOf(asked);
  const code = await lastCode(mail);
  const token = portal.keyring.hmac('csrf', hashOf(session.split('=')[1]!));
  return form(portal, '/sign-in/code', { code, _csrf: token }, `cookie: ${session}\r\n`);
}
async function lastCode(mail: string): Promise<string> {
  const { rows } = await city.admin.tenant(city.code, 'owner', (tx) =>
    sql<{ text: string }>`
      SELECT payload ->> 'text' AS text FROM outbox WHERE kind = 'mail.send' AND payload ->> 'to' = ${mail}
      ORDER BY id DESC LIMIT 1`.execute(tx),
  );
  return /(?<!\d)\d{6}(?!\d)/.exec(rows[0]?.text ?? '')?.[0] ?? 'none';
}
