import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import fc from '../../../scripts/test/properties.ts';
import {
  ArchiveDamaged,
  ArchiveLocked,
  type Key,
  type Lock,
  newIdentity,
  readArchive,
  writeArchive,
} from './index.server.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'madoguchi-archive-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const contents = new Map([
  ['first.json', Buffer.from('{"city":"みなと市"}')],
  ['empty', Buffer.alloc(0)],
  ['big', randomBytes(150_000)],
  ['last', Buffer.from('the end')],
]);

async function* inPieces(content: Buffer) {
  for (let at = 0; at < content.length; at += 9_000) yield content.subarray(at, at + 9_000);
}

let made = 0;
async function write(lock: Lock | null) {
  made += 1;
  const file = path.join(folder, `archive-${made}`);
  const written = await writeArchive(file, lock, async (writer) => {
    for (const [name, content] of contents) {
      if (name === 'big') await writer.addStream(name, content.length, inPieces(content));
      else await writer.add(name, content);
    }
  });
  return { file, ...written };
}

async function read(file: string, key: Key | null) {
  const found = new Map<string, Buffer>();
  let digest = '';
  for await (const { name, content } of readArchive(file, key, (one) => {
    digest = one;
  }))
    found.set(name, await buffer(content));
  return { found, digest };
}

const pair = await newIdentity();
const kinds: [string, Lock | null, Key | null][] = [
  ['in clear', null, null],
  ['for a recipient', { recipients: [pair.recipient] }, { identities: [pair.identity] }],
];

test.each([
  ...kinds,
  ['with a passphrase', { passphrase: '夜の港' }, { passphrase: '夜の港' }],
] as typeof kinds)('an archive %s gives back what was put in, and its digest', async (_, lock, key) => {
  const { file, digest } = await write(lock);
  const back = await read(file, key);
  expect(back.digest).toBe(digest);
  if (lock === null) {
    const body = readFileSync(file).subarray(0, -2048);
    expect(createHash('sha256').update(body).digest('hex')).toBe(digest);
  }
  for (const [name, content] of contents) expect(back.found.get(name)?.equals(content)).toBe(true);
});

test.each(kinds)('a flipped byte anywhere, a cut and an addition are found: %s', async (_, lock, key) => {
  const { file } = await write(lock);
  const whole = readFileSync(file);
  const changed = path.join(folder, 'changed');
  const damaged = async (bytes: Buffer) => {
    writeFileSync(changed, bytes);
    await expect(read(changed, key)).rejects.toSatisfy(
      (error) => error instanceof ArchiveDamaged || (lock !== null && error instanceof ArchiveLocked),
    );
  };
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: whole.length - 1 }),
      fc.integer({ min: 1, max: 255 }),
      async (at, mask) => {
        const bytes = Buffer.from(whole);
        bytes[at]! ^= mask;
        await damaged(bytes);
      },
    ),
    { numRuns: 150 },
  );
  for (const length of [0, 1, 511, 512, whole.length - 2048, whole.length - 512, whole.length - 1])
    await damaged(whole.subarray(0, length));
  await damaged(Buffer.concat([whole, Buffer.alloc(512)]));
  await damaged(Buffer.concat([whole, Buffer.from('x')]));
});

test('an encrypted archive does not open without its key, and shows no content', async () => {
  const { file } = await write({ recipients: [pair.recipient] });
  expect(readFileSync(file).includes('みなと市')).toBe(false);
  await expect(read(file, null)).rejects.toBeInstanceOf(ArchiveLocked);
  const other = await newIdentity();
  await expect(read(file, { identities: [other.identity] })).rejects.toBeInstanceOf(ArchiveLocked);
  await expect(read(file, { passphrase: 'wrong' })).rejects.toBeInstanceOf(ArchiveLocked);
});

test('what fails half-way leaves no file, and a name that is taken stays as it is', async () => {
  const file = path.join(folder, 'half');
  const trouble = new Error('the source broke');
  await expect(
    writeArchive(file, null, async (writer) => {
      await writer.add('one', Buffer.from('1'));
      throw trouble;
    }),
  ).rejects.toBe(trouble);
  expect(readdirSync(folder).filter((name) => name.includes('half'))).toEqual([]);
  writeFileSync(file, 'older');
  await expect(writeArchive(file, null, async () => undefined)).rejects.toMatchObject({ code: 'EEXIST' });
  expect(readFileSync(file, 'utf8')).toBe('older');
});

test('a stream of another length than announced is refused', async () => {
  const file = path.join(folder, 'short');
  await expect(
    writeArchive(file, null, (writer) => writer.addStream('big', 10, inPieces(Buffer.alloc(9)))),
  ).rejects.toThrow();
  expect(readdirSync(folder)).not.toContain('short');
});
