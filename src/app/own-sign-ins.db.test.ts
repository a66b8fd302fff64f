/** Acceptance 8 (ASVS 6 and 7): passwords, first access, proving again who one is, and one's own sessions, on both sites. */
import './route-matrix.environment.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { currentTotp, giveFirstAccess } from '#core/people.server';
import { unwrap } from '#kernel/result';
import { createTestCity, type TestCity } from '../../scripts/test/city.ts';
import { holdWindows } from '../../scripts/test/windows.sql.ts';
import { lastCode } from './isolation.sql.ts';
import { type Seen, Terminal } from './isolation.testing.ts';
import { createTestSite, type TestSite } from './testing-site.server.ts';

let city: TestCity;
let staff: TestSite;
let portal: TestSite;
let folder: string;
beforeAll(async () => {
  city = await createTestCity();
  await holdWindows(city);
  folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-own-'));
  staff = await createTestSite('staff', city.staff, { filesDir: folder });
  portal = await createTestSite('portal', city.portal, { filesDir: folder });
});
afterAll(async () => {
  for (const site of [staff, portal]) await site?.app.close();
  await city?.close();
  await rm(folder, { recursive: true, force: true });
});

const query = <T>(text: ReturnType<typeof sql<T>>) =>
  city.admin.tenant(city.code, 'owner', async (tx) => (await text.execute(tx)).rows);
const isIn = async (at: Terminal) => (await at.get('/account')).status === 200;

interface Person {
  login: string;
  password: string;
  seed: string;
}
async function access(
  login: string,
  passwordOnly = false,
): Promise<{ password: string; seed: string | null }> {
  return city.staff.tenant(city.code, 'staff', async (tx) =>
    unwrap(
      await giveFirstAccess({ tx, keyring: staff.keyring, municipality: city.code }, login, {
        passwordOnly,
        checked: '職員証',
      }),
    ),
  );
}
/** Each code opens once, and the step before and after this one count: what was used is forgotten between acts. */
const code = async (seed: string) => {
  await query(sql`UPDATE staff_credentials SET counter = 0 WHERE kind = 'totp'`);
  return currentTotp(seed, Date.now());
};

async function signIn(at: Terminal, { login, password, seed }: Person): Promise<Seen> {
  const first = await at.post('/sign-in', '/sign-in', { login, password, return: '/' });
  if (first.status >= 400) return first;
  return at.post('/sign-in/code', '/sign-in/code', { code: await code(seed) });
}

const shown = (seen: Seen) => /<code>([0-9A-Z-]{19,})<\/code>/.exec(seen.body)?.[1] ?? '';

/** Somebody with a password of their own, signed in. */
async function settled(login: string): Promise<{ at: Terminal; person: Person }> {
  const { password, seed } = await access(login);
  const at = new Terminal(staff.app, 'a.test');
  await signIn(at, { login, password, seed: seed! });
  const page = '/sign-in/new-password';
  const made = shown(await at.post(page, page, { intent: 'make' }));
  await at.post(page, page, { intent: 'go', password: made });
  expect(await isIn(at)).toBe(true);
  return { at, person: { login, password: made, seed: seed! } };
}

const confirm = async (at: Terminal, person: Person, change: Partial<Person> = {}) =>
  at.post('/account/confirm', '/account/confirm', {
    password: change.password ?? person.password,
    code: change.seed === undefined ? await code(person.seed) : '000000',
    return: '/account',
  });

