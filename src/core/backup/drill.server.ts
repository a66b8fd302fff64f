/** A restore that proves something and leaves nothing: into a database and a folder of its own, compared, timed, thrown away. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Disposal, DisposalHandlers } from '#core/disposals.server';
import type { Key } from '#platform/archive.server';
import {
  createDatabase,
  type Database,
  type MigrateOptions,
  migrate,
  scratchDatabase,
  zoneUrl,
} from '#platform/db.server';
import { createFileStore } from '#platform/files.server';
import { type Restored, restoreBackup } from './restore-backup.server.ts';
import { ahead } from './several.ts';

export interface DrillOptions {
  migrateOptions: MigrateOptions;
  disposals: Disposal[];
  handlers: DisposalHandlers;
  /** Looks at the restored audit tree, over a login of the worker. */
  verifyAudit: (worker: Database, municipality: string) => Promise<{ ok: boolean; to: number }>;
  /** Where the scratch folder is made; needs room for all files. */
  folder?: string;
}

export interface Drilled {
  municipality: string;
  takenAt: string;
  digest: string;
  /** Tables whose rows gave the digest of the backup when written out again from the scratch database. */
  tables: number;
  rows: number;
  files: { compared: number; altered: string[]; missing: string[] };
  /** Sealed audit rows, each compared with its leaf and the signed heads. */
  audit: { ok: boolean; sealed: number };
  migrated: string[];
  outbox: Restored['outbox'];
  disposed: number;
  seconds: { layout: number; restore: number; files: number; audit: number; total: number };
  /** Whether everything was equal. */
  equal: boolean;
}

/** Throws ArchiveDamaged or RestoreRefused when the archive cannot become a city again. */
export async function drillBackup(options: DrillOptions, archive: string, key: Key | null): Promise<Drilled> {
  const began = performance.now();
  const since = (start: number) => Math.round((performance.now() - start) / 10) / 100;
  const scratch = await scratchDatabase(options.migrateOptions.adminUrl);
  const folder = await mkdtemp(path.join(options.folder ?? tmpdir(), 'madoguchi-drill-'));
  try {
    const migrateOptions = { ...options.migrateOptions, adminUrl: scratch.url };
    await migrate(migrateOptions);
    const layout = since(began);
    const db = createDatabase({ url: scratch.url, max: 2, onError: () => undefined });
    try {
      const files = createFileStore({ dir: folder });
      const { disposals, handlers } = options;
      const restoring = performance.now();
      const restored = await restoreBackup(
        // What left the house since does not matter: nothing is issued from here.
        { db, migrateOptions, files, disposals, handlers, numbers: [], filesShared: false },
        archive,
        key,
      );
      const restore = since(restoring);
      const { code } = restored.head.municipality;
      const comparing = performance.now();
      const altered: string[] = [];
      let compared = 0;
      const look = async ({ sha256 }: { sha256: string }) =>
        (await files.of(code).verify(sha256)) ? null : sha256;
      for await (const wrong of ahead(files.of(code).list(), 4, look)) {
        if (wrong === null) compared += 1;
        else altered.push(wrong);
      }
      const filesTook = since(comparing);
      const verifying = performance.now();
      const audit = await verifyAs(options, scratch.url, code);
      const { missing, kept } = restored.files;
      return {
        municipality: code,
        takenAt: restored.head.takenAt,
        digest: restored.digest,
        tables: restored.head.tables.length,
        rows: restored.rows,
        files: { compared, altered, missing },
        audit,
        migrated: restored.migrated,
        outbox: restored.outbox,
        disposed: restored.disposed,
        seconds: { layout, restore, files: filesTook, audit: since(verifying), total: since(began) },
        equal: altered.length === 0 && missing.length === 0 && compared === kept && audit.ok,
      };
    } finally {
      await db.close();
    }
  } finally {
    await scratch.drop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** With the worker's own login: a restore whose roles are wrong is no restore. */
async function verifyAs(
  { migrateOptions, verifyAudit }: DrillOptions,
  scratchUrl: string,
  code: string,
): Promise<Drilled['audit']> {
  const url = zoneUrl(scratchUrl, 'worker', migrateOptions.passwordOf('worker'));
  const worker = createDatabase({ url, max: 1, statementTimeout: 120_000, onError: () => undefined });
  try {
    const { ok, to } = await verifyAudit(worker, code);
    return { ok, sealed: to };
  } finally {
    await worker.close();
  }
}
