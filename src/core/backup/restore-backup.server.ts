/**
 * A backup becomes a municipality again: in one transaction, so that nothing is seen of it before everything was compared.
 * Rows are read back before they count; contents are kept only if a row names them after disposals were repeated.
 */
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type Disposal, type DisposalHandlers, reapplyDisposals } from '#core/disposals.server';
import { type IssuedNumber, skipNumbers } from '#core/documents.server';
import type { Key } from '#platform/archive.server';
import {
  type Connection,
  type Database,
  layMunicipality,
  type MigrateOptions,
  municipalityMigrations,
  schemaOf,
  within,
} from '#platform/db.server';
import type { CityFiles, FileStore } from '#platform/files.server';
import { holdWaiting } from '#platform/outbox.server';
import { endSessions, holdDeliveries, noteRestore } from './after-restore.sql.ts';
import type { Table } from './catalogue.sql.ts';
import { copyIn, sumOf } from './copy.sql.ts';
import {
  analyse,
  begin,
  emptyOut,
  isOccupied,
  layOut,
  listWanted,
  register,
  setSequences,
  stillWanted,
  tickOff,
} from './load.sql.ts';
import type { BackupHead, FilesSum, TableSum } from './model.ts';
import { several } from './several.ts';
import { walkBackup } from './walk-backup.server.ts';

export interface RestoreTarget {
  /** The administrator's, at the current shared layout. */
  db: Database;
  migrateOptions: MigrateOptions;
  files: Pick<FileStore, 'of'>;
  /** From journals: repeated before anything is seen. */
  disposals: Disposal[];
  handlers: DisposalHandlers;
  /** The highest numbers of documents that left the house; null when nobody knows. */
  numbers: IssuedNumber[] | null;
  /**
   * Whether a living city of this code keeps its files in the same store (a restore beside it): then what a failed restore
   * has put there is left to that city's sweep.
   */
  filesShared: boolean;
}

export interface Restored {
  head: BackupHead;
  digest: string;
  rows: number;
  files: { kept: number; bytes: number; unnamed: number; missing: string[] };
  /** Migrations that ran because the backup was older. */
  migrated: string[];
  /** Messages: held for a person, handled inside the house, one-time codes that were dropped. */
  outbox: { held: number; waiting: number; dropped: number };
  /** Deliveries to other systems that wait for a person to replay them. */
  deliveriesHeld: number;
  disposed: number;
  /** Numbers of documents that are not given again. */
  numbersSkipped: number;
  /** Host names that belong to another municipality here. */
  hostsTaken: string[];
}

/** Why a backup is not restored here. */
export class RestoreRefused extends Error {
  readonly why: 'occupied' | 'newer' | 'different-layout' | 'not-equal' | 'files-missing';
  readonly detail: string;
  constructor(why: RestoreRefused['why'], detail: string) {
    super(`restore refused: ${why} ${detail}`);
    this.why = why;
    this.detail = detail;
  }
}

export async function restoreBackup(
  target: RestoreTarget,
  archive: string,
  key: Key | null,
): Promise<Restored> {
  const client = await target.db.pool.connect();
  const added: Added = { code: '', digests: [] };
  const writing = several(8);
  let committed = false;
  try {
    await begin(client);
    const restored = await fill(client, target, archive, key, added, writing);
    await client.query('COMMIT');
    committed = true;
    return restored;
  } finally {
    // The server undoes everything when the connection ends, also after kill -9.
    client.release(!committed);
    // What is still being written must not come after the cleaning.
    await writing.end().catch(() => undefined);
    if (!committed && !target.filesShared)
      for (const sha256 of added.digests) await target.files.of(added.code).remove(sha256);
  }
}

/** Contents that were not in the store before. */
interface Added {
  code: string;
  digests: string[];
}