describe('passwords', () => {
  test('a first password opens for a week, and nothing but the page where its owner makes one of their own', async () => {
    const login = 'gakuji-shuji';
    const first = await access(login);
    const person = { login, password: first.password, seed: first.seed! };
    expect(first.password.replace(/-/g, '')).toMatch(/^[0-9A-Z]{17}$/);
    const at = new Terminal(staff.app, 'a.test');
    expect((await signIn(at, person)).location).toBe('/sign-in/new-password');
    for (const page of ['/', '/account', '/cases', '/post'])
      expect((await at.get(page)).location, page).toContain('/sign-in');
    const page = '/sign-in/new-password';
    expect((await at.post(page, page, { intent: 'go', password: first.password })).status).toBe(422);
    const made = shown(await at.post(page, page, { intent: 'make' }));
    expect(made).not.toBe(first.password);
    expect((await at.post(page, page, { intent: 'go', password: 'something else' })).status).toBe(422);
    expect((await at.post(page, page, { intent: 'go', password: made })).status).toBe(303);
    expect(await isIn(at)).toBe(true);
    expect((await signIn(new Terminal(staff.app, 'a.test'), person)).status).toBe(422);
    const again = new Terminal(staff.app, 'a.test');
    await signIn(again, { ...person, password: made });
    expect(await isIn(again)).toBe(true);

    const late = await access(login);
    const [row] = await query(sql<{ days: number }>`
      SELECT extract(day FROM ends_at - now())::integer + 1 AS days FROM staff_credentials WHERE ends_at IS NOT NULL`);
    expect(row?.days).toBe(7);
    await query(
      sql`UPDATE staff_credentials SET ends_at = now() - interval '1 second' WHERE ends_at IS NOT NULL`,
    );
    expect(
      (await signIn(new Terminal(staff.app, 'a.test'), { ...person, password: late.password })).status,
    ).toBe(422);
  });

  test('a forgotten password is replaced alone: the authenticator of before is asked for', async () => {
    const { person } = await settled('gakuji-shunin');
    const { password, seed } = await access(person.login, true);
    expect(seed).toBeNull();
    const at = new Terminal(staff.app, 'a.test');
    await at.post('/sign-in', '/sign-in', { login: person.login, password, return: '/' });
    expect((await at.post('/sign-in/code', '/sign-in/code', { code: '000000' })).status).toBe(422);
    expect((await signIn(at, { ...person, password })).location).toBe('/sign-in/new-password');
  });

  test('nobody gets access without a word on how they were known, and it stands in the audit', async () => {
    const give = (checked: string) =>
      city.staff.tenant(city.code, 'staff', (tx) =>
        giveFirstAccess({ tx, keyring: staff.keyring, municipality: city.code }, 'gakuji-shuji', {
          passwordOnly: false,
          checked,
        }),
      );
    const before = await query(sql`SELECT secret FROM staff_credentials ORDER BY id`);
    expect((await give('  ')).ok).toBe(false);
    expect(await query(sql`SELECT secret FROM staff_credentials ORDER BY id`)).toEqual(before);
    expect((await give('職員証と写真')).ok).toBe(true);
    const [row] = await query(sql<{ act: string; purpose: string; login: string }>`
      SELECT a.act, a.purpose, s.login FROM audit a JOIN staff s ON s.id::text = a.ids[1]
      WHERE a.act = 'staff.access' ORDER BY a.id DESC LIMIT 1`);
    expect(row).toEqual({ act: 'staff.access', purpose: '職員証と写真', login: 'gakuji-shuji' });
  });

  test('a password of ten years ago still opens: nothing asks for a new one', async () => {
    const { person } = await settled('gakuji-kakaricho');
    await query(
      sql`UPDATE staff_credentials SET created_at = now() - interval '10 years', last_used_at = NULL`,
    );
    const at = new Terminal(staff.app, 'a.test');
    await signIn(at, person);
    expect(await isIn(at)).toBe(true);
  });

  test('people change their password themselves, with the present one; it is shown once and ends other sessions', async () => {
    const { at, person } = await settled('gakuji-kacho');
    const elsewhere = new Terminal(staff.app, 'a.test');
    await signIn(elsewhere, person);
    expect((await at.get('/account/password')).location).toContain('/account/confirm');
    await confirm(at, person);
    const page = '/account/password';
    expect((await at.post(page, page, { password: 'something else' })).status).toBe(422);
    const changed = await at.post(page, page, { password: person.password });
    expect(changed.headers['cache-control']).toContain('no-store');
    const password = shown(changed);
    expect(password.replace(/-/g, '')).toMatch(/^[0-9A-Z]{17}$/);
    expect([await isIn(at), await isIn(elsewhere)]).toEqual([true, false]);
    expect((await at.get(page)).body).not.toContain(password);
    expect((await signIn(new Terminal(staff.app, 'a.test'), person)).status).toBe(422);
    await signIn(elsewhere, { ...person, password });
    expect(await isIn(elsewhere)).toBe(true);
  });
});

