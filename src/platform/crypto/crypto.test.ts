import { expect, test } from 'vitest';
import { formatSecret, parseSecret } from '#platform/crypto';
import {
  checkShort,
  constantTimeEqual,
  createKeyring,
  hashPassword,
  hashShort,
  hashToken,
  hmac,
  keyOfShort,
  randomDigits,
  randomSecret,
  randomToken,
  verifyPassword,
} from '#platform/crypto.server';
import fc from '../../../scripts/test/properties.ts';

const old = 'o'.repeat(32);
const fresh = 'n'.repeat(32);
const context = { municipality: '401005', purpose: 'record:bank-account' };

test('what is sealed opens in its own context only, as text and as bytes', () => {
  const ring = createKeyring([old]);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.uint8Array(), (text, bytes) => {
      const sealed = ring.seal(text, context);
      expect(ring.unseal(sealed, context)).toEqual({ ok: true, value: text });
      expect(sealed).not.toBe(ring.seal(text, context));
      expect(ring.unseal(ring.seal(bytes, context), context)).toEqual({ ok: true, value: bytes });
      for (const other of [
        { ...context, municipality: '401301' },
        { ...context, purpose: 'record:bank-accoun' },
        { municipality: '40100', purpose: `5${context.purpose}` },
      ])
        expect(ring.unseal(sealed, other).ok).toBe(false);
    }),
  );
});

test('any altered byte, cut or foreign text is refused', () => {
  const ring = createKeyring([old]);
  const sealed = ring.seal(new TextEncoder().encode('1234567'), context);
  for (let index = 0; index < sealed.length; index++) {
    const altered = Uint8Array.from(sealed);
    altered[index] = (altered[index] ?? 0) ^ 1;
    expect(ring.unseal(altered, context).ok, String(index)).toBe(false);
    expect(ring.unseal(sealed.slice(0, index), context).ok, String(index)).toBe(false);
  }
  for (const text of ['', 'v1', 'v1.2026.', 'v2.2026.AAAA', `${ring.seal('x', context)}.y`])
    expect(ring.unseal(text, context).ok).toBe(false);
});

test('a new secret seals, the old one still opens, a removed one opens nothing', () => {
  const before = createKeyring([old]).seal('値', context);
  const both = createKeyring([fresh, old]);
  expect(both.unseal(before, context)).toEqual({ ok: true, value: '値' });
  expect(createKeyring([old]).unseal(both.seal('値', context), context).ok).toBe(false);
  expect(both.hmacs('paper', 'x')).toEqual([
    createKeyring(fresh).hmac('paper', 'x'),
    createKeyring(old).hmac('paper', 'x'),
  ]);
  expect(createKeyring([fresh]).unseal(before, context).ok).toBe(false);
  expect(() => createKeyring('short')).toThrow();
});

test('derived keys are stable, independent of each other and of sealing', () => {
  const ring = createKeyring('s'.repeat(40));
  const again = createKeyring('s'.repeat(40));
  expect(ring.derive('cookie')).toEqual(again.derive('cookie'));
  expect(ring.derive('cookie')).not.toEqual(ring.derive('db-login:portal'));
  expect(ring.derive('cookie', 64)).toHaveLength(64);
});

test('secrets for paper: round trip, forgiving about form, strict about every wrong or swapped character', () => {
  for (let round = 0; round < 200; round++) {
    const secret = randomSecret(12);
    expect(secret).toMatch(/^([3-9A-Y]{4}-){3}[3-9A-Y]$/);
    expect(secret).not.toMatch(/[0O1IL2Z5S8BUV]/);
    const wide = secret
      .toLowerCase()
      .replaceAll('-', '　')
      .replace(/[a-z0-9]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
    expect(parseSecret(wide, 12)).toBe(secret);
    const compact = [...secret.replaceAll('-', '')];
    for (let index = 0; index < 13; index++) {
      const wrong = compact.with(index, compact[index] === '3' ? '4' : '3').join('');
      expect(parseSecret(wrong, 12)).toBeUndefined();
      const next = (index + 1) % 13;
      const swapped = compact
        .with(index, compact[next] ?? '')
        .with(next, compact[index] ?? '')
        .join('');
      if (next > 0 && compact[index] !== compact[next])
        expect(parseSecret(swapped, 12), `${secret} ${index}`).toBeUndefined();
    }
  }
  expect(parseSecret('', 12)).toBeUndefined();
  expect(formatSecret('7777')).toMatch(/^7777-.$/);
});

test('random digits are unbiased and tokens are long', () => {
  const counts = Array.from({ length: 10 }, () => 0);
  for (const digit of randomDigits(20_000)) counts[Number(digit)] = (counts[Number(digit)] ?? 0) + 1;
  for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(260);
  expect(randomToken()).toMatch(/^[\w-]{43}$/);
});

test('digests and comparison', () => {
  expect(hashToken('a')).not.toBe(hashToken('b'));
  expect(hmac(new Uint8Array(32), 'a')).not.toBe(hmac(new Uint8Array(32).fill(1), 'a'));
  expect([
    constantTimeEqual('abc', 'abc'),
    constantTimeEqual('abc', 'abd'),
    constantTimeEqual('abc', 'ab'),
  ]).toEqual([true, false, false]);
});

test('passwords: Argon2id, taken as typed, no account answers no', async () => {
  const stored = await hashPassword('ひみつABC12');
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verifyPassword(stored, 'ひみつABC12')).toBe(true);
  // Nothing is cut, folded, trimmed or normalised.
  for (const near of ['ひみつABC13', 'ひみつabc12', 'ひみつＡＢＣ１２', ' ひみつABC12', 'ひみつABC12 '])
    expect(await verifyPassword(stored, near)).toBe(false);
  const long = 'a'.repeat(300);
  expect(await verifyPassword(await hashPassword(`${long}x`), `${long}y`)).toBe(false);
  expect(await verifyPassword(undefined, 'decoy')).toBe(false);
  expect(await verifyPassword('garbage', 'x')).toBe(false);
});

test('short secrets are kept as Argon2id with a salt, keyed; rows of before open and are to be renewed', async () => {
  const before = createKeyring([old]);
  const now = createKeyring([fresh, old]);
  const stored = await hashShort(before, 'paper', '7K3M');
  expect(stored).toMatch(/^[\w-]{6}\.\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$/);
  expect(await hashShort(before, 'paper', '7K3M')).not.toBe(stored);
  expect(await checkShort(before, 'paper', '7K3M', stored)).toEqual({ right: true, outdated: false });
  expect(await checkShort(before, 'paper', '7K3N', stored)).toEqual({ right: false, outdated: false });
  expect(await checkShort(before, 'code', '7K3M', stored)).toEqual({ right: false, outdated: false });
  // After a change of the house's secret it still opens, and is kept anew.
  expect(await checkShort(now, 'paper', '7K3M', stored)).toEqual({ right: true, outdated: true });
  expect([keyOfShort(now, 'paper', stored), keyOfShort(now, 'paper', 'x')]).toEqual([1, -1]);
  // Without the house's secret a stolen table opens nothing.
  expect((await checkShort(createKeyring([fresh]), 'paper', '7K3M', stored)).right).toBe(false);
  const legacy = before.hmac('paper', '7K3M');
  expect(await checkShort(now, 'paper', '7K3M', legacy)).toEqual({ right: true, outdated: true });
  expect((await checkShort(now, 'paper', '7K3N', legacy)).right).toBe(false);
  for (const nothing of [undefined, '', '.', 'x.y'])
    expect((await checkShort(now, 'paper', '7K3M', nothing)).right).toBe(false);
});
