import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPortalSession } from '#core/people.server';
import type { ResidentActor } from '#core/policy';
import { applicationRows } from '#core/policy.server';
import { unwrap } from '#kernel/result';
import { createKeyring, hashToken } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';
import { createTestCity, type TestCity } from '../../../../scripts/test/city.ts';
import { holdWindows } from '../../../../scripts/test/windows.sql.ts';
import { closeAccountRows } from './accounts.sql.ts';
import { type ChannelAddress, readAddress } from './address.ts';
import { findWaitingCode, markCodeBounced } from './codes.sql.ts';
import { acceptMandate, endMandate, giveMandate } from './mandates.server.ts';
import { findMandator, selectHeld } from './mandates.sql.ts';
import { requestCode } from './request-code.server.ts';
import { beginVisit, signIn } from './sign-in.server.ts';

const keyring = createKeyring('a secret for tests that is long enough');
let city: TestCity;
beforeAll(async () => {
  city = await createTestCity();
  await holdWindows(city);
});
afterAll(() => city.close());

const asPortal = <T>(work: (tx: Tx) => Promise<T>) => city.portal.tenant(city.code, 'portal', work);
let people = 0;
const newAddress = () => readAddress(`canary..${++people}@docomo.ne.jp`) as ChannelAddress;

async function visit(): Promise<ResidentActor> {
  const { hash } = await asPortal(beginVisit);
  return { kind: 'visitor', id: null, postId: null, sessionHash: hash };
}

/** Asks for a code and gives it, as its reader in the mail would see it. */
async function ask(actor: ResidentActor, channel: ChannelAddress): Promise<string> {
  let seen = '';
  const write = (code: string) => {
    seen = code;
    return { subject: 's', text: 't' };
  };
  const request = {
    channel,
    sessionHash: actor.sessionHash ?? '',
    network: `10.0.0.${people}`,
    returnTo: '/me',
    write,
  };
  unwrap(await asPortal((tx) => requestCode(tx, keyring, request)));
  return seen;
}

const present = (actor: ResidentActor, code: string, takeOver = false) =>
  asPortal((tx) => signIn(tx, keyring, actor, { code, language: 'ja', takeOver }));

async function signedIn(channel = newAddress()): Promise<ResidentActor> {
  const actor = await visit();
  const { accountId, token } = unwrap(await present(actor, await ask(actor, channel)));
  return { kind: 'account', id: accountId, postId: null, sessionHash: hashToken(token) };
}

describe('one-time codes', () => {
  test('opening the link any number of times consumes nothing; the button does, once', async () => {
    const actor = await visit();
    const code = await ask(actor, newAddress());
    for (let opened = 0; opened < 10; opened++) {
      expect((await asPortal((tx) => findWaitingCode(tx, actor.sessionHash ?? '')))?.attempts).toBe(0);
    }
    expect((await present(actor, code)).ok).toBe(true);
    expect((await present(actor, code)).ok).toBe(false);
  });

  test('codes are kept slow to guess', async () => {
    const actor = await visit();
    await ask(actor, newAddress());
    const row = await asPortal((tx) => findWaitingCode(tx, actor.sessionHash ?? ''));
    expect(row?.code_hash).toMatch(/\$argon2id\$/);
  });

  test('full-width digits and spaces are read', async () => {
    const actor = await visit();
    const code = await ask(actor, newAddress());
    const wide = code.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    expect((await present(actor, ` ${wide.slice(0, 3)} ${wide.slice(3)}`)).ok).toBe(true);
  });

  test('another session cannot use it, even with the right digits', async () => {
    const actor = await visit();
    const code = await ask(actor, newAddress());
    expect((await present(await visit(), code)).ok).toBe(false);
    expect((await present(actor, code)).ok).toBe(true);
  });

  test('five wrong tries end it', async () => {
    const actor = await visit();
    const code = await ask(actor, newAddress());
    const wrong = code === '000000' ? '000001' : '000000';
    for (let attempt = 1; attempt < 5; attempt++)
      expect(await present(actor, wrong)).toMatchObject({ error: { code: 'invalid' } });
    expect(await present(actor, wrong)).toMatchObject({ error: { code: 'gone' } });
    expect(await present(actor, code)).toMatchObject({ error: { code: 'gone' } });
  });

  test('an older code ends with a newer one; the sixth within a quarter of an hour is refused', async () => {
    const actor = await visit();
    const channel = newAddress();
    const first = await ask(actor, channel);
    const second = await ask(actor, channel);
    if (first !== second) expect((await present(actor, first)).ok).toBe(false);
    for (let more = 0; more < 3; more++) await ask(actor, channel);
    await expect(ask(actor, channel)).rejects.toThrow('tooMany');
  });

  test('a bounce is seen by who waits', async () => {
    const actor = await visit();
    await ask(actor, newAddress());
    const row = await asPortal((tx) => findWaitingCode(tx, actor.sessionHash ?? ''));
    await asPortal((tx) => markCodeBounced(tx, row?.id ?? ''));
    expect((await asPortal((tx) => findWaitingCode(tx, actor.sessionHash ?? '')))?.delivery).toBe('bounced');
  });
});

