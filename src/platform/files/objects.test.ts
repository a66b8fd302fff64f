import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import S3rver from 's3rver';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFileStore, createS3Objects } from '#platform/files.server';
import { keyOf, type ObjectStore } from './objects.server.ts';
import { createDiskObjects } from './objects-disk.server.ts';

const root = mkdtempSync(join(tmpdir(), 'objects-'));
const server = new S3rver({
  port: 0,
  address: '127.0.0.1',
  silent: true,
  directory: join(root, 's3'),
  configureBuckets: [{ name: 'city-files' }],
});
let url = '';
beforeAll(async () => {
  url = `http://127.0.0.1:${(await server.run()).port}`;
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

const s3 = (key = 'S3RVER', more = {}) =>
  createS3Objects({
    url,
    bucket: 'city-files',
    region: 'us-east-1',
    key,
    secret: 'S3RVER',
    pathStyle: true,
    ...more,
  });
const kinds: [string, () => ObjectStore, (key: string) => string][] = [
  ['disk', () => createDiskObjects(join(root, 'disk')), (key) => join(root, 'disk', key)],
  ['S3', () => s3(), (key) => join(root, 's3/city-files', `${key}._S3rver_object`)],
];
const digest = (text: string) => createHash('sha256').update(text).digest('hex');
let made = 0;
function local(text: string): string {
  const path = join(root, `local-${++made}`);
  writeFileSync(path, text);
  return path;
}

describe.each(kinds)('contents on %s', (_name, create, placeOf) => {
  const city = '981028';
  const keep = async (text: string, municipality = city) => {
    const key = keyOf(municipality, digest(text))!;
    await create().put(key, local(text), Buffer.byteLength(text), digest(text));
    return key;
  };

  test('come back as they were put, with their size', async () => {
    const key = await keep('中身');
    const found = await create().get(key);
    expect(found?.bytes).toBe(6);
    expect(String(await buffer(found!.stream))).toBe('中身');
    expect(await create().head(key)).toMatchObject({ key, bytes: 6 });
  });

  test('are absent before they are put and after they are removed; removing what is not there is nothing', async () => {
    const key = keyOf(city, digest('absent'))!;
    expect([await create().get(key), await create().head(key)]).toEqual([null, null]);
    await create().remove(key);
    await keep('absent');
    await create().remove(key);
    expect([await create().get(key), await create().head(key)]).toEqual([null, null]);
  });

  test('are as if put now when they are put again, so that the sweep lets them lie', async () => {
    const key = await keep('again');
    const before = (await create().head(key))!.changedAt.getTime();
    await new Promise((done) => setTimeout(done, 1100));
    await keep('again');
    expect((await create().head(key))!.changedAt.getTime()).toBeGreaterThan(before);
  });

  test('are listed whole for one municipality, and only for that one', async () => {
    const keys = await Promise.all(Array.from({ length: 30 }, (_, at) => keep(`item ${at}`, '011002')));
    await keep('item 1', '131016');
    const listed: string[] = [];
    for await (const { key, bytes, changedAt } of create().list('011002')) {
      expect([bytes > 5, Date.now() - changedAt.getTime() < 60_000]).toEqual([true, true]);
      listed.push(key);
    }
    expect(listed.sort()).toEqual(keys.sort());
    const nothing = create().list('999999')[Symbol.asyncIterator]();
    expect((await nothing.next()).done).toBe(true);
  });

  test('of one municipality are out of reach of another, whoever knows their address', async () => {
    const files = createFileStore({ dir: join(root, 'incoming'), objects: create() });
    const rules = { name: 'a.txt', allowed: ['text/plain'], maxBytes: 1000 };
    const put = await files.of(city).put(Buffer.from('ours'), rules);
    const sha256 = put.ok ? put.value.sha256 : '';
    expect(await files.of('131016').read(sha256)).toMatchObject({ error: { code: 'notFound' } });
    expect(await files.of('../981028').read(sha256)).toMatchObject({ error: { code: 'notFound' } });
    await files.of('131016').remove(sha256);
    expect(await files.of(city).has(sha256)).toBe(true);
  });

  test('that were altered are shown to nobody: not whole, not as a stream, not in part', async () => {
    const files = createFileStore({ dir: join(root, 'incoming'), objects: create() }).of(city);
    const rules = { name: 'a.txt', allowed: ['text/plain'], maxBytes: 1e6 };
    const put = await files.put(Buffer.from('a'.repeat(300_000)), rules);
    const sha256 = put.ok ? put.value.sha256 : '';
    expect(await files.verify(sha256)).toBe(true);
    await writeFile(placeOf(keyOf(city, sha256)!), `b${'a'.repeat(299_999)}`);
    expect(await files.verify(sha256)).toBe(false);
    await expect(files.read(sha256)).rejects.toThrow('not what was kept');
    const got = await files.get(sha256);
    let seen = 0;
    const reading = (async () => {
      for await (const piece of got.ok ? got.value.stream : []) seen += (piece as Buffer).length;
    })();
    await expect(reading).rejects.toThrow('not what was kept');
    expect(seen).toBeLessThan(300_000);
    await truncate(placeOf(keyOf(city, sha256)!), 0).catch(() => {});
    expect(await files.verify(sha256)).toBe(false);
  });
});

test('S3: a refusal is an error, never an absent file', async () => {
  const key = keyOf('981028', digest('refused'))!;
  await s3().put(key, local('refused'), 7, digest('refused'));
  await expect(s3('wrong').get(key)).rejects.toThrow('S3 GET: 403');
  await expect(s3('wrong').put(key, local('x'), 1, digest('x'))).rejects.toThrow('S3 PUT: 403');
});

test('S3: every page of a long list is asked for', async () => {
  const store = s3('S3RVER', { pageSize: 10 });
  for (let at = 0; at < 25; at++) {
    const text = `long ${at}`;
    await store.put(keyOf('401005', digest(text))!, local(text), text.length, digest(text));
  }
  const seen = new Set<string>();
  for await (const { key } of store.list('401005')) seen.add(key);
  expect(seen.size).toBe(25);
});
