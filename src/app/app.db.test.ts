import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { raiseEpoch } from '#core/definitions.server';
import { type MessageKind, messages, post } from '#core/exchange.server';
import { createRegisters } from '#core/registers.server';
import { readConfig } from '#platform/config.server';
import { createKeyring } from '#platform/crypto.server';
import type { Zone } from '#platform/db.server';
import { createFileStore } from '#platform/files.server';
import { createLog } from '#platform/log.server';
import { startRelay } from '#platform/outbox.server';
import { createPdf } from '#platform/pdf.server';
import { createTestCity, type TestCity } from '../../scripts/test/city.ts';
import { allHandlers, unhandled } from './handlers.server.ts';
import { createHosts } from './hosts.server.ts';
import { selectMunicipalities } from './hosts.sql.ts';
import { sweep, sweepFiles } from './housekeeping.server.ts';

let city: TestCity;
let folder: string;
const config = readConfig({});
const log = createLog('silent', 'test');

beforeAll(async () => {
  city = await createTestCity();
  folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-app-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await city?.close();
});

test('hosts: the city of a name, its languages, an epoch that rises with definitions and days', async () => {
  let now = Date.parse('2026-11-21T14:59:00Z');
  const hosts = createHosts(city.portal, 'portal', config, () => now);
  expect(await hosts.municipalityOf('A.test')).toBe(city.code);
  expect(await hosts.municipalityOf('b.test')).toBe(city.other);
  expect(await hosts.municipalityOf('nobody.test')).toBeNull();
  expect(
    await createHosts(city.portal, 'portal', { ...config, MADOGUCHI_MUNICIPALITY: city.code }).municipalityOf(
      'any',
    ),
  ).toBe(city.code);
  expect((await hosts.languagesOf(city.code))[0]).toBe('ja');
  const before = await hosts.epochOf(city.code);
  expect(before).toMatch(/-2026-11-21$/);
  await city.admin.tenant(city.code, 'owner', raiseEpoch);
  expect(await hosts.epochOf(city.code)).toBe(before);
  now += 2_001;
  const risen = await hosts.epochOf(city.code);
  expect(risen).not.toBe(before);
  now += 60_000;
  expect(await hosts.epochOf(city.code)).toBe(risen.replace('2026-11-21', '2026-11-22'));
});

test('the worker, with its own login and no right to create, carries mail into the mailbox once', async () => {
  const tools = {
    config,
    log,
    keyring: createKeyring('k'.repeat(32)),
    files: createFileStore({ dir: folder }),
    registers: createRegisters({}),
    pdf: createPdf(),
    portalOrigin: 'http://localhost',
  };
  const handlers = allHandlers(tools);
  expect(unhandled(handlers, Object.keys(messages) as MessageKind[])).toEqual([]);
  // The worker owns its queue's schema and may make no other.
  const refused = await city.worker
    .shared((client) => client.query('CREATE SCHEMA mine'))
    .catch((error: { code: string }) => error.code);
  expect(refused).toBe('42501');
  const relay = await startRelay({
    db: city.worker,
    handlers,
    log,
    municipalities: () => selectMunicipalities(city.worker),
  });
  const codeId = randomUUID();
  await city.portal.tenant(city.code, 'portal', async (tx) => {
    await post(tx, 'mail.send', { to: 'a@mail.example', subject: '件名', text: '本文' });
    await post(tx, 'mail.send', { to: 'no address', subject: '件名', text: '本文', codeId });
    await post(tx, 'sms.send', { to: '090-0000-1001', text: '短文' });
  });
  const waiting = () =>
    city.admin.tenant(city.code, 'owner', (tx) =>
      sql<{ n: number }>`SELECT count(*)::int AS n FROM outbox WHERE delivered_at IS NULL`.execute(tx),
    );
  await expect.poll(async () => (await waiting()).rows[0]?.n, { timeout: 60_000 }).toBe(0);
  const { rows } = await city.portal.tenant(city.code, 'portal', (tx) =>
    sql<{ kind: string; recipient: string }>`SELECT kind, recipient FROM mailbox ORDER BY kind`.execute(tx),
  );
  expect(rows.map((row) => row.kind)).toEqual(['mail', 'sms']);
  const sent = await city.admin.tenant(city.code, 'owner', (tx) =>
    sql<{ payload: unknown }>`SELECT payload FROM outbox WHERE kind = 'code.bounced'`.execute(tx),
  );
  expect(sent.rows.map((row) => row.payload)).toEqual([{ codeId }]);
  await relay.stop();
  tools.pdf.close();
});

