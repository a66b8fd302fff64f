/** Anchors as lines of a file per month, only ever added to and synced. `chattr +a` or a write-once share makes it hold against root too. */
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { AnchorSink } from './anchor.server.ts';

/** `<folder>/<municipality>/<year>-<month>.jsonl`. */
export function fileSink(folder: string): AnchorSink {
  const placeOf = (municipality: string) => path.join(folder, municipality);
  return {
    name: 'file',
    every: 1,
    async put(municipality, _name, bytes) {
      const place = placeOf(municipality);
      await mkdir(place, { recursive: true, mode: 0o700 });
      const file = await open(path.join(place, `${new Date().toISOString().slice(0, 7)}.jsonl`), 'a', 0o600);
      try {
        // A new line first: what a power cut tore off must not swallow the next entry.
        await file.appendFile(Buffer.concat([Buffer.from('\n'), bytes, Buffer.from('\n')]));
        await file.sync();
      } finally {
        await file.close();
      }
    },
    async *entries(municipality) {
      for (const file of await filesIn(placeOf(municipality))) yield* linesOf(file);
    },
    async *newest(municipality) {
      const file = (await filesIn(placeOf(municipality))).at(-1);
      if (file !== undefined) yield* linesOf(file);
    },
  };
}

async function filesIn(place: string): Promise<string[]> {
  const names = await readdir(place).catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names
    .filter((each) => each.endsWith('.jsonl'))
    .sort()
    .map((name) => path.join(place, name));
}

/** A line that a power cut tore is followed by the same entry once more. */
async function* linesOf(file: string): AsyncGenerator<Uint8Array> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) if (line !== '') yield Buffer.from(line);
}
