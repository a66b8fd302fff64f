/** A city with something in every corner that a backup could lose, and empty databases to restore it into. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { auditSigner, seal, verifyAudit } from '#platform/audit/sealing.server';
import { createKeyring } from '#platform/crypto.server';
import {
  createDatabase,
  type Database,
  ensureDatabase,
  type MigrateOptions,
  migrate,
} from '#platform/db.server';
import { createFileStore, type FileStore } from '#platform/files.server';
import { whenLeft } from '../../../scripts/test/admin.ts';
import { createTestCity, type TestCity } from '../../../scripts/test/city.ts';
import { testPassword } from '../../../scripts/test/database.ts';
import type { DrillOptions } from './index.server.ts';

const keyring = createKeyring('a secret for tests that is long enough');
const signer = auditSigner(keyring, '401005');
export const auditCheck: DrillOptions['verifyAudit'] = (db, municipality) =>
  verifyAudit({ db, municipality, signer, sinks: [] });

export const migrations = path.resolve(import.meta.dirname, '../../../db/migrations');

export interface Fixture {
  city: TestCity;
  files: FileStore;
  folder: string;
  /** Of the contents that rows name. */
  digests: string[];
  ask<T extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

export interface Place {
  db: Database;
  adminUrl: string;
  migrateOptions: MigrateOptions;
  ask<T extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

const asker =
  (db: Database, code: string): Fixture['ask'] =>
  (text, values) =>
    db.shared(async (client) => {
      await client.query(`SET search_path TO m${code}`);
      return (await client.query(text, values)).rows;
    });

export async function openFixture(): Promise<Fixture> {
  const city = await createTestCity();
  const folder = mkdtempSync(path.join(tmpdir(), 'madoguchi-backup-'));
  const files = createFileStore({ dir: path.join(folder, 'files') });
  const ask = asker(city.admin, city.code);
  const digests: string[] = [];
  for (const size of [10, 70_000, 300_000]) {
    const kept = await files.of(city.code).put(Buffer.from(randomBytes(size).toString('base64')), {
      name: 'notes.txt',
      allowed: ['text/plain'],
      maxBytes: 1_000_000,
    });
    if (!kept.ok) throw new Error(kept.error.code);
    digests.push(kept.value.sha256);
  }
  await ask(
    `INSERT INTO applications (id, receipt_number, secret_hash, submit_key, body_hash, procedure_id, procedure_version,
       app_id, app_version, language, answers)
     SELECT gen_random_uuid(), 'R-' || n, 'x', gen_random_uuid(), 'x', 'school-expense-assistance', 1,
       'school-expense-assistance', 1, 'ja', jsonb_build_object('1', E'𠮟\\t\\\\N\\n"改行' || n)
     FROM generate_series(1, 40) n`,
  );
  await ask(
    `INSERT INTO application_events (application_id, at, kind) SELECT id, now(), 'arrived' FROM applications`,
  );
  await ask(
    `INSERT INTO portal_files (id, application_id, field_id, sha256, name, type, bytes)
     SELECT gen_random_uuid(), (SELECT id FROM applications LIMIT 1), 1, d, 'メモ.txt', 'text/plain', 1
     FROM unnest($1::text[]) d`,
    [digests],
  );
  await ask(
    `INSERT INTO cases (id, receipt_number, application_id, procedure_id, procedure_version, app_id, app_version, record_id,
       department, state, channel, applicant_name, applicant_terms, arrived_at, assurance)
     SELECT gen_random_uuid(), receipt_number, id, procedure_id, 1, app_id, 1, gen_random_uuid(), '0000', 'arrived', 'online',
       '試験', ARRAY['試', '{"'], now(), 'mail' FROM applications`,
  );
  await ask('INSERT INTO r_school_expense_assistance (id) SELECT record_id FROM cases');
  await ask(
    `INSERT INTO portal_sessions (id_hash, expires_at) VALUES ('session', now() + interval '1 hour')`,
  );
  await ask(
    `INSERT INTO audit (zone, actor_kind, act, noun, ids) SELECT 'staff', 'staff', 'case.read', 'case', ARRAY[id::text] FROM cases`,
  );
  // Other tests hold transactions open on the same server; sealing rightly waits for them.
  for (let sealed = 0; sealed < 40; await pause(20)) sealed += await seal(city.worker, city.code, signer);
  return {
    city,
    files,
    folder,
    digests,
    ask,
    async close() {
      await city.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** An installation without a city, on the same server. */
export async function emptyPlace(code: string, directory: string = migrations): Promise<Place> {
  const { inject } = await import('vitest');
  const server = inject('testServer').adminUrl;
  // Not called as those of drills are: a test counts what a drill leaves.
  const name = `madoguchi_test_${Math.floor(Date.now() / 1000)}_${randomBytes(6).toString('hex')}`;
  const url = await ensureDatabase(server, name);
  const migrateOptions = { adminUrl: url, directory, passwordOf: () => testPassword };
  await migrate(migrateOptions);
  const db = createDatabase({ url: url, max: 3, onError: () => undefined });
  return {
    db,
    adminUrl: url,
    migrateOptions,
    ask: asker(db, code),
    async close() {
      await db.close();
      await whenLeft(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}