test('housekeeping removes what has expired, with its files, and nothing else', async () => {
  const files = createFileStore({ dir: folder });
  const draft = (id: string, expires: string) => sql`
    INSERT INTO drafts (id, number, secret_hash, procedure_id, procedure_version, app_id, app_version, language, submit_key, expires_at)
    VALUES (${id}, ${id}, 'x', 'p', 1, 'a', 1, 'ja', ${randomUUID()}, now() + ${expires}::interval)`;
  const [old, fresh] = [randomUUID(), randomUUID()];
  const put = async (text: string) => {
    const kept = await files
      .of(city.code)
      .put(Buffer.from(text), { name: 'a.txt', allowed: ['text/plain'], maxBytes: 100 });
    return kept.ok ? kept.value.sha256 : '';
  };
  const digest = { a: await put('old only'), b: await put('old and fresh') };
  await city.portal.tenant(city.code, 'portal', async (tx) => {
    await draft(old, '-1 hour').execute(tx);
    await draft(fresh, '1 hour').execute(tx);
    for (const [id, sha] of [
      [old, 'a'],
      [old, 'b'],
      [fresh, 'b'],
    ] as const) {
      await sql`INSERT INTO portal_files (id, draft_id, field_id, sha256, name, type, bytes) VALUES (${randomUUID()}, ${id}, 1, ${digest[sha]}, 'x', 'y', 1)`.execute(
        tx,
      );
    }
    await sql`INSERT INTO portal_sessions (id_hash, expires_at) VALUES ('gone', now() - interval '25 hours'), ('here', now() + interval '1 hour')`.execute(
      tx,
    );
  });
  const tools = { db: city.worker, files, log, municipalities: async () => [city.code] };
  await sweep(tools);
  await sweepFiles(tools);
  // Nobody names it any more, but it came only just now.
  expect(await files.of(city.code).has(digest.a)).toBe(true);
  await sweepFiles(tools, 0);
  expect([await files.of(city.code).has(digest.a), await files.of(city.code).has(digest.b)]).toEqual([
    false,
    true,
  ]);
  const left = await city.portal.tenant(city.code, 'portal', (tx) =>
    sql<{ id: string }>`SELECT id FROM drafts UNION ALL SELECT id FROM portal_files WHERE false`.execute(tx),
  );
  expect(left.rows.map((row) => row.id)).toEqual([fresh]);
  const sessions = await city.portal.tenant(city.code, 'portal', (tx) =>
    sql<{ id_hash: string }>`SELECT id_hash FROM portal_sessions`.execute(tx),
  );
  expect(sessions.rows.map((row) => row.id_hash)).toEqual(['here']);
});

test('files sent by the API that no case took up go after their term, and no other attachment does', async () => {
  const file = (name: string, age: string, caseId: string | null = null) => sql`
    INSERT INTO staff_files (id, case_id, sha256, name, type, bytes, added_at)
    VALUES (${randomUUID()}, ${caseId}, ${'0'.repeat(64)}, ${name}, 'text/plain', 1, now() - ${age}::interval)`;
  const taken = randomUUID();
  await city.admin.tenant(city.code, 'owner', async (tx) => {
    await sql`
      INSERT INTO cases (id, receipt_number, procedure_id, procedure_version, app_id, app_version, record_id, department, state,
        channel, applicant_name, arrived_at, assurance)
      VALUES (${taken}, 'R-1', 'school-expense-assistance', 1, 'school-expense-assistance', 1, ${randomUUID()}, '0000', 'arrived', 'counter', '試験', now(), 'none')`.execute(
      tx,
    );
    await file('forgotten', '49 hours').execute(tx);
    await file('may still be taken up', '23 hours').execute(tx);
    await file('of a case', '900 days', taken).execute(tx);
  });
  await sweep({
    db: city.worker,
    files: createFileStore({ dir: folder }),
    log,
    municipalities: async () => [city.code],
  });
  const left = await city.admin.tenant(city.code, 'owner', (tx) =>
    sql<{ name: string }>`SELECT name FROM staff_files ORDER BY added_at`.execute(tx),
  );
  expect(left.rows.map((row) => row.name)).toEqual(['of a case', 'may still be taken up']);
  // Pages cannot.
  const byPage = city.staff.tenant(city.code, 'staff', (tx) => sql`DELETE FROM staff_files`.execute(tx));
  await expect(byPage).rejects.toThrow(/permission denied/);
});

test('the sweep asks every table that names contents; a new one has to be listed in housekeeping.sql.ts, or here', async () => {
  const { rows } = await city.admin.tenant(city.code, 'owner', (tx) =>
    sql<{ name: string }>`
      SELECT table_name AS name FROM information_schema.columns
      WHERE table_schema = current_schema() AND column_name = 'sha256' ORDER BY 1`.execute(tx),
  );
  const asked = [
    'application_documents',
    'documents',
    'portal_files',
    'record_documents',
    'record_imports',
    'staff_files',
  ];
  // Digests of packages that are made when they are fetched, or lie in pieces in the database.
  const noContents = ['archive_packages', 'exports'];
  expect(rows.map((row) => row.name)).toEqual([...asked, ...noContents].sort());
});

test('zones reach nothing of each other', async () => {
  const code = async (zone: Zone, role: Zone) =>
    city[zone]
      .tenant(city.code, role, (tx) => sql`SELECT 1`.execute(tx))
      .then(
        () => 'reached',
        (error: { code: string }) => error.code,
      );
  expect(await code('portal', 'staff')).toBe('42501');
  expect(await code('staff', 'portal')).toBe('42501');
  expect(await code('portal', 'worker')).toBe('42501');
});
