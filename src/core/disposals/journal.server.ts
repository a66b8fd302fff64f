/** Decisions outside the database: an append-only file, each line with the digest of the line before. */
import { createHash } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Disposal, disposal } from './model.ts';

/** The journal is not what was written. */
export class JournalDamaged extends Error {
  readonly line: number;
  constructor(file: string, line: number) {
    super(`${path.basename(file)} was altered at line ${line}`);
    this.line = line;
  }
}

const digestOf = (line: string): string => createHash('sha256').update(line).digest('hex');

/** Where the journal of a municipality lies in the data folder. */
export function journalFile(dataFolder: string, municipality: string): string {
  return path.resolve(dataFolder, 'disposals', `m${municipality}.jsonl`);
}

interface Journal {
  disposals: Disposal[];
  /** Bytes of whole lines; behind them lies what a crash cut. */
  length: number;
  last: string;
}

async function read(file: string): Promise<Journal | null> {
  const text = await readFile(file, 'utf8').catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const disposals: Disposal[] = [];
  let last = '';
  for (const [index, line] of whole.split('\n').slice(0, -1).entries()) {
    let entry: { after?: unknown } = {};
    try {
      entry = JSON.parse(line) as typeof entry;
    } catch {
      // Told below, with the number of the line.
    }
    const known = disposal.safeParse(entry);
    if (!known.success || entry.after !== last) throw new JournalDamaged(file, index + 1);
    disposals.push(known.data);
    last = digestOf(line);
  }
  return { disposals, length: Buffer.byteLength(whole), last };
}

/** All decisions of a journal, each once; null when there is no such file. */
export async function readJournal(file: string): Promise<Disposal[] | null> {
  const journal = await read(file);
  if (journal === null) return null;
  return [...new Map(journal.disposals.map((one) => [one.id, one])).values()];
}

/** Adds decisions and waits until the disc has them. A line that a crash cut is replaced. */
export async function appendJournal(file: string, disposals: Disposal[]): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const journal = (await read(file)) ?? { length: 0, last: '' };
  let after = journal.last;
  const lines = disposals.map((one) => {
    const line = JSON.stringify({ ...one, after });
    after = digestOf(line);
    return `${line}\n`;
  });
  const handle = await open(file, journal.length === 0 ? 'w' : 'r+', 0o600);
  try {
    await handle.truncate(journal.length);
    await handle.write(lines.join(''), journal.length);
    await handle.sync();
  } finally {
    await handle.close();
  }
  const folder = await open(path.dirname(file));
  await folder.sync();
  await folder.close();
}
