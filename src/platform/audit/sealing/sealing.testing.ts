/** Test helper: a city whose audit rows are written, sealed and anchored; and a superuser who may do anything to the database. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type AuditRow, insertAudit } from '#platform/audit.server';
import { createKeyring } from '#platform/crypto.server';
import { createLog } from '#platform/log.server';
import { createTestCity, type TestCity } from '../../../../scripts/test/city.ts';
import type { AnchorSink } from './anchor.server.ts';
import { fileSink } from './file-sink.server.ts';
import { auditSigner, type Signer } from './note.server.ts';
import { createSealer } from './sealer.server.ts';
import { type Verification, type VerifyOptions, verifyAudit } from './verify.server.ts';

export const keyring = createKeyring('a secret for tests that is long enough');

export const row: AuditRow = {
  zone: 'staff',
  actorKind: 'staff',
  actorId: 'someone',
  postId: null,
  act: 'case.read',
  noun: 'case',
  ids: ['c-1'],
  fieldClasses: ['personal'],
  purpose: 'duty',
  requestId: null,
};

export interface SealedCity {
  city: TestCity;
  signer: Signer;
  sink: AnchorSink;
  folder: string;
  /** Each in a transaction of its own; the ids. */
  write(count: number, from?: Partial<AuditRow>): Promise<string[]>;
  /** A round of a worker that has just been started. */
  roundOnce(sinks?: AnchorSink[]): Promise<void>;
  /** The same until nothing waits any more. */
  round(sinks?: AnchorSink[]): Promise<void>;
  verify(sinks?: AnchorSink[], range?: VerifyOptions['range']): Promise<Verification>;
  /** As a superuser who knows the layout. */
  superuser(statement: string, values?: unknown[]): Promise<pg.QueryResult>;
  close(): Promise<void>;
}

export async function createSealedCity(): Promise<SealedCity> {
  const city = await createTestCity();
  const folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-anchors-'));
  const signer = auditSigner(keyring, city.code);
  const sink = fileSink(folder);
  const admin = new pg.Client({ connectionString: city.adminUrl });
  await admin.connect();
  await admin.query(`SET search_path TO m${city.code}`);
  async function roundOnce(sinks: AnchorSink[] = [sink]): Promise<void> {
    await createSealer({
      db: city.worker,
      signerOf: () => signer,
      sinks,
      log: createLog('silent', 'test'),
      municipalities: async () => [city.code],
    }).round();
  }
  return {
    city,
    signer,
    sink,
    folder,
    async write(count, from = {}) {
      for (let nth = 0; nth < count; nth++)
        await city.staff.tenant(city.code, 'staff', (tx) => insertAudit(tx, { ...row, ...from }));
      const { rows } = await admin.query<{ id: string }>(
        `SELECT id FROM audit ORDER BY id DESC LIMIT ${count}`,
      );
      return rows.map((one) => one.id).reverse();
    },
    roundOnce,
    async round(sinks) {
      // Other tests hold transactions open on the same server; sealing rightly waits for them.
      for (const end = Date.now() + 60_000; Date.now() < end; await sleep(20)) {
        await roundOnce(sinks);
        const { rows } = await admin.query<{ waiting: boolean }>(
          'SELECT EXISTS (SELECT FROM audit a WHERE NOT EXISTS (SELECT FROM audit_leaves l WHERE l.row_id = a.id)) AS waiting',
        );
        if (!rows[0]!.waiting) return;
      }
      throw new Error(
        'rows of the audit wait for their leaves still: a transaction on this server stays open',
      );
    },
    verify: (sinks = [sink], range = undefined) =>
      verifyAudit({
        db: city.worker,
        municipality: city.code,
        signer,
        sinks,
        ...(range === undefined ? {} : { range }),
      }),
    superuser: (statement, values) => admin.query(statement, values),
    async close() {
      await admin.end();
      await city.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
