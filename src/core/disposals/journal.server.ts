/** Decisions outside the database: an append-only file, each line with the digest of the line before. */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
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

/** All decisions of a journal, each once; null when there is no such file. What a crash cut at the end never counted. */
export async function readJournal(file: string): Promise<Disposal[] | null> {
  const text = await readFile(file, 'utf8').catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const found = new Map<string, Disposal>();
  let last = '';
  for (const [index, line] of text.split('\n').slice(0, -1).entries()) {
    const entry = parsed(line);
    const known = disposal.safeParse(entry);
    if (!known.success || (entry as { after?: unknown }).after !== last)
      throw new JournalDamaged(file, index + 1);
    found.set(known.data.id, known.data);
    last = digestOf(line);
  }
  return [...found.values()];
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** Longer than any line: a decision names a case and its application, or what one person asked for. */
const longestLine = 1024 * 1024;

/** Adds decisions and waits until the disc has them. A line that a crash cut is replaced. One writer at a time. */
export async function appendJournal(file: string, disposals: Disposal[]): Promise<void> {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const handle = await open(file, constants.O_RDWR | constants.O_CREAT, 0o600);
  try {
    const { size } = await handle.stat();
    const from = Math.max(0, size - longestLine);
    const tail = Buffer.alloc(size - from);
    await handle.read(tail, 0, tail.length, from);
    const end = tail.lastIndexOf(0x0a) + 1;
    const start = tail.subarray(0, Math.max(0, end - 1)).lastIndexOf(0x0a) + 1;
    let after = end === 0 ? '' : digestOf(tail.subarray(start, end - 1).toString());
    const lines = disposals.map((one) => {
      const line = JSON.stringify({ ...one, after });
      after = digestOf(line);
      return `${line}\n`;
    });
    await handle.truncate(from + end);
    await handle.write(lines.join(''), from + end);
    await handle.sync();
  } finally {
    await handle.close();
  }
  const above = await open(folder);
  await above.sync();
  await above.close();
}