async function fill(
  client: Connection,
  target: RestoreTarget,
  archive: string,
  key: Key | null,
  added: Added,
  writing: ReturnType<typeof several>,
): Promise<Restored> {
  let code = '';
  let head: BackupHead | undefined;
  let tables: Table[] = [];
  let putBack = async (): Promise<void> => undefined;
  const restored = {
    rows: 0,
    files: { kept: 0, bytes: 0, unnamed: 0, missing: [] as string[] },
    migrated: [] as string[],
    outbox: { held: 0, waiting: 0, dropped: 0 },
    deliveriesHeld: 0,
    disposed: 0,
    numbersSkipped: 0,
    hostsTaken: [] as string[],
  };

  const facts = await walkBackup(archive, key, {
    async begin(found) {
      head = found;
      code = found.municipality.code;
      added.code = code;
      restored.migrated = await olderLayout(found, target.migrateOptions);
      if (await isOccupied(client, code)) throw new RestoreRefused('occupied', code);
      restored.hostsTaken = await register(client, found.municipality);
      tables = await layOut(client, found, target.migrateOptions);
      sameTables(found, tables);
      putBack = await emptyOut(client, code, tables);
    },
    piece: (table, content) => copyIn(client, schemaOf(code), table, content),
    async tables(sums) {
      await putBack();
      await setSequences(client, code, head?.sequences ?? []);
      await readBack(client, code, head, tables, sums);
      restored.rows = sums.reduce((all, one) => all + one.rows, 0);
      await layMunicipality(client, code, target.migrateOptions);
      await within(client, code, 'owner', async (tx) => {
        await endSessions(tx);
        restored.outbox = await holdWaiting(tx);
        restored.deliveriesHeld = await holdDeliveries(tx);
        restored.numbersSkipped = await skipNumbers(
          tx,
          target.numbers,
          new Date(head?.takenAt ?? Date.now()),
        );
        restored.disposed = await reapplyDisposals(tx, target.disposals, target.handlers);
      });
      await listWanted(client, code);
    },
    async file(sha256, content) {
      if (!(await tickOff(client, sha256))) {
        restored.files.unnamed += 1;
        return;
      }
      // Whole in memory, as when it was backed up: several are written at once, and the archive goes on meanwhile.
      const whole = await buffer(content);
      await writing.begin(keep(target.files.of(code), sha256, whole, added));
      restored.files.kept += 1;
      restored.files.bytes += whole.length;
    },
    async files(sum) {
      await writing.end();
      restored.files.missing = await missingFiles(client, sum);
    },
  });
  await within(client, code, 'owner', (tx) => noteRestore(tx, facts.digest, facts.head.takenAt));
  await analyse(client, code);
  return { ...restored, head: facts.head, digest: facts.digest };
}

/** The migrations that the backup had not seen; refuses one that this software does not know. */
async function olderLayout(head: BackupHead, options: MigrateOptions): Promise<string[]> {
  const known = await municipalityMigrations(options);
  for (const [file, hash] of Object.entries(head.migrations)) {
    if (!known.has(file)) throw new RestoreRefused('newer', file);
    if (known.get(file) !== hash) throw new RestoreRefused('different-layout', file);
  }
  return [...known.keys()].filter((file) => head.migrations[file] === undefined);
}

/** Every table and column of the backup has its place, and nothing here would stay empty that was not empty there. */
function sameTables(head: BackupHead, tables: Table[]): void {
  const columnsOf = (list: { name: string; columns: string[] }[]) =>
    new Map(list.map((one) => [one.name, [...one.columns].sort().join()]));
  const [there, here] = [columnsOf(head.tables), columnsOf(tables)];
  for (const name of new Set([...there.keys(), ...here.keys()]))
    if (there.get(name) !== here.get(name)) throw new RestoreRefused('different-layout', name);
}

/** The proof that rows are what they were: written out again, they give the same digests. */
async function readBack(
  client: Connection,
  code: string,
  head: BackupHead | undefined,
  tables: Table[],
  sums: TableSum[],
): Promise<void> {
  for (const wanted of sums) {
    const table = tables.find((one) => one.name === wanted.name);
    const columns = head?.tables.find((one) => one.name === wanted.name)?.columns;
    if (table === undefined || columns === undefined) throw new RestoreRefused('not-equal', wanted.name);
    const { rows, sha256 } = await sumOf(client, schemaOf(code), table, columns);
    if (rows !== wanted.rows || sha256 !== wanted.sha256)
      throw new RestoreRefused('not-equal', `${wanted.name}: ${rows} of ${wanted.rows} rows`);
  }
}

/** A content may be missing only if it was missing when the backup was taken, and somebody was told then. */
async function missingFiles(client: Connection, sum: FilesSum): Promise<string[]> {
  const told = new Set(sum.missing);
  const missing = await stillWanted(client);
  const untold = missing.filter((sha256) => !told.has(sha256));
  if (untold.length > 0) throw new RestoreRefused('files-missing', String(untold.length));
  return missing;
}

async function keep(files: CityFiles, sha256: string, content: Buffer, added: Added): Promise<void> {
  if (!(await files.has(sha256))) added.digests.push(sha256);
  await files.restore(sha256, Readable.from([content], { objectMode: false }));
}
