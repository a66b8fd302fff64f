/** A backup of one municipality: one snapshot of its rows, and the contents they name, while the city works. */
import { createHash } from 'node:crypto';
import { type Lock, type WrittenArchive, writeArchive } from '#platform/archive.server';
import { type Connection, type Database, schemaOf } from '#platform/db.server';
import { AlteredFile, type CityFiles } from '#platform/files.server';
import {
  selectCity,
  selectFileColumns,
  selectLayout,
  selectSequences,
  selectTables,
  type Table,
} from './catalogue.sql.ts';
import { beginSnapshot, copyOut, holdTables, rowSum, selectNamedFiles } from './copy.sql.ts';
import {
  type BackupHead,
  contentName,
  entryNames,
  type FilesSum,
  formatName,
  pieceName,
  type TableSum,
} from './model.ts';
import { ahead } from './several.ts';
import { selectStoredShapes } from './shapes.sql.ts';

export interface BackupSource {
  /** The administrator's. */
  db: Database;
  municipality: string;
  files: CityFiles;
}

export interface WrittenBackup extends WrittenArchive {
  takenAt: string;
  rows: number;
  files: FilesSum;
}

type Add = (name: string, content: Uint8Array) => Promise<void>;

/** Writes the archive under this name, whole or not at all. Null when there is no such municipality. */
export async function writeBackup(
  source: BackupSource,
  file: string,
  lock: Lock | null,
): Promise<WrittenBackup | null> {
  const client = await source.db.pool.connect();
  let broken = true;
  try {
    const { takenAt } = await beginSnapshot(client);
    const city = await selectCity(client, source.municipality);
    if (city === null) return null;
    const schema = schemaOf(source.municipality);
    const tables = await selectTables(client, schema);
    const head: BackupHead = {
      format: formatName,
      municipality: city,
      takenAt,
      migrations: await selectLayout(client, schema),
      shapes: [],
      tables: tables.map(({ name, columns }) => ({ name, columns })),
      sequences: [],
    };
    await holdTables(client, source.municipality, tables);
    head.shapes = await selectStoredShapes(client, schema);
    head.sequences = await selectSequences(client, schema);
    let rows = 0;
    let files: FilesSum = { count: 0, bytes: 0, missing: [] };
    const written = await writeArchive(file, lock, async ({ add }) => {
      await add(entryNames.head, json(head));
      const sums: TableSum[] = [];
      for (const table of tables) sums.push(await addTable(client, schema, table, add));
      await add(entryNames.tables, json({ tables: sums }));
      rows = sums.reduce((all, one) => all + one.rows, 0);
      files = await addFiles(client, schema, source.files, add);
      await add(entryNames.files, json(files));
    });
    broken = false;
    return { ...written, takenAt, rows, files };
  } finally {
    // A connection in the middle of a COPY cannot be used again.
    if (!broken) await client.query('ROLLBACK');
    client.release(broken);
  }
}

const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value)}\n`);

async function addTable(client: Connection, schema: string, table: Table, add: Add): Promise<TableSum> {
  const sum = rowSum();
  let pieces = 0;
  for await (const piece of copyOut(client, schema, table)) {
    sum.add(piece);
    pieces += 1;
    const digest = createHash('sha256').update(piece).digest('hex');
    await add(pieceName(table.name, pieces, digest), piece);
  }
  return { name: table.name, ...sum.done(), pieces };
}

/** Few contents at a time are in memory, each no larger than an upload may be. */
async function addFiles(client: Connection, schema: string, files: CityFiles, add: Add): Promise<FilesSum> {
  const sum: FilesSum = { count: 0, bytes: 0, missing: [] };
  const named = selectNamedFiles(client, await selectFileColumns(client, schema));
  const read = async (sha256: string) => ({ sha256, content: await readWhole(files, sha256) });
  for await (const { sha256, content } of ahead(named, 4, read)) {
    if (content === null) {
      // The backup goes on: a city with one lost file needs it more than ever. Whoever called is told.
      sum.missing.push(sha256);
      continue;
    }
    await add(contentName(sha256), content);
    sum.count += 1;
    sum.bytes += content.length;
  }
  return sum;
}

async function readWhole(files: CityFiles, sha256: string): Promise<Uint8Array | null> {
  try {
    const found = await files.read(sha256);
    return found.ok ? found.value : null;
  } catch (error) {
    if (error instanceof AlteredFile) return null;
    throw error;
  }
}
