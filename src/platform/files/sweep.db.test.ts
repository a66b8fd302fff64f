import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Tx } from '#platform/db.server';
import { type CityFiles, claimFile, createFileStore, keepFile, sweepOrphans } from '#platform/files.server';
import { createTestCity, type TestCity } from '../../../scripts/test/city.ts';

const dir = mkdtempSync(join(tmpdir(), 'sweep-'));
const files = createFileStore({ dir }).of('981028');
const rules = { name: 'a.txt', allowed: ['text/plain'], maxBytes: 1000 };
let city: TestCity;
beforeAll(async () => {
  city = await createTestCity();
});
afterAll(async () => {
  rmSync(dir, { recursive: true });
  await city?.close();
});

const inPortal = <T>(work: (tx: Tx) => Promise<T>) => city.portal.tenant(city.code, 'portal', work);
const put = async (text: string) => {
  const kept = await files.put(Buffer.from(text), rules);
  return kept.ok ? kept.value.sha256 : '';
};
/** A sweep with a table of names that tests fill. */
const sweep = (named: Set<string>, graceMs = 0) =>
  sweepOrphans({
    files,
    graceMs,
    transaction: async (work) => inPortal(work),
    named: async (digests) => new Set(digests.filter((one) => named.has(one))),
  });

test('what nobody names goes, what somebody names stays, and what came just now is left alone', async () => {
  const [orphan, named] = [await put('orphan'), await put('named')];
  expect(await sweep(new Set([named]), 60_000)).toBe(0);
  expect(await sweep(new Set([named]))).toBe(1);
  expect([await files.has(orphan), await files.has(named)]).toEqual([false, true]);
});

test('a content that is about to be named is not taken, though no table names it yet', async () => {
  const kept = await inPortal(async (tx) => {
    const stored = await keepFile(tx, files, Buffer.from('uncommitted'), rules);
    const sha256 = stored.ok ? stored.value.sha256 : '';
    await sweep(new Set());
    const again = await put('kept earlier');
    expect((await claimFile(tx, files, again)).ok).toBe(true);
    await sweep(new Set());
    return [await files.has(sha256), await files.has(again)];
  });
  expect(kept).toEqual([true, true]);
});

test('a content that the sweep takes the moment it was kept is kept again', async () => {
  let sweeps = 0;
  const racing: CityFiles = {
    ...files,
    async put(source, given) {
      const stored = await files.put(source, given);
      if (sweeps++ === 0) expect(await sweep(new Set())).toBeGreaterThan(0);
      return stored;
    },
  };
  const stored = await inPortal((tx) => keepFile(tx, racing, Buffer.from('taken'), rules));
  expect(await files.has(stored.ok ? stored.value.sha256 : '')).toBe(true);
  expect(sweeps).toBe(2);
});

test('a content that was swept before it was claimed is said to be gone', async () => {
  const sha256 = await put('gone');
  await sweep(new Set());
  expect((await inPortal((tx) => claimFile(tx, files, sha256))).ok).toBe(false);
});

test('200 uploads and sweeps of the same few contents in parallel: every content that was named is there', async () => {
  const named = new Set<string>();
  const upload = (at: number) =>
    inPortal(async (tx) => {
      const kept = await keepFile(tx, files, Buffer.from(`shared ${at % 5}`), rules);
      if (kept.ok) named.add(kept.value.sha256);
      return kept.ok;
    });
  const sweeps = Array.from({ length: 20 }, () => sweep(named));
  const uploads = Array.from({ length: 200 }, (_, at) => upload(at));
  await Promise.all([...sweeps, ...uploads, ...Array.from({ length: 20 }, () => sweep(named))]);
  for (const sha256 of named) expect(await files.has(sha256)).toBe(true);
  expect(named.size).toBe(5);
});
