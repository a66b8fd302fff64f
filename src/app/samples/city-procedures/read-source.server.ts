/** Subjects, acts and links as they stand in a pack. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Source } from './compose.ts';

/** `folder`: a pack's `samples/city-procedures`. */
export async function readSource(folder: string): Promise<Source> {
  const read = (name: string) => readFile(path.join(folder, name), 'utf8');
  const lines = (text: string) =>
    text
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split('|'));
  return {
    acts: JSON.parse(await read('acts.json')) as Source['acts'],
    subjects: lines(await read('subjects.csv')).map(([department, subject, reading, set, law, words]) => ({
      department: department!,
      subject: subject!,
      reading: reading!,
      set: set!,
      law: law!,
      words: (words ?? '').split(' ').filter((word) => word !== ''),
    })),
    linked: new Map(lines(await read('linked.csv')).map(([name, definition]) => [name!, definition!])),
  };
}

export interface Query {
  query: string;
  way: 'kanji' | 'kana' | 'colloquial' | 'slip';
  /** Names, or `#` and the id of a definition; any of them is right. */
  expected: string[];
}

/** What people type, written down before the search was tuned. */
export async function readQueries(folder: string): Promise<Query[]> {
  const text = await readFile(path.join(folder, 'queries.csv'), 'utf8');
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [query, way, expected] = line.split('|');
      return { query: query!, way: way as Query['way'], expected: expected!.split('/') };
    });
}
