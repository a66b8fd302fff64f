import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFileStore } from '#platform/files.server';

test('a process killed in the middle of an upload leaves nothing visible, and the rest is swept', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'crash-'));
  const program = `
    import { createFileStore } from '#platform/files.server';
    const store = createFileStore({ dir: process.argv[1] });
    async function* slow() { yield Buffer.from('half a '); process.stdout.write('writing'); await new Promise((done) => setTimeout(done, 60_000)); }
    await store.of('981028').put(slow(), { name: 'a.txt', allowed: ['text/plain'], maxBytes: 1e6 });`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program, dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  // What was yielded is on its way to the disk.
  const incoming = join(dir, 'incoming');
  const there = () =>
    existsSync(incoming) && readdirSync(incoming).map((name) => statSync(join(incoming, name)).size);
  await expect.poll(there, { timeout: 60_000 }).toEqual(['half a '.length]);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(readdirSync(dir)).toEqual(['incoming']);
  expect(readdirSync(incoming)).toHaveLength(1);
  const store = createFileStore({ dir });
  expect([await store.sweepIncoming(), await store.sweepIncoming(0), readdirSync(incoming).length]).toEqual([
    0, 1, 0,
  ]);
  rmSync(dir, { recursive: true });
});
