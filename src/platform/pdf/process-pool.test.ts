import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createPdf } from '#platform/pdf.server';
import { createProcessPool } from './process-pool.server.ts';
import { readText } from './read-text.testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'pool-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A worker that misbehaves on request. */
const entry = join(folder, 'worker.mjs');
writeFileSync(
  entry,
  `let last;
process.on('message', ({ id, input }) => {
  const answer = (to) => process.send({ id: to, result: { ok: true, value: input.canary } });
  if (input.act === 'crash') process.exit(1);
  if (input.act === 'impostor') { answer(last ?? 'nobody'); answer('nobody'); setTimeout(() => answer(id), 50); }
  else if (input.act === 'late') setTimeout(() => answer(id), 300);
  else if (input.act === 'never') for (;;) ;
  else answer(id);
  last = id;
});
process.send({ ready: true });`,
);
type Input = { canary: string; act?: string };

test('a reply counts only under the id of the job the process is working on', async () => {
  const pool = createProcessPool<Input, string>({ entry });
  await pool.run({ canary: 'first' });
  const [impostor, next] = await Promise.all([
    pool.run({ canary: 'second', act: 'impostor' }),
    pool.run({ canary: 'third' }),
  ]);
  expect([impostor, next]).toMatchObject([{ value: 'second' }, { value: 'third' }]);
  pool.close();
});

test('a late result of a process given up reaches nobody, and the queue goes on', async () => {
  const pool = createProcessPool<Input, string>({ entry });
  const results = await Promise.all([
    pool.run({ canary: 'a', act: 'late' }, 100),
    pool.run({ canary: 'b' }),
    pool.run({ canary: 'c', act: 'never' }, 100),
    pool.run({ canary: 'd', act: 'crash' }),
    pool.run({ canary: 'e' }),
  ]);
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(results.map((result) => (result.ok ? result.value : result.error.code))).toEqual([
    'unavailable',
    'b',
    'unavailable',
    'unavailable',
    'e',
  ]);
  expect(pool.stats()).toMatchObject({ running: 0, waiting: 0, killed: 3 });
  pool.close();
});

test('a full queue refuses at once', async () => {
  const pool = createProcessPool<Input, string>({ entry, queueLimit: 2 });
  const results = await Promise.all(
    Array.from({ length: 5 }, (_, index) => pool.run({ canary: String(index) })),
  );
  expect(results.map((result) => result.ok)).toEqual([true, true, true, false, false]);
  pool.close();
});

test('200 parallel documents with forced timeouts: each holds its own canary and no other', {
  timeout: 120_000,
}, async () => {
  const pdf = createPdf({ size: 2 });
  const source = `#import "letter.typ": *
#let d = input()
#show: letter.with(title: d.canary)
#let x = 0
#for i in range(d.work) { x += 1 }
#lines(d.canary)`;
  let seed = 7;
  const random = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  const jobs = Array.from({ length: 200 }, (_, index) => {
    const slow = random() < 0.15;
    return {
      canary: `canary-${index}-${Math.floor(random() * 1e9)}-end`,
      work: slow ? 4_000_000 : 10,
      timeoutMs: slow ? 5 + random() * 60 : 20_000,
    };
  });
  const results = await Promise.all(
    jobs.map(({ canary, work, timeoutMs }) => pdf.renderPdf({ source, data: { canary, work }, timeoutMs })),
  );
  let printed = 0;
  for (const [index, result] of results.entries()) {
    if (!result.ok) {
      expect(result.error.code).toBe('unavailable');
      continue;
    }
    printed++;
    const found = new Set((await readText(result.value.bytes)).pages.join('').match(/canary-\d+-\d+-end/g));
    expect([...found]).toEqual([jobs[index]?.canary]);
  }
  expect(printed).toBe(jobs.filter((job) => job.work === 10).length);
  expect(pdf.stats().killed).toBe(200 - printed);
  pdf.close();
});
