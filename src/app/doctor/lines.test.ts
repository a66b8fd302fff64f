/** Acceptance 8 (ASVS 12): what `madoguchi doctor` says of the lines inwards and outwards. */
import { createServer } from 'node:tls';
import { expect, test } from 'vitest';
import { readConfig } from '#platform/config.server';
import { selfSignedCredentials } from '#platform/signing.server';
import { checkLines } from './lines.ts';
import { checkPublicTls } from './public-tls.server.ts';

const production = {
  MADOGUCHI_MODE: 'production',
  MADOGUCHI_SECRET: 'x'.repeat(40),
  FILES_S3_KEY: 'k',
  FILES_S3_SECRET: 's',
};
const named = (environment: Record<string, string>) =>
  checkLines(readConfig({ ...production, ...environment })).map(({ what, verdict }) => `${verdict} ${what}`);

test('a line to another machine without TLS, or without checking who is there, is broken', () => {
  const open = {
    DATABASE_URL: 'postgres://a:b@db.example/m',
    AUDIT_ANCHOR_DATABASE_URL: 'postgres://a:b@db2.example/m?sslmode=require',
    SMTP_URL: 'smtp://mail.example?requireTLS=false',
    SMS_URL: 'http://sms.example',
    REGISTER_URL: 'http://register.example',
    OIDC_ISSUER: 'http://login.example',
    FILES_S3_URL: 'http://s3.example',
    AUDIT_ANCHOR_S3_URL: 'http://k:s@s3.example/b',
    CLAMD_URL: 'tcp://clamd.example:3310',
    TSA_URL: 'http://tsa.example',
  };
  expect(named(open)).toEqual(
    Object.keys(open).map(
      (name) => `${name === 'CLAMD_URL' || name === 'TSA_URL' ? 'look' : 'broken'} ${name}`,
    ),
  );
  expect(
    named({
      DATABASE_URL: 'postgres://a:b@db.example/m?sslmode=verify-full&sslrootcert=/etc/ca.pem',
      SMTP_URL: 'smtp://mail.example',
      SMS_URL: 'https://sms.example',
      FILES_S3_URL: 'http://127.0.0.1:9000',
      CLAMD_URL: 'unix:///run/clamd',
    }),
  ).toEqual([]);
});

const pem = (kind: string, der: ArrayBuffer) =>
  `-----BEGIN ${kind}-----\n${Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${kind}-----\n`;

/** What the doctor says of a proxy that offers this much. */
async function offered(options: object, trust: boolean): Promise<string[]> {
  const made = await selfSignedCredentials({ name: 'localhost' });
  const cert = pem('CERTIFICATE', made.certificate.toSchema().toBER());
  const server = createServer({ cert, key: pem('PRIVATE KEY', await made.pkcs8()), ...options }, (socket) =>
    socket.end(),
  );
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
  const { port } = server.address() as { port: number };
  const config = readConfig({ ...production, PORTAL_ORIGIN: `https://localhost:${port}` });
  const found = await checkPublicTls(config, trust ? cert : undefined);
  server.close();
  return found.filter((one) => one.verdict !== 'well').map((one) => one.what.split(' ')[1] ?? one.what);
}

test('the public address: trusted certificate, TLS 1.2 and 1.3 only, ciphers of today, nothing over http', async () => {
  expect(await offered({ minVersion: 'TLSv1.2', ciphers: 'ECDHE+AESGCM' }, true)).toEqual([]);
  expect(await offered({ minVersion: 'TLSv1.2', ciphers: 'ECDHE+AESGCM' }, false)).toEqual(['証明書']);
  expect(await offered({ minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' }, true)).toEqual([
    'TLSの版',
    '暗号の種類',
  ]);
  expect(await offered({ minVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-SHA' }, true)).toEqual(
    expect.arrayContaining(['暗号の種類']),
  );
});
