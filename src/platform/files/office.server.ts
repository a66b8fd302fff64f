/** What may not stand in an Office document (OOXML) that a stranger sends. Refused, not repaired (ADR 27). */
import { open } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { type Entry, fromFdPromise, type ZipFile } from 'yauzl';

const damaged = 'ファイルが壊れています。もう一度保存してから送ってください。';
const locked = 'パスワードのかかったファイルは使えません。パスワードを外して保存してから送ってください。';
const macros =
  'マクロなどのプログラムの入ったファイルは使えません。「マクロなし」の形式かPDFで保存してから送ってください。';
const embedded = 'ほかのファイルが埋め込まれた文書は使えません。PDFで保存してから送ってください。';
const linked =
  '外のファイルやデータを読み込む文書は使えません。リンクを外すか、PDFで保存してから送ってください。';
const tooMuch = 'ファイルの中身が大きすぎます。PDFで保存してから送ってください。';

const most = { parts: 5000, unpacked: 200e6, free: 10e6, ratio: 100, read: 40e6 };

/** Parts by name: programs, other files inside, and data from elsewhere. */
const refusedParts: [RegExp, string][] = [
  [
    /vbaProject|vbaData|macrosheets|activeX|customUI|\.(?:exe|dll|js|vbs|bat|cmd|ps1|hta|lnk|svg|html?)$/i,
    macros,
  ],
  [/(?:^|\/)embeddings\/|oleObject/i, embedded],
  [/(?:^|\/)externalLinks\/|(?:^|\/)connections\.xml$|(?:^|\/)queryTables\/|^xl\/model\//i, linked],
];
const macroType = /macroEnabled|vbaProject|\.addin/i;
/** A link one clicks on is harmless; what a program fetches by itself is not. */
const hyperlink = /\/hyperlink["']/i;
/** Up to the next tag, not to the next `>`: an attribute may hold one, and a file full of tags that never end would take hours. */
const relation = /<[\w:]*Relationship\s[^<]*/gi;
const externalMode = /TargetMode\s*=\s*["']\s*External/i;
/** Field codes may be cut into pieces anywhere: they are put together before they are read. */
const fieldCode = /<(?:\w+:)?instrText[^<>]*>([^<]*)<|\binstr\s*=\s*"([^"]*)"/g;
const dde = /\bDDE(?:AUTO)?\b/i;

const isRead = (name: string) =>
  name === '[Content_Types].xml' || /\.rels$/i.test(name) || /^word\/[^/]*\.xml$/i.test(name);

function contentProblem(name: string, xml: string): string | undefined {
  // No program for documents writes one; with it, words can be made that nobody sees here.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) return damaged;
  if (name === '[Content_Types].xml') return macroType.test(xml) ? macros : undefined;
  if (/\.rels$/i.test(name)) {
    const fetches = (tag: string) => externalMode.test(tag) && !hyperlink.test(tag);
    return [...xml.matchAll(relation)].some(([tag]) => fetches(tag)) ? linked : undefined;
  }
  const codes = [...xml.matchAll(fieldCode)].map(([, text, attribute]) => text ?? attribute ?? '').join('');
  return dde.test(codes.replace(/&quot;/g, '"')) ? linked : undefined;
}

/** Why an Office file cannot be taken, or undefined: macros, active content, a bomb, or something behind the archive. */
export async function officeProblem(
  path: string,
  size: number,
  unpacked: number = most.unpacked,
): Promise<string | undefined> {
  const file = await open(path);
  try {
    const end = Buffer.alloc(22);
    await file.read(end, 0, 22, Math.max(0, size - 22));
    if (end.readUInt32LE(0) !== 0x06054b50) return damaged;
    const [count, length, start] = [end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)];
    if (count > most.parts || length > 2e6 || start + length + 22 !== size) return damaged;
    const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: true };
    const zip = await fromFdPromise(file.fd, options);
    return await partsProblem(zip, start, unpacked);
  } catch {
    return damaged;
  } finally {
    await file.close();
  }
}

async function partsProblem(
  zip: ZipFile,
  directoryStart: number,
  mostUnpacked: number,
): Promise<string | undefined> {
  const entries: Entry[] = [];
  const names = new Set<string>();
  let unpacked = 0;
  let occupied = 0;
  for await (const entry of zip.eachEntry()) {
    entries.push(entry);
    unpacked += entry.uncompressedSize;
    occupied += 30 + entry.fileNameLength + entry.compressedSize;
    if ((entry.generalPurposeBitFlag & 1) !== 0) return locked;
    // Two parts of one name: programs disagree on which of them counts.
    const name = entry.fileName.toLowerCase();
    if (names.has(name)) return damaged;
    names.add(name);
    const refused = refusedParts.find(([pattern]) => pattern.test(entry.fileName));
    if (refused !== undefined) return refused[1];
  }
  // More than there is room for: parts that lie over each other, the way bombs are folded.
  if (occupied > directoryStart) return damaged;
  if (unpacked > mostUnpacked || (unpacked > most.free && unpacked > occupied * most.ratio)) return tooMuch;
  let read = 0;
  for (const entry of entries.filter((one) => isRead(one.fileName))) {
    read += entry.uncompressedSize;
    if (read > most.read) return tooMuch;
    // The reader stops at the size that the directory claims, so nothing unpacks to more than was counted above.
    const content = await buffer(await zip.openReadStreamPromise(entry));
    const problem = contentProblem(entry.fileName, decode(content));
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** XML may be UTF-16; read as UTF-8 its words would not be seen. */
function decode(bytes: Buffer): string {
  const utf16 = bytes[0] === 0xff || bytes[0] === 0xfe || bytes[0] === 0 || bytes[1] === 0;
  if (!utf16) return bytes.toString('utf8');
  const bigEndian = bytes[0] === 0xfe || bytes[0] === 0;
  return new TextDecoder(bigEndian ? 'utf-16be' : 'utf-16le').decode(bytes);
}
