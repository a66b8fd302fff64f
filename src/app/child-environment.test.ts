import { expect, test } from 'vitest';
import { type ChildName, childEnvironment } from './child-environment.ts';
import { databasePassword, processKeyring, processSecret } from './secret.server.ts';

const secret = 'x'.repeat(40);
const admin = {
  PATH: '/bin',
  DATABASE_URL: 'postgres://admin:top@db/x',
  MADOGUCHI_SECRET: secret,
  SMTP_URL: 'smtp://u:p@mail',
  REGISTER_TOKEN: 'r',
  REGISTER_URL: 'https://register.example',
};
const child = (name: ChildName) =>
  childEnvironment(name, admin, {
    root: '/srv',
    secret: processSecret(secret),
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
  const given = processSecret(secret);
  expect(processKeyring(given).derive('x')).toEqual(processKeyring(secret).derive('x'));
  expect(() => databasePassword(given, 'staff')).toThrow();
  expect(
    new Set(['portal', 'staff', 'worker', 'admin'].map((who) => databasePassword(secret, who as 'portal')))
      .size,
  ).toBe(4);
});
