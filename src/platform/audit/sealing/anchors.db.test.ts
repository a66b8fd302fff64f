import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import S3rver from 's3rver';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKeyring } from '#platform/crypto.server';
import { type TestDatabase, testDatabase } from '../../../../scripts/test/db.ts';
import { type AnchorSink, newestHead, readEntry } from './anchor.server.ts';
import { type DatabaseSink, databaseSink } from './database-sink.sql.ts';
import { fileSink } from './file-sink.server.ts';
import { auditSigner } from './note.server.ts';
import { s3Sink } from './s3-sink.server.ts';
import { createSealedCity, keyring, type SealedCity } from './sealing.testing.ts';
import { verifyAudit } from './verify.server.ts';

let sealed: SealedCity;
let second: TestDatabase;
let database: DatabaseSink;
const folder = mkdtempSync(path.join(tmpdir(), 'madoguchi-anchors-'));
const server = new S3rver({
  port: 0,
  address: '127.0.0.1',
  silent: true,
  directory: path.join(folder, 's3'),
  configureBuckets: [{ name: 'audit' }],
});
let s3: AnchorSink;

beforeAll(async () => {
  sealed = await createSealedCity();
  second = await testDatabase();
  database = databaseSink(second.adminUrl);
  s3 = s3Sink(`http://S3RVER:S3RVER@127.0.0.1:${(await server.run()).port}/audit`);
});
afterAll(async () => {
  await database.close();
  await second.drop();
  await server.close();
  await sealed.close();
  rmSync(folder, { recursive: true });
});

const kinds: [string, () => AnchorSink][] = [
  ['file', () => fileSink(path.join(folder, 'file'))],
  ['S3', () => s3],
  ['second database', () => database],
];

test.each(kinds)(
  '%s keeps heads with their leaves: what is cut off in the first database is named',
  async (_name, of) => {
    const sink = of();
    const { city, signer } = sealed;
    const written = await sealed.write(3);
    await sealed.round([sink]);
    await sealed.write(2);
    await sealed.round([sink]);
    const entries: Uint8Array[] = [];
    for await (const bytes of sink.entries(city.code)) entries.push(bytes);
    // A round that waits for other tests' transactions seals in parts, and a new place first gets what was there before: how many
    // entries there are is nobody's promise. Together they hold every leaf once, in order.
    const size = Number((await sealed.superuser('SELECT max(size) AS size FROM audit_heads')).rows[0].size);
    const spans = entries.map((bytes) => readEntry(bytes)!);
    expect(spans.length).toBeGreaterThanOrEqual(2);
    expect(spans.map(({ from }) => from)).toEqual([0, ...spans.slice(0, -1).map(({ to }) => to)]);
    expect(spans.at(-1)!.to).toBe(size);
    expect(await newestHead(sink, city.code, signer)).toMatchObject({ size });
    expect(await newestHead(sink, city.other, signer)).toBeNull();
    // The answer to a put may be lost: the same again is no error and changes nothing.
    await sink.put(city.code, '2020-01/x-1.json', entries[0]!);
    await sink.put(city.code, '2020-01/x-1.json', entries[0]!);
    expect(await sealed.verify([sink])).toMatchObject({ ok: true });
    expect(await sealed.verify([sink], 'sinceAnchor')).toMatchObject({ ok: true });
    await sealed.superuser("UPDATE audit SET act = 'case.list' WHERE id = $1", [written[1]]);
    expect((await sealed.verify([sink])).first).toMatchObject({ kind: 'edited', row: written[1] });
    await sealed.superuser("UPDATE audit SET act = 'case.read' WHERE id = $1", [written[1]]);
  },
);

test('a login that may only add and read is enough for the second database', async () => {
  const admin = new pg.Client({ connectionString: second.adminUrl });
  await admin.connect();
  await admin.query(`CREATE ROLE anchor_writer LOGIN PASSWORD 'anchor'`);
  await admin.query('GRANT SELECT, INSERT ON madoguchi_audit_anchors TO anchor_writer');
  const url = new URL(second.adminUrl);
  url.username = 'anchor_writer';
  url.password = 'anchor';
  const writer = databaseSink(url.toString());
  await sealed.write(1);
  await sealed.round([writer]);
  expect(await sealed.verify([writer])).toMatchObject({ ok: true });
  await writer.close();
  await admin.query('DROP OWNED BY anchor_writer');
  await admin.query('DROP ROLE anchor_writer');
  await admin.end();
});

test('an anchor that is not there is said by its code, not by its address', async () => {
  const gone = s3Sink('http://key:secret@127.0.0.1:9/audit');
  expect((await sealed.verify([gone])).problems).toEqual([
    { kind: 'anchorUnreachable', row: null, position: null, sink: 's3' },
  ]);
});

test('after a change of the secret old heads open by the old secret, or by the public key that was noted down', async () => {
  const { city, signer } = sealed;
  await sealed.round([s3]);
  const verify = (changed: ReturnType<typeof auditSigner>) =>
    verifyAudit({ db: city.worker, municipality: city.code, signer: changed, sinks: [s3] });
  const old = 'a secret for tests that is long enough';
  const fresh = 'the next secret, also long enough to be one';
  expect(auditSigner(createKeyring([fresh, old]), city.code).publicKey).not.toBe(signer.publicKey);
  expect(await verify(auditSigner(createKeyring([fresh, old]), city.code))).toMatchObject({ ok: true });
  expect(await verify(auditSigner(createKeyring(fresh), city.code, signer.publicKey))).toMatchObject({
    ok: true,
  });
  expect(await verify(auditSigner(createKeyring(fresh), city.code))).toMatchObject({ ok: false });
  expect(auditSigner(keyring, city.code).publicKey).toBe(signer.publicKey);
});
