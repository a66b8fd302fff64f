import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { deflateRawSync, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { type CityFiles, createFileStore, type FileRules } from '#platform/files.server';
import { crc32, zip } from './zip.testing.ts';

const root = mkdtempSync(join(tmpdir(), 'files-'));
afterAll(() => rmSync(root, { recursive: true }));
let dir: string;
let store: CityFiles;
beforeEach(() => {
  dir = mkdtempSync(join(root, 's-'));
  store = createFileStore({ dir }).of('981028');
});

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const all = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf', 'text/csv', 'text/plain', docx];
const rules = (name: string, more: Partial<FileRules> = {}): FileRules => ({
  name,
  allowed: all,
  maxBytes: 5e6,
  ...more,
});
const put = (bytes: Uint8Array | string, name: string, more?: Partial<FileRules>) =>
  store.put(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, rules(name, more));
const failure = async (bytes: Uint8Array | string, name: string, more?: Partial<FileRules>) => {
  const result = await put(bytes, name, more);
  return result.ok ? 'accepted' : result.error.code;
};
const picture = () => sharp({ create: { width: 40, height: 20, channels: 3, background: '#c00' } });
const pdf = '%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n';
const leftovers = () => readdirSync(join(dir, 'incoming'));

test('a photo is kept upright and without place, time or device', async () => {
  const photo = await picture()
    .withExif({
      IFD0: { Make: 'CANARY-CAMERA', Orientation: '6' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '33/1 52/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  expect((await sharp(photo).metadata()).exif).toBeDefined();
  const result = await put(photo, 'IMG_0001.JPG');
  expect(result).toMatchObject({
    ok: true,
    value: { type: 'image/jpeg', name: 'IMG_0001.jpg', width: 20, height: 40 },
  });
  const kept = await store.read(result.ok ? result.value.sha256 : '');
  if (!kept.ok) throw new Error('not kept');
  const metadata = await sharp(kept.value).metadata();
  expect([metadata.exif, metadata.orientation, metadata.width]).toEqual([undefined, undefined, 20]);
  expect(Buffer.from(kept.value).includes('CANARY')).toBe(false);
});

test('the type is what the content is: a wrong extension is corrected, a wrong type refused', async () => {
  const png = await picture().png().toBuffer();
  expect(await put(png, '../../etc/写真.pdf')).toMatchObject({
    ok: true,
    value: { type: 'image/png', name: '写真.png' },
  });
  expect(await failure(png, 'a.pdf', { allowed: ['application/pdf'] })).toBe('unsupportedType');
  expect(await put(await picture().webp().toBuffer(), 'x')).toMatchObject({
    ok: true,
    value: { type: 'image/webp', name: 'x.webp' },
  });
});

test('a decompression bomb is refused by its header, before decoding', async () => {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(50_000, 0);
  header.writeUInt32BE(50_000, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc(50_000 * 100));
  const bomb = Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  const started = performance.now();
  expect(await failure(bomb, 'bomb.png')).toBe('tooLarge');
  expect(performance.now() - started).toBeLessThan(60_000);
  expect(await failure(await picture().jpeg().toBuffer(), 'a.jpg', { image: { maxPixels: 799 } })).toBe(
    'tooLarge',
  );
});

test('what hides behind a picture is gone; a broken picture is refused', async () => {
  const jpeg = await picture().jpeg().toBuffer();
  const polyglot = Buffer.concat([jpeg, Buffer.from('<script>CANARY</script>PK\u0003\u0004')]);
  const result = await put(polyglot, 'a.jpg');
  const kept = await store.read(result.ok ? result.value.sha256 : '');
  expect(kept.ok && !Buffer.from(kept.value).includes('CANARY')).toBe(true);
  const noise = await sharp(Buffer.from(Array.from({ length: 30_000 }, (_, i) => (i * 7919) % 256)), {
    raw: { width: 100, height: 100, channels: 3 },
  })
    .jpeg()
    .toBuffer();
  expect(await failure(noise.subarray(0, noise.length / 2), 'half.jpg')).toBe('invalid');
});

test('SVG, HTML, XML, HEIC, archives, programs and old Office files are refused', async () => {
  const heic = Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from('ftypheic\0\0\0\0mif1heic'),
    Buffer.alloc(64),
  ]);
  const refused: [Uint8Array | string, string][] = [
    ['<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'a.png'],
    ['\ufeff \n<!doctype html><script>1</script>', 'a.txt'],
    ['<?xml version="1.0"?><a/>', 'a.csv'],
    [heic, 'IMG.HEIC'],
    [zip([['a.txt', Buffer.from('x')]]), 'a.docx'],
    [Buffer.from('7f454c460201010000000000', 'hex'), 'a.pdf'],
    [Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), 'a.xls'],
    [Buffer.from([0, 1, 2, 3]), 'a.txt'],
  ];
  for (const [bytes, name] of refused) expect(await failure(bytes, name), name).toBe('unsupportedType');
  expect(await put(heic, 'IMG.HEIC')).toMatchObject({
    error: { message: expect.stringContaining('互換性優先') },
  });
  expect(leftovers()).toEqual([]);
});

test('PDF: whole and open ones are kept byte for byte; cut, hidden and encrypted ones are refused', async () => {
  const kept = await put(pdf, '住民票.pdf');
  expect(kept).toMatchObject({
    ok: true,
    value: { type: 'application/pdf', name: '住民票.pdf', bytes: pdf.length },
  });
  expect(await failure(pdf.slice(0, -12), 'a.pdf')).toBe('invalid');
  expect(await failure(`${pdf}<html>`, 'a.pdf')).toBe('invalid');
  expect(await failure(pdf.replace('/Root', '/Encrypt 5 0 R/Root'), 'a.pdf')).toBe('invalid');
  expect(await failure(`GIF89a${pdf}`, 'a.pdf')).not.toBe('accepted');
});

test('Office: a plain document is kept, macros and bombs are refused', async () => {
  const types = Buffer.from(
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
  );
  const parts: [string, Buffer][] = [
    ['[Content_Types].xml', types],
    ['word/document.xml', Buffer.from('<w:document/>')],
  ];
  expect(await put(zip(parts), '申請書.docx')).toMatchObject({
    ok: true,
    value: { type: docx, name: '申請書.docx' },
  });
  expect(await failure(zip([...parts, ['word/vbaProject.bin', Buffer.from('x')]]), 'a.docx')).toBe('invalid');
  expect(await failure(zip([...parts, ['word/media/a.xml', Buffer.alloc(30e6)]]), 'a.docx')).toBe('invalid');
  expect(await failure(Buffer.concat([zip(parts), Buffer.from('<html>')]), 'a.docx')).toBe('invalid');
  const macro = Buffer.from(
    types
      .toString()
      .replace('openxmlformats-officedocument.wordprocessingml.document', 'ms-word.document.macroEnabled'),
  );
  expect(await failure(zip([['[Content_Types].xml', macro]]), 'a.docx')).not.toBe('accepted');
  expect(deflateRawSync(Buffer.from('x')).length).toBeGreaterThan(0);
});

test('text in UTF-8 and Shift_JIS is text, also when it begins like a bitmap', async () => {
  expect(await put('氏名,年齢\n見本,20\n', 'list.csv')).toMatchObject({
    ok: true,
    value: { type: 'text/csv', name: 'list.csv' },
  });
  const shiftJis = Buffer.from([0x8e, 0x81, 0x96, 0xbc, 0x2c, 0xfb, 0xfc, 0x0d, 0x0a]);
  expect(await put(shiftJis, 'list.csv')).toMatchObject({ ok: true, value: { type: 'text/csv' } });
  expect(await put('BMI,体重\n22,60\n', 'list.csv')).toMatchObject({ ok: true, value: { type: 'text/csv' } });
  expect(await put('メモ', 'メモ')).toMatchObject({
    ok: true,
    value: { type: 'text/plain', name: 'メモ.txt' },
  });
});

test('the size limit stops the stream where it is reached, and nothing is left', async () => {
  let sent = 0;
  async function* endless() {
    for (;;) {
      sent++;
      yield Buffer.alloc(64_000);
    }
  }
  expect(await store.put(Readable.from(endless()), rules('a.txt', { maxBytes: 1e6 }))).toMatchObject({
    error: { code: 'tooLarge' },
  });
  expect(sent).toBeLessThan(40);
  async function* broken() {
    yield Buffer.from('abc');
    throw new Error('connection lost');
  }
  expect(await store.put(broken(), rules('a.txt'))).toMatchObject({ error: { code: 'invalid' } });
  expect(await failure('', 'a.txt')).toBe('invalid');
  expect(leftovers()).toEqual([]);
});

test('addressed by content: the same twice is one file, get and remove take addresses only', async () => {
  const [one, two] = await Promise.all([put('同じ', 'a.txt'), put('同じ', 'b.txt')]);
  if (!one.ok || !two.ok) throw new Error('refused');
  expect(one.value.sha256).toBe(two.value.sha256);
  const got = await store.get(one.value.sha256);
  expect(got.ok && (await got.value.stream.toArray()).join('')).toBe('同じ');
  expect(statSync(join(dir, '981028', one.value.sha256.slice(0, 2), one.value.sha256)).mode & 0o077).toBe(0);
  expect(await store.verify(one.value.sha256)).toBe(true);
  await store.remove('../../x');
  await store.remove(one.value.sha256);
  expect(await store.get(one.value.sha256)).toMatchObject({ error: { code: 'notFound' } });
  expect(await store.get('../../../etc/passwd')).toMatchObject({ error: { code: 'notFound' } });
});
