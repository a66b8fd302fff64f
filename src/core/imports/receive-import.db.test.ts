import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StaffActor } from '#core/policy';
import { expireUploads } from '#core/uploads.server';
import { unwrap } from '#kernel/result';
import { type ImportTest, lostAndFound, openImports } from './fixture.testing.ts';
import { pieceBytes } from './model.ts';
import { beginUpload, finishUpload, receivePiece } from './receive-import.server.ts';

let house: ImportTest;
let saori: StaffActor;
let other: StaffActor;

beforeAll(async () => {
  house = await openImports({ maxBytes: 1_000_000 });
  saori = await house.studio.actor('gakuji-shuji');
  other = await house.studio.actor('gakuji-kakaricho');
  await house.studio.publish(lostAndFound());
});
afterAll(() => house.close());

const line = (n: number) => `K${n},${'傘'.repeat(60)}\n`;
const large = Buffer.from(
  `管理番号,品名\n${Array.from({ length: Math.ceil((pieceBytes * 2.2) / 190) }, (_one, n) => line(n)).join('')}`,
);
const about = { name: '大きな台帳.csv', bytes: large.length, changedAt: 1 };
const part = (position: number) => ({
  position,
  bytes: large.subarray(position * pieceBytes, (position + 1) * pieceBytes),
});
const begin = (who: StaffActor, file = about) => house.as(who, (desk) => beginUpload(desk, 'found', file));
const send = (who: StaffActor, id: string, piece: { position: number; bytes: Uint8Array }) =>
  house.as(who, (desk) => receivePiece(desk, 'found', id, piece));
const left = () =>
  house.studio.city.staff.tenant(house.studio.city.code, 'staff', async (tx) => {
    const { rows } = await sql<{
      n: number;
    }>`SELECT count(*)::integer AS n FROM upload_pieces`.execute(tx);
    return rows[0]!.n;
  });

test('a file larger than an attachment may be comes in pieces, goes on after a break, and is read as it was sent', async () => {
  const { upload } = unwrap(await begin(saori));
  unwrap(await send(saori, upload, part(0)));
  // The page was closed. The same file goes on behind what is there; a piece sent twice counts once.
  expect(unwrap(await begin(saori))).toMatchObject({ upload, pieces: 1 });
  expect(unwrap(await send(saori, upload, part(0))).pieces).toBe(1);
  expect((await send(saori, upload, part(2))).ok).toBe(false);
  expect((await send(saori, upload, { ...part(1), bytes: part(1).bytes.subarray(1) })).ok).toBe(false);
  // Nobody else sends into it, ends it, or learns of it.
  expect(await send(other, upload, part(1))).toMatchObject({ error: { code: 'notFound' } });
  expect((await house.as(saori, (desk) => finishUpload(desk, 'found', upload))).ok).toBe(false);
  unwrap(await send(saori, upload, part(1)));
  unwrap(await send(saori, upload, part(2)));
  const { id } = unwrap(await house.as(saori, (desk) => finishUpload(desk, 'found', upload)));
  expect(await house.view(saori, 'found', id)).toMatchObject({
    heading: ['管理番号', '品名'],
    fileName: about.name,
  });
  const kept = await house.as(saori, async (desk) => {
    const { rows } = await sql<{
      sha256: string;
    }>`SELECT sha256 FROM record_imports WHERE id = ${id}`.execute(desk.tx);
    return unwrap(await desk.files.read(rows[0]!.sha256));
  });
  expect(Buffer.from(kept).equals(large)).toBe(true);
  expect(await left()).toBe(0);
});

test('what cannot be a list is refused with its first piece, what is too large before any', async () => {
  const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n\0\0'), Buffer.alloc(pieceBytes - 11)]);
  const { upload } = unwrap(await begin(saori, { name: 'a.csv', bytes: pieceBytes * 2, changedAt: 2 }));
  expect(await send(saori, upload, { position: 0, bytes: pdf })).toMatchObject({
    error: { issues: [{ path: 'file' }] },
  });
  expect((await begin(saori, { name: 'a.csv', bytes: 301e6, changedAt: 2 })).ok).toBe(false);
  expect(await left()).toBe(0);
});

test('another file takes the place of the first, and what nobody goes on with is gone after a day', async () => {
  const first = unwrap(await begin(saori));
  unwrap(await send(saori, first.upload, part(0)));
  const next = unwrap(await begin(saori, { ...about, changedAt: 9 }));
  expect(next).toMatchObject({ pieces: 0 });
  expect((await send(saori, first.upload, part(1))).ok).toBe(false);
  unwrap(await send(saori, next.upload, part(0)));
  expect(await left()).toBe(1);
  await house.as(saori, async ({ tx }) => {
    await sql`UPDATE uploads SET heard_at = now() - interval '25 hours'`.execute(tx);
    await expireUploads(tx);
  });
  expect(await left()).toBe(0);
});
