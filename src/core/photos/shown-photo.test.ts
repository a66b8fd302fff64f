import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import type { Mark } from '#core/fields';
import { createFileStore } from '#platform/files.server';
import { shownPhoto, smallPhoto } from './index.server.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'madoguchi-photos-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const files = createFileStore({ dir: folder }).of('401005');
const size = { width: 400, height: 200 };

/** Black and white stripes of two pixels: what a blur must leave nothing of. */
async function kept(): Promise<{ sha256: string; type: string }> {
  const pixels = Buffer.alloc(size.width * size.height * 3);
  for (let at = 0; at < pixels.length; at++) pixels[at] = Math.floor(at / 3 / 2) % 2 === 0 ? 0 : 255;
  const png = await sharp(pixels, { raw: { ...size, channels: 3 } })
    .png()
    .toBuffer();
  const stored = await files.put(png, { name: 'a.png', allowed: ['image/png'], maxBytes: 1e6, image: {} });
  if (!stored.ok) throw new Error(stored.error.code);
  return stored.value;
}

async function shown(marks?: Mark[]): Promise<{ bytes: Uint8Array; pixel(x: number, y: number): number[] }> {
  const { sha256, type } = await kept();
  const photo = { fileId: 'a', name: 'a.png', type, bytes: 1, ...(marks === undefined ? {} : { marks }) };
  const found = await shownPhoto(files, photo, sha256);
  if (!found.ok) throw new Error(found.error.code);
  const raw = await sharp(found.value).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  expect(raw.info).toMatchObject(size);
  const pixel = (x: number, y: number) => [
    ...raw.data.subarray((y * size.width + x) * 3, (y * size.width + x) * 3 + 3),
  ];
  return { bytes: found.value, pixel };
}

test('without marks it is the kept file, byte for byte', async () => {
  const { sha256 } = await kept();
  const original = await files.read(sha256);
  expect((await shown()).bytes).toEqual(original.ok && original.value);
});

test('what is blurred cannot be told any more; beside it the picture is as it was', async () => {
  const { pixel } = await shown([{ kind: 'blur', points: [0, 0, 5000, 10_000] }]);
  const across = Array.from({ length: 180 }, (_, x) => pixel(x + 10, 100)[0]!);
  expect(Math.max(...across) - Math.min(...across)).toBeLessThan(40);
  const beside = Array.from({ length: 40 }, (_, x) => pixel(x + 300, 100)[0]!);
  expect(Math.max(...beside) - Math.min(...beside)).toBeGreaterThan(120);
});

test('lines, arrows and Japanese text are drawn into the copy', async () => {
  const red = ([r = 0, g = 0, b = 0]: number[]) => r > 150 && g < 120 && b < 120;
  const { pixel } = await shown([
    { kind: 'draw', colour: 'red', points: [0, 5000, 10_000, 5000] },
    { kind: 'text', colour: 'blue', points: [1000, 2000], text: '雨漏り<b>' },
  ]);
  expect(red(pixel(200, 100))).toBe(true);
  const blue = Array.from({ length: 120 }, (_, x) => pixel(40 + x, 40)).filter(
    ([r = 0, , b = 0]) => b > 150 && r < 90,
  );
  expect(blue.length).toBeGreaterThan(3);
});

test('the small copy fits its square, and what is blurred is blurred in it; what cannot be drawn has none', async () => {
  const { sha256, type } = await kept();
  const small = (marks?: Mark[]) =>
    smallPhoto(
      files,
      { fileId: 'a', name: 'a.png', type, bytes: 1, ...(marks && { marks }) } as never,
      sha256,
      200,
    );
  const plain = await small();
  if (!plain.ok) throw new Error(plain.error.code);
  expect(await sharp(plain.value).metadata()).toMatchObject({ format: 'jpeg', width: 200, height: 100 });
  const blurred = await small([{ kind: 'blur', points: [0, 0, 10_000, 10_000] }]);
  if (!blurred.ok) throw new Error(blurred.error.code);
  const { data } = await sharp(blurred.value).greyscale().raw().toBuffer({ resolveWithObject: true });
  expect(Math.max(...data) - Math.min(...data)).toBeLessThan(40);
  const list = await files.put(Buffer.from('a,b\n'), { name: 'a.csv', allowed: ['text/csv'], maxBytes: 100 });
  if (!list.ok) throw new Error(list.error.code);
  const none = await smallPhoto(files, { fileId: 'b' } as never, list.value.sha256, 200);
  expect(none.ok).toBe(false);
});
