/** Acceptance 7: two people on one kiosk browser, and two municipalities on one server. Nothing carries over. */
import './route-matrix.environment.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestCity, type TestCity } from '../../scripts/test/city.ts';
import { holdWindows } from '../../scripts/test/windows.sql.ts';
import { lastCode } from './isolation.sql.ts';
import { type Seen, Terminal } from './isolation.testing.ts';
import { createTestSite, type TestSite } from './testing-site.server.ts';

let city: TestCity;
let site: TestSite;
let folder: string;
beforeAll(async () => {
  city = await createTestCity();
  await holdWindows(city);
  folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-kiosk-'));
  site = await createTestSite('portal', city.portal, { filesDir: folder });
});
afterAll(async () => {
  await site?.app.close();
  await city?.close();
  await rm(folder, { recursive: true, force: true });
});

const canary = 'カナリヤ町七丁目';
const kiosk = (host = 'a.test') => new Terminal(site.app, host);
const codeOf = (mail: string, code = city.code) =>
  city.admin.tenant(code, 'owner', (tx) => lastCode(tx, mail));

async function signIn(
  at: Terminal,
  mail: string,
  options: { from?: string; takeOver?: boolean } = {},
): Promise<Seen> {
  const page = `/sign-in${options.from === undefined ? '' : `?return=${encodeURIComponent(options.from)}`}`;
  await at.post(page, page, { address: mail, return: options.from ?? '/' });
  return at.post('/sign-in/code', '/sign-in/code', {
    code: await codeOf(mail),
    ...(options.takeOver ? { takeOver: 'yes' } : {}),
  });
}

/** A draft with something to recognise in it; gives its address. */
async function write(at: Terminal): Promise<string> {
  const start = '/procedures/school-expense-assistance/start';
  const begun = await at.post(start, start, {});
  expect(begun.status).toBe(302);
  const draft = /^(\/drafts\/[0-9a-f-]+)/.exec(begun.location)![1]!;
  const page = `${draft}/pages/contact`;
  await at.post(page, page, { 'f3.asWritten': canary, 'f3.town': canary, _action: 'next' });
  expect((await at.get(page)).body).toContain(canary);
  return draft;
}

describe('two people on one kiosk browser', () => {
  test('a person who signs out leaves nothing: not by address, not by going back, not in the cache', async () => {
    const at = kiosk();
    await signIn(at, 'first@kiosk.example');
    const draft = await write(at);
    const mine = ['/me', `${draft}/pages/contact`, `${draft}/later`, `${draft}/review`];
    for (const page of mine) {
      const seen = await at.get(page);
      expect(seen.status, page).toBe(200);
      // Neither kept on disk nor shown again by the back button without asking here.
      expect(seen.headers['cache-control'], page).toContain('no-store');
      expect(seen.headers.etag, page).toBeUndefined();
    }
    const cookie = new Map(at.cookies);
    const out = await at.post('/me', '/sign-out', {});
    expect(out.headers['clear-site-data']).toContain('"cache"');
    expect([...at.cookies.keys()].filter((name) => name.includes('madoguchi'))).toEqual([]);
    for (const page of mine) expect((await at.get(page)).status, page).not.toBe(200);
    // Nor for somebody who had noted the cookie.
    for (const [name, value] of cookie) at.cookies.set(name, value);
    for (const page of mine) expect((await at.get(page)).status, page).not.toBe(200);
    at.cookies.clear();
    await signIn(at, 'second@kiosk.example');
    const me = await at.get('/me');
    expect(me.status).toBe(200);
    expect(me.body).not.toContain(draft);
    expect((await at.get(`${draft}/pages/contact`)).status).toBe(404);
  });

  test('a draft without account stays its writer’s: who signs in next gets it only by saying that it is theirs', async () => {
    const at = kiosk();
    const draft = await write(at);
    // Walks away. The next person signs in from the front page, and does not say that it is theirs.
    await at.post('/sign-in', '/sign-in', { address: 'third@kiosk.example' });
    expect((await at.get('/sign-in/code')).body).toContain('name="takeOver"');
    await signIn(at, 'third@kiosk.example');
    expect((await at.get('/me')).body).not.toContain(draft);
    expect((await at.get(`${draft}/pages/contact`)).status).toBe(404);
    // A person at home with the same browser says so, and has it.
    const home = kiosk();
    const own = await write(home);
    await signIn(home, 'home@kiosk.example', { takeOver: true });
    expect((await home.get('/me')).body).toContain(own);
  });

  test('signing in from one’s own draft takes that one along, and no other that lies about in the browser', async () => {
    const at = kiosk();
    const left = await write(at);
    const own = await write(at);
    await signIn(at, 'fourth@kiosk.example', { from: `${own}/review` });
    expect((await at.get(`${own}/pages/contact`)).status).toBe(200);
    expect((await at.get(`${left}/pages/contact`)).status).toBe(404);
  });

  test('a visitor ends the visit at the terminal: the draft opens with number and secret only', async () => {
    const at = kiosk();
    const draft = await write(at);
    const paper = (await at.get(`${draft}/later`)).body;
    const [number, secret] = [...paper.matchAll(/<dd class="number">([^<]+)<\/dd>/g)].map((one) => one[1]!);
    await at.post(`${draft}/later`, '/sign-out', {});
    expect((await at.get(`${draft}/pages/contact`)).status).toBe(404);
    await at.post('/resume', '/resume', { number: number!, secret: secret! });
    expect((await at.get(`${draft}/pages/contact`)).body).toContain(canary);
  });

  test('a session that somebody prepared is not the one a person ends up with', async () => {
    const trap = kiosk();
    await write(trap);
    const victim = kiosk();
    for (const [name, value] of trap.cookies) victim.cookies.set(name, value);
    await signIn(victim, 'victim@kiosk.example');
    expect((await victim.get('/me')).status).toBe(200);
    expect((await trap.get('/me')).status).not.toBe(200);
  });
});

describe('two municipalities on one server', () => {
  test('an account, a session and a draft of one are nothing at the other', async () => {
    const here = kiosk('a.test');
    await signIn(here, 'both@kiosk.example');
    const draft = await write(here);
    const there = kiosk('b.test');
    for (const [name, value] of here.cookies) there.cookies.set(name, value);
    for (const page of ['/me', `${draft}/pages/contact`, `${draft}/review`]) {
      const seen = await there.get(page);
      expect(seen.status, page).not.toBe(200);
      expect(seen.body).not.toContain(canary);
    }
    // And the one who asked under the other name is still signed in under the right one.
    expect((await here.get('/me')).status).toBe(200);
    expect(await codeOf('both@kiosk.example', city.other)).toBe('');
  });

  test('pages kept for everybody are kept for each city, whichever was asked first', async () => {
    for (const page of ['/', '/procedures', '/en/procedures']) {
      const [a, b] = [await kiosk('a.test').get(page), await kiosk('b.test').get(page)];
      const [again, other] = [await kiosk('b.test').get(page), await kiosk('a.test').get(page)];
      expect([a.status, b.status]).toEqual([200, 200]);
      expect(again.body).toBe(b.body);
      expect(other.body).toBe(a.body);
    }
  });

  test('who is slowed down in one city is not in the other', async () => {
    const here = kiosk('a.test');
    let last = 0;
    for (let tries = 0; tries < 8 && last !== 429; tries += 1)
      last = (await here.post('/sign-in', '/sign-in', { address: 'limit@kiosk.example' })).status;
    expect(last).toBe(429);
    const there = await kiosk('b.test').post('/sign-in', '/sign-in', { address: 'limit@kiosk.example' });
    expect(there.status).toBe(302);
  });
});
