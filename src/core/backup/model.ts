/** What an archive of a municipality says of itself. The entries stand in this order: head, tables, their sums, files, their sums. */
import { z } from 'zod';

export const formatName = 'madoguchi-backup-1';
export const entryNames = { head: 'head.json', tables: 'tables.json', files: 'files.json' } as const;

const identifier = z.string().min(1).max(63);
const digest = z.string().regex(/^[0-9a-f]{64}$/);

const tableHead = z.object({ name: identifier, columns: z.array(identifier).min(1) });
export type TableHead = z.infer<typeof tableHead>;

const sequence = z.object({ table: identifier, column: identifier, next: z.string().regex(/^\d+$/) });
export type Sequence = z.infer<typeof sequence>;

export const head = z.object({
  format: z.literal(formatName),
  municipality: z.object({
    code: z.string().regex(/^\d{6}$/),
    name: z.string(),
    hosts: z.array(z.string()),
  }),
  /** When the snapshot was taken: what was committed later is not inside. */
  takenAt: z.iso.datetime(),
  /** The layout: migrations that had run, with the digest of each. */
  migrations: z.record(z.string(), digest),
  /** Tables of apps, whose layout is a definition and no migration. */
  shapes: z.array(z.looseObject({ table: identifier })),
  tables: z.array(tableHead),
  sequences: z.array(sequence),
});
export type BackupHead = z.infer<typeof head>;

/** Rows of a table in the order of its key, as COPY writes them. */
const tableSum = z.object({
  name: identifier,
  rows: z.number().int().nonnegative(),
  sha256: digest,
  pieces: z.number().int().nonnegative(),
});
export type TableSum = z.infer<typeof tableSum>;
export const tablesSum = z.object({ tables: z.array(tableSum) });

export const filesSum = z.object({
  count: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
  /** Contents that rows name and the file store did not have, or had altered. */
  missing: z.array(digest),
});
export type FilesSum = z.infer<typeof filesSum>;

const place = /^tables\/([^/]+)\/(\d{6})-([0-9a-f]{64})\.copy$/;
const content = /^files\/([0-9a-f]{64})$/;

/** Names of pieces and files carry their digests, so that damage is named to the piece. */
export const pieceName = (table: string, number: number, sha256: string): string =>
  `tables/${table}/${String(number).padStart(6, '0')}-${sha256}.copy`;
export const contentName = (sha256: string): string => `files/${sha256}`;

export type EntryName =
  | { kind: 'piece'; table: string; number: number; sha256: string }
  | { kind: 'file'; sha256: string }
  | { kind: 'head' | 'tables' | 'files' };

/** What an entry is by its name; null for none of ours. */
export function readEntryName(name: string): EntryName | null {
  const piece = place.exec(name);
  if (piece) return { kind: 'piece', table: piece[1]!, number: Number(piece[2]), sha256: piece[3]! };
  const file = content.exec(name);
  if (file) return { kind: 'file', sha256: file[1]! };
  for (const kind of ['head', 'tables', 'files'] as const) if (name === entryNames[kind]) return { kind };
  return null;
}