describe('changing ways to sign in', () => {
  test('asks for everything a sign-in asks for, holds five minutes, in this session, under a new cookie', async () => {
    const { at, person } = await settled('gakuji-shuji');
    const change = () => at.post('/account', '/account', { intent: 'options' });
    expect((await change()).location).toBe('/account/confirm');
    for (const wrong of [{ password: 'something else' }, { seed: 'other' }, { password: '', seed: 'other' }])
      expect((await confirm(at, person, wrong)).status, JSON.stringify(wrong)).toBe(422);
    expect((await change()).location).toBe('/account/confirm');
    const before = at.cookies.get('madoguchi-staff');
    expect((await confirm(at, person)).location).toBe('/account');
    expect(at.cookies.get('madoguchi-staff')).not.toBe(before);
    expect((await change()).status).toBe(200);
    const old = new Terminal(staff.app, 'a.test');
    old.cookies.set('madoguchi-staff', before!);
    expect(await isIn(old)).toBe(false);
    const elsewhere = new Terminal(staff.app, 'a.test');
    await signIn(elsewhere, person);
    expect((await elsewhere.post('/account', '/account', { intent: 'drop', id: 'x' })).location).toBe(
      '/account/confirm',
    );
    await query(sql`UPDATE staff_sessions SET confirmed_at = confirmed_at - interval '5 minutes'`);
    expect((await change()).location).toBe('/account/confirm');
  });

  test('ten wrong tries to prove it end it for a while', async () => {
    const { at, person } = await settled('gakuji-kakaricho');
    const answers: number[] = [];
    for (let tries = 0; tries < 11; tries += 1)
      answers.push((await confirm(at, person, { password: 'something else' })).status);
    expect(answers.at(-1)).toBe(429);
    expect((await confirm(at, person)).status).toBe(429);
  });
});

describe('one’s own sessions', () => {
  const chrome =
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';

  test('staff see where they are signed in and end one or all others; those of other people stay', async () => {
    await query(sql`DELETE FROM rate_limits`);
    const { at, person } = await settled('gakuji-shuji');
    const other = new Terminal(staff.app, 'a.test', chrome);
    await signIn(other, person);
    const third = new Terminal(staff.app, 'a.test');
    await signIn(third, person);
    const colleague = await settled('gakuji-shunin');
    const page = (await at.get('/account')).body;
    expect(page).toContain('Chrome / Windows');
    expect(page).not.toContain('終わらせる</button>');
    const [mine, theirs] = await Promise.all(
      [person.login, 'gakuji-shunin'].map((login) =>
        query(sql<{ id: string; device: string }>`
          SELECT s.id, s.device FROM staff_sessions s JOIN staff ON staff.id = s.staff_id WHERE login = ${login}`),
      ),
    );
    expect(mine).toHaveLength(3);
    const id = mine!.find((one) => one.device !== '')!.id;
    const end = (fields: Record<string, string>) => at.post('/account', '/account', fields);
    expect((await end({ intent: 'endSession', id })).location).toBe('/account/confirm');
    expect(await isIn(other)).toBe(true);
    await confirm(at, person);
    await end({ intent: 'endSession', id: theirs![0]!.id });
    expect(await isIn(colleague.at)).toBe(true);
    expect((await end({ intent: 'endSession', id })).location).toBe('/account?done=ended');
    expect([await isIn(other), await isIn(third), await isIn(at)]).toEqual([false, true, true]);
    await end({ intent: 'endOthers' });
    expect([await isIn(third), await isIn(at), await isIn(colleague.at)]).toEqual([false, true, true]);
  });

  async function reside(
    mail: string,
    userAgent?: string,
    at = new Terminal(portal.app, 'a.test', userAgent),
  ) {
    await at.post('/sign-in', '/sign-in', { address: mail, return: '/' });
    await enter(at, mail);
    return at;
  }
  const enter = async (at: Terminal, mail: string) => {
    const sent = await city.admin.tenant(city.code, 'owner', (tx) => lastCode(tx, mail));
    return at.post('/sign-in/code', '/sign-in/code', { code: sent });
  };
  const isHome = async (at: Terminal) => (await at.get('/me')).status === 200;

  test('residents see where they are signed in, and end others after a new code; those of other people stay', async () => {
    const page = '/me/sessions';
    const at = await reside('own@example.jp');
    const other = await reside('own@example.jp', chrome);
    const stranger = await reside('other@example.jp');
    const [theirs] = await query(sql<{ id: string }>`
      SELECT s.id FROM portal_sessions s JOIN account_channels c USING (account_id) WHERE c.address_key = 'other@example.jp'`);
    expect((await at.get(page)).body).toContain('Chrome / Windows');
    await at.post(page, page, { session: theirs!.id });
    expect(await isHome(stranger)).toBe(true);

    await query(sql`UPDATE portal_sessions SET created_at = now() - interval '11 minutes'`);
    await at.post(page, page, {});
    expect(await isHome(other)).toBe(true);
    expect((await at.get(page)).body).toContain('確認コードを送る');
    expect((await at.post(page, page, { channel: '0' })).location).toBe('/sign-in/code');
    expect((await enter(at, 'own@example.jp')).location).toBe(page);
    expect((await at.post(page, page, {})).location).toContain('done=ended');
    expect([await isHome(at), await isHome(other), await isHome(stranger)]).toEqual([true, false, true]);
  });
});