describe('sessions', () => {
  test('signing in gives a new id and ends the old one; the same address is the same account', async () => {
    const channel = newAddress();
    const before = await visit();
    const { token, accountId } = unwrap(await present(before, await ask(before, channel)));
    expect(hashToken(token)).not.toBe(before.sessionHash);
    expect(await asPortal((tx) => findPortalSession(tx, before.sessionHash ?? ''))).toBeNull();
    expect((await signedIn(channel)).id).toBe(accountId);
  });

  test('a second person signing in at the same terminal gets nothing of the first', async () => {
    const first = await signedIn();
    const code = await ask(first, newAddress());
    const { accountId, token } = unwrap(await present(first, code));
    expect(accountId).not.toBe(first.id);
    const { rows } = await asPortal((tx) =>
      sql`SELECT 1 FROM session_grants WHERE session_hash = ${hashToken(token)}`.execute(tx),
    );
    expect(rows).toHaveLength(0);
  });

  test('closing the account ends its sessions and frees the address', async () => {
    const channel = newAddress();
    const actor = await signedIn(channel);
    await asPortal((tx) => closeAccountRows(tx, actor.id ?? ''));
    expect(await asPortal((tx) => findPortalSession(tx, actor.sessionHash ?? ''))).toBeNull();
    expect((await signedIn(channel)).id).not.toBe(actor.id);
  });
});

test('a mandate holds from acceptance by the asked address, for its procedures, until it is ended', async () => {
  const giver = await signedIn();
  const channel = newAddress();
  const proxy = await signedIn(channel);
  const stranger = await signedIn();
  const asked = {
    accountId: giver.id ?? '',
    name: '長女',
    mail: channel,
    procedures: ['school-expense-assistance'],
    validTo: '2999-12-31',
  };
  const { id } = unwrap(
    await asPortal((tx) => giveMandate(tx, keyring, { ...asked, letter: { subject: 's', text: 't' } })),
  );
  await asPortal((tx) =>
    sql`
      INSERT INTO applications (id, receipt_number, secret_hash, submit_key, body_hash, procedure_id, procedure_version, app_id,
        app_version, account_id, language, answers)
      VALUES (gen_random_uuid(), 'MANDATE', '', gen_random_uuid(), '', 'school-expense-assistance', 1, 'school-expense-assistance', 1,
        ${giver.id}, 'ja', '{}')`.execute(tx),
  );
  const may = (procedure: string) => asPortal((tx) => findMandator(tx, id, proxy.id ?? '', procedure));
  expect(await may('school-expense-assistance')).toBeNull();
  expect((await asPortal((tx) => acceptMandate(tx, stranger.id ?? '', id))).ok).toBe(false);
  expect(
    (await asPortal((tx) => acceptMandate(tx, 'not-an-id' as string, id)).catch(() => ({ ok: false }))).ok,
  ).toBe(false);
  expect((await asPortal((tx) => selectHeld(tx, proxy.id ?? ''))).map((one) => one.state)).toEqual(['asked']);
  expect((await asPortal((tx) => acceptMandate(tx, proxy.id ?? '', id))).ok).toBe(true);
  expect(await may('school-expense-assistance')).toBe(giver.id);
  expect(await may('income-tax-certificate')).toBeNull();
  expect(await reachOf(giver, proxy)).toEqual([false, true]);
  // Said of one application, and true of the account: no proxy reaches any of it, nor begins anything for it.
  await ownerOnly(giver, true);
  expect(await may('school-expense-assistance')).toBeNull();
  expect(await reachOf(giver, proxy)).toEqual([false, false]);
  await ownerOnly(giver, false);
  expect(await may('school-expense-assistance')).toBe(giver.id);
  expect((await asPortal((tx) => endMandate(tx, stranger.id ?? '', id))).ok).toBe(false);
  expect((await asPortal((tx) => endMandate(tx, giver.id ?? '', id))).ok).toBe(true);
  expect(await may('school-expense-assistance')).toBeNull();
});

/** Whether the proxy reaches an application of the account, before and after one that a mandate covers is there. */
async function reachOf(giver: ResidentActor, proxy: ResidentActor): Promise<boolean[]> {
  const reaches = () =>
    asPortal(async (tx) => {
      const { rows } = await sql`SELECT 1 FROM applications WHERE ${applicationRows(proxy)}`.execute(tx);
      return rows.length > 0;
    });
  await asPortal((tx) =>
    sql`UPDATE applications SET account_id = NULL WHERE account_id = ${giver.id}`.execute(tx),
  );
  const before = await reaches();
  await asPortal((tx) =>
    sql`UPDATE applications SET account_id = ${giver.id} WHERE receipt_number = 'MANDATE'`.execute(tx),
  );
  return [before, await reaches()];
}

const ownerOnly = (giver: ResidentActor, value: boolean) =>
  asPortal((tx) =>
    sql`UPDATE applications SET owner_only = ${value} WHERE account_id = ${giver.id}`.execute(tx),
  );
