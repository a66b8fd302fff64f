/**
 * The numbers that were issued, in a file outside the database: a restore brings back what the backup knew, but papers with
 * later numbers have left the house. One line each; it holds numbers of documents and nothing about them.
 */
import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

export const issuedNumber = z.object({
  department: z.string().min(1),
  fiscalYear: z.int(),
  serial: z.int().positive(),
});
export type IssuedNumber = z.infer<typeof issuedNumber>;

/** Where the journal of a municipality lies in the data folder. */
export function numbersFile(dataFolder: string, municipality: string): string {
  return path.resolve(dataFolder, 'document-numbers', `m${municipality}.jsonl`);
}

/** Adds numbers and waits until the disc has them. Several processes may do so at once: a line is written in one piece. */
export async function noteNumbers(file: string, numbers: readonly IssuedNumber[]): Promise<void> {
  if (numbers.length === 0) return;
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'a', 0o600);
  try {
    // The empty line ends one that a crash or a full disk cut off.
    await handle.appendFile(
      `\n${numbers.map((one) => JSON.stringify(issuedNumber.parse(one))).join('\n')}\n`,
    );
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** The highest number of each section and year; null when there is no journal. */
export async function readNumbers(file: string): Promise<IssuedNumber[] | null> {
  const text = await readFile(file, 'utf8').catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return text === null ? null : highest(text.split('\n').flatMap(parsed));
}

/** Of several journals, the highest numbers. */
export function highest(numbers: readonly IssuedNumber[]): IssuedNumber[] {
  const found = new Map<string, IssuedNumber>();
  for (const one of numbers) {
    const key = `${one.fiscalYear} ${one.department}`;
    if ((found.get(key)?.serial ?? 0) < one.serial) found.set(key, one);
  }
  return [...found.values()];
}

function parsed(line: string): IssuedNumber[] {
  try {
    const one = issuedNumber.safeParse(JSON.parse(line));
    return one.success ? [one.data] : [];
  } catch {
    return [];
  }
}
