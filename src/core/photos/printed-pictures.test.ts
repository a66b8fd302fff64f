import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import type { Mark } from '#core/fields';
import { unwrap } from '#kernel/result';
import { createFileStore } from '#platform/files.server';
import { createPdf } from '#platform/pdf.server';
import { printedPhotos, printedSignature } from './index.server.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'madoguchi-printed-'));
const files = createFileStore({ dir: folder }).of('401005');
const pdf = createPdf();
afterAll(() => {
  pdf.close();
  rmSync(folder, { recursive: true, force: true });
});

const source = `#import "letter.typ": *
#let data = input()
#show: letter.with(title: data.title)
#pictures(data.shown)
#signature(data.signature, data.signed)
`;

/** Stripes of two pixels: what a blur must leave nothing of. */
async function photo(width: number, height: number, caption: string, marks: Mark[] = []) {
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < pixels.length; at++)
    pixels[at] = Math.floor((Math.floor(at / 3) % width) / 2) % 2 === 0 ? 20 : 235;
  const png = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  const { sha256, type } = unwrap(
    await files.put(png, { name: 'a.png', allowed: ['image/png'], maxBytes: 1e7, image: {} }),
  );
  return { photo: { fileId: 'a', name: 'a.png', type, bytes: 1, marks }, sha256, caption, name: '現場写真' };
}

test('a document shows photos with their blurs burnt in, two in a row, read out by their captions, and a drawn signature', async () => {
  const blurred: Mark[] = [{ kind: 'blur', points: [0, 0, 10_000, 10_000] }];
  const list = {
    photo: { fileId: 'b', name: 'b.csv', type: 'text/csv', bytes: 1 },
    sha256: 'x',
    caption: '',
    name: '',
  };
  const { pictures, shown } = unwrap(
    await printedPhotos(files, [
      await photo(1600, 900, '北側の外壁\n令和8年4月1日', blurred),
      list,
      await photo(600, 1200, '', []),
      await photo(800, 600, '門', []),
    ]),
  );
  expect(shown.map((one) => one.alt)).toEqual([
    '現場写真：北側の外壁\n令和8年4月1日',
    '現場写真',
    '現場写真：門',
  ]);
  const flat = await sharp(pictures[0]).raw().toBuffer({ resolveWithObject: true });
  expect(Math.max(flat.info.width, flat.info.height)).toBe(1000);
  const across = Array.from({ length: 200 }, (_one, x) => flat.data[(200 * flat.info.width + x) * 3]!);
  expect(Math.max(...across) - Math.min(...across)).toBeLessThan(40);
  const signature = printedSignature({
    strokes: [[40, 150, 120, 40, 200, 150, 90, 100, 300, 90, 420, 130]],
  })!;
  const data = { title: '打合せ記録', shown, signature: pictures.length, signed: '署名' };
  const rendered = unwrap(await pdf.renderPdf({ source, data, pictures: [...pictures, signature] }));
  if (process.env.KEEP_PDF !== undefined) writeFileSync(process.env.KEEP_PDF, rendered.bytes);
  expect(rendered.pages).toBe(1);
  expect(Buffer.from(rendered.bytes).toString('latin1')).toContain('<pdfuaid:part>1</pdfuaid:part>');
  // What one document showed is out of reach of the next.
  expect((await pdf.renderPdf({ source, data })).ok).toBe(false);
  expect(printedSignature({ paper: true })).toBeNull();
});

test('a photo whose content is gone stops the document', async () => {
  const gone = { ...(await photo(50, 50, '')), sha256: '0'.repeat(64) };
  expect((await printedPhotos(files, [gone])).ok).toBe(false);
});
