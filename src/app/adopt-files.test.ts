import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { unwrap } from '#kernel/result';
import { createFileStore } from '#platform/files.server';
import { adoptFiles } from './adopt-files.server.ts';

test('contents of the layout before are found by every city afterwards, and nothing is left behind', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'madoguchi-adopt-'));
  const bytes = Buffer.from('a content of before');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await mkdir(path.join(dir, sha256.slice(0, 2)), { recursive: true });
  await writeFile(path.join(dir, sha256.slice(0, 2), sha256), bytes);
  expect(await adoptFiles(dir, [])).toBe(0);
  expect(await adoptFiles(dir, ['981001', '981002'])).toBe(1);
  expect(await adoptFiles(dir, ['981001', '981002'])).toBe(0);
  const store = createFileStore({ dir });
  for (const city of ['981001', '981002'])
    expect(Buffer.from(unwrap(await store.of(city).read(sha256)))).toEqual(bytes);
  expect((await readdir(dir)).filter((name) => name.length === 2)).toEqual([]);
  await rm(dir, { recursive: true });
});
