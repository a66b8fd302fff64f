/**
 * A workbook (XLSX) in constant memory. The reader of exceljs keeps all texts in memory and unpacks sheets to disk without
 * a limit (ADR 62); here parts are read where they lie, and texts wait in a nameless file.
 */
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { type Entry, fromFdPromise, type ZipFile } from 'yauzl';
import { type NumberFormat, numberFormat } from './number-formats.ts';
import { SharedStrings } from './shared-strings.server.ts';
import { type SheetRow, sheetLimits, UnreadableSheet } from './sheet.ts';
import { walkRows } from './xlsx-rows.server.ts';
import { walkXml } from './xml.server.ts';

export interface Workbook {
  /** Of visible sheets, in their order. */
  sheets: string[];
  rows(sheet: number): AsyncGenerator<SheetRow>;
  close(): Promise<void>;
}

const damaged = 'ファイルが壊れています。もう一度保存してから送ってください。';
const locked = 'パスワードのかかったファイルは読み込めません。パスワードを外して保存してから送ってください。';
const tooMuch = 'ファイルの中身が大きすぎます。行を分けるか、CSVで保存してください。';

/** Throws UnreadableSheet. The handle stays the caller's to close. */
export async function openWorkbook(handle: FileHandle): Promise<Workbook> {
  const zip = await fromFdPromise(handle.fd, {
    lazyEntries: true,
    autoClose: false,
    validateEntrySizes: true,
  }).catch(() => {
    throw new UnreadableSheet(damaged);
  });
  const entries = await entriesOf(zip, (await handle.stat()).size);
  const part = async (name: string): Promise<AsyncIterable<Uint8Array> | null> => {
    const entry = entries.get(name);
    return entry === undefined
      ? null
      : ((await zip.openReadStreamPromise(entry)) as AsyncIterable<Uint8Array>);
  };
  const { sheets, date1904 } = await workbookPart(part);
  if (sheets.length === 0) throw new UnreadableSheet('シートがありません。Excelで開けるか確かめてください。');
  const formats = await formatsOf(await part('xl/styles.xml'));
  let strings: SharedStrings | undefined;
  return {
    sheets: sheets.map((one) => one.name),
    async *rows(at) {
      strings ??= await SharedStrings.read(await part('xl/sharedStrings.xml'));
      const xml = await part(sheets[at]?.target ?? '');
      if (xml === null) throw new UnreadableSheet(damaged);
      yield* walkRows(xml, { strings, formats, date1904 });
    },
    async close() {
      await strings?.close();
    },
  };
}

async function entriesOf(zip: ZipFile, size: number): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  let unpacked = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if ((entry.generalPurposeBitFlag & 1) !== 0) throw new UnreadableSheet(locked);
      unpacked += entry.uncompressedSize;
      if (entries.size > 5000 || unpacked > sheetLimits.unpacked) throw new UnreadableSheet(tooMuch);
      if (unpacked > 10e6 && unpacked > size * sheetLimits.ratio) throw new UnreadableSheet(tooMuch);
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    throw error instanceof UnreadableSheet ? error : new UnreadableSheet(damaged);
  }
  return entries;
}

type Part = (name: string) => Promise<AsyncIterable<Uint8Array> | null>;

interface Tag {
  name: string;
  attributes: Readonly<Record<string, string>>;
}

async function* tagsOf(xml: AsyncIterable<Uint8Array> | null): AsyncGenerator<Tag> {
  if (xml === null) return;
  const taken: Tag[] = [];
  const nothing = () => undefined;
  const open = (name: string, attributes: Readonly<Record<string, string>>) =>
    void taken.push({ name, attributes });
  for await (const tags of walkXml(xml, { open, close: nothing, text: nothing }, taken)) yield* tags;
}

async function workbookPart(
  part: Part,
): Promise<{ sheets: { name: string; target: string }[]; date1904: boolean }> {
  const targets = new Map<string, string>();
  for await (const { name, attributes } of tagsOf(await part('xl/_rels/workbook.xml.rels')))
    if (name === 'Relationship' && attributes.Id !== undefined)
      targets.set(attributes.Id, resolved(attributes.Target ?? ''));
  const sheets: { name: string; target: string }[] = [];
  let date1904 = false;
  for await (const { name, attributes } of tagsOf(await part('xl/workbook.xml'))) {
    if (name === 'workbookPr') date1904 = /^(?:1|true)$/.test(attributes.date1904 ?? '');
    if (name !== 'sheet' || (attributes.state ?? 'visible') !== 'visible') continue;
    const id = Object.entries(attributes).find(([key]) => /(?:^|:)id$/.test(key))?.[1] ?? '';
    const target = targets.get(id);
    if (target !== undefined) sheets.push({ name: attributes.name ?? '', target });
  }
  return { sheets, date1904 };
}

const resolved = (target: string): string =>
  target.startsWith('/') ? target.slice(1) : path.posix.join('xl', target);

/** Formats by style number: `cellXfs` in order, each naming a format by number. */
async function formatsOf(xml: AsyncIterable<Uint8Array> | null): Promise<NumberFormat[]> {
  const own = new Map<number, string>();
  const formats: NumberFormat[] = [];
  let inCells = false;
  for await (const { name, attributes } of tagsOf(xml)) {
    if (name === 'numFmt') own.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
    if (name === 'cellXfs') inCells = true;
    else if (name === 'cellStyles' || name === 'dxfs') inCells = false;
    else if (name === 'xf' && inCells && formats.length < 100_000) {
      const id = Number(attributes.numFmtId ?? 0);
      formats.push(numberFormat(id, own.get(id)));
    }
  }
  return formats;
}
