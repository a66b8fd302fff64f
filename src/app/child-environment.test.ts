import { expect, test } from 'vitest';
import { createKeyring } from '#platform/crypto.server';
import { type ChildName, childEnvironment } from './child-environment.ts';
import { databasePassword, processKeyring, processSecret } from './secret.server.ts';

const secret = 'x'.repeat(40);
const admin = {
  PATH: '/bin',
  DATABASE_URL: 'postgres://admin:top@db/x',
  MADOGUCHI_SECRET: secret,
  MADOGUCHI_SECRET_OLD: `old ${secret}`,
  MADOGUCHI_KEY_FILE: `/run/keys/${secret}`,
  MADOGUCHI_KEY_COMMAND: `kms get ${secret}`,
  SMTP_URL: 'smtp://u:p@mail',
  REGISTER_TOKEN: 'r',
  REGISTER_URL: 'https://register.example',
};
const child = (name: ChildName) =>
  childEnvironment(name, admin, {
    root: '/srv',
    secretOf: (zone) => processSecret(secret, zone),
    urlOf: (zone) => `postgres://madoguchi_${zone}:own@db/x`,
    municipality: '981001',
    simulators: 'http://127.0.0.1:3003',
  });

test('no child knows the administrator, the secret or another zone', () => {
  for (const name of ['portal', 'staff', 'worker', 'simulators'] as const) {
    const text = JSON.stringify(child(name));
    expect(text).not.toContain('admin:top');
    expect(text).not.toContain(secret);
    for (const zone of ['portal', 'staff', 'worker'])
      if (zone !== name) expect(text).not.toContain(`madoguchi_${zone}`);
  }
  expect(child('portal')).not.toHaveProperty('SMTP_URL');
  expect(child('portal')).not.toHaveProperty('REGISTER_TOKEN');
  expect(child('staff')).toMatchObject({
    REGISTER_URL: 'https://register.example',
    OIDC_ISSUER: 'http://127.0.0.1:3003',
  });
  expect(child('simulators')).not.toHaveProperty('DATABASE_URL');
});

test('children share keys with each other and with commands, and cannot work out database passwords', () => {
  const given = processSecret(secret, 'staff');
  expect(processKeyring(given).derive('x')).toEqual(processKeyring(secret).derive('x'));
  expect(() => databasePassword(given, 'staff')).toThrow();
  expect(
    new Set(['portal', 'staff', 'worker', 'admin'].map((who) => databasePassword(secret, who as 'portal')))
      .size,
  ).toBe(4);
});

test('the portal holds keys of its own zone and purposes only; what it shares with others has the same value', () => {
  const whole = processKeyring(secret);
  const portal = processKeyring(processSecret(secret, 'portal', { legacy: false }));
  for (const purpose of ['paper-secret', 'paper-secret-hash', 'login-code', 'rate-limit', 'csrf', 'body'])
    expect(portal.hmac(purpose, 'x')).toBe(whole.hmac(purpose, 'x'));
  for (const purpose of ['audit-signing', 'demo-totp:981001:a'])
    expect(portal.derive(purpose)).not.toEqual(whole.derive(purpose));
  expect(portal.wrappingKeyId('portal')).toBe(whole.wrappingKeyId('portal'));
  expect(portal.wrappingKeyId('staff')).toBeNull();
  expect(processKeyring(secret, 'staff').wrappingKeyId('portal')).toBeNull();
  const sealed = whole.seal('個人番号', { municipality: '981001', purpose: 'answer:app:1' });
  expect(portal.unseal(sealed, { municipality: '981001', purpose: 'answer:app:1' }).ok).toBe(false);
});

test('after a change of the secret the old one opens, and what was printed under it is still known', () => {
  const before = processKeyring(secret);
  const after = processKeyring(`${'n'.repeat(40)}\n${secret}`);
  const place = { municipality: '981001', zone: 'portal', id: 'abc1234' } as const;
  const wrapped = before.wrap(new Uint8Array(32).fill(7), place)!;
  expect(after.unwrap(wrapped.keyId, wrapped.wrapped, place)).toEqual(Buffer.alloc(32, 7));
  expect(after.unwrap(wrapped.keyId, wrapped.wrapped, { ...place, municipality: '981002' })).toBeNull();
  expect(after.wrappingKeyId('portal')).not.toBe(before.wrappingKeyId('portal'));
  expect(after.hmacs('paper-secret-hash', 'x')[1]).toBe(before.hmac('paper-secret-hash', 'x'));
});

test('a city that works already keeps its keys: derived as the first release derived them', () => {
  const first = createKeyring(Buffer.from(createKeyring(secret).derive('processes')).toString('base64url'));
  const sealed = first.seal('口座', { municipality: '981001', purpose: 'answer:app:70' });
  for (const who of ['portal', 'staff', 'worker'] as const) {
    const now = processKeyring(secret, who);
    expect(now.hmac('paper-secret', 'x')).toBe(first.hmac('paper-secret', 'x'));
    expect(now.unseal(sealed, { municipality: '981001', purpose: 'answer:app:70' })).toMatchObject({
      ok: true,
    });
  }
});
