import { createHash } from 'node:crypto';
import { BlobReader, TextWriter, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { type Cell, dateCell, guardText, numberCell, textCell, unguardText } from './cells.ts';
import type { Encoding, Format } from './model.ts';
import { type PieceStore, readPackage, writePackage } from './package-file.server.ts';

const hostile = [
  '=1+1',
  "=cmd|' /C calc'!A0",
  '+81-90-1234-5678',
  '-1+1',
  '@SUM(1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '＝1+1',
  '＋1',
  '－1',
  '＠x',
  '−5',
  ' =1',
  '\u200b=1',
  '\u202e=1',
  '\ufeff=1',
  '　=HYPERLINK("http://x")',
  "'=1",
  "'",
  '"',
  '"=1"',
  '|x',
  '%0A',
  '#REF!',
  '# x',
  '0901234567',
  '090-1234-5678',
  '03-1234-5678',
  '908-0101',
  '1-2',
  '3/4',
  '12:30',
  '1E5',
  '12345678901234567890',
  '-500',
  '0',
  '007',
  'true',
  '令和8年11月21日',
  'R8.11.21',
  '2026-11-21',
  'a,b',
  'a"b',
  'a\nb',
  'a\r\nb',
  'a;b',
  '<script>alert(1)</script>',
  '&amp;',
  '_x0041_',
  '_x000D_',
  '\u0001\u0008\u001f\u007f\u0085',
  '\u202eabc\u202c',
  '👩‍👩‍👧‍👦',
  '葛󠄀城',
  '𠮷田',
  '髙﨑',
  '〜−¢',
  'e\u0301',
  '\ud83d\ude00'.repeat(50),
  '__proto__',
  '#{7*7}',
  "'; DROP TABLE x;--",
  '\uffff',
  'ﾊﾝｶｸ',
  ' 前後 ',
  '長'.repeat(40_000),
  `${'x'.repeat(1_000_000)}\n=1`,
];

function memoryStore(): PieceStore & { bytes(): Uint8Array<ArrayBuffer> } {
  const pieces: Uint8Array[] = [];
  return {
    async put(position, bytes) {
      pieces[position] = Buffer.from(bytes);
    },
    get: async (position) => pieces[position] ?? null,
    bytes: () => new Uint8Array(Buffer.concat(pieces)),
  };
}

async function make(
  format: Format,
  rows: Cell[][],
  more: { encoding?: Encoding; maxRows?: number; replacements?: Record<string, string> } = {},
) {
  const store = memoryStore();
  const how = { format, encoding: more.encoding ?? 'utf-8', password: 'a-Long-passw0rd' } as const;
  async function* batches() {
    for (let at = 0; at < rows.length; at += 7) yield rows.slice(at, at + 7);
  }
  const written = await writePackage(
    {
      ...how,
      replacements: more.replacements ?? {},
      labels: ['番号', '=文', '日'],
      batches: batches(),
      fileName: 'E8-000001',
      title: '一覧',
      author: '職員',
      watermark: () => `E8-000001 職員 目的 ${rows.length}件`,
      receipt: () => [
        ['出力番号', 'E8-000001'],
        ['件数', String(rows.length)],
      ],
      maxRows: more.maxRows,
    },
    store,
  );
  const counted = await readPackage(store, written, how);
  const entries = new Map<string, Uint8Array>();
  for (const entry of await new ZipReader(new BlobReader(new Blob([store.bytes()])), {
    password: how.password,
  }).getEntries())
    if (!entry.directory) entries.set(entry.filename, await entry.getData(new Uint8ArrayWriter()));
  return { written, counted, entries, data: entries.get(written.dataName)!, store };
}

const rowsOf = (texts: string[]): Cell[][] =>
  texts.map((text, index) => [numberCell(String(index)), textCell(text), dateCell('2026-11-21')]);

/** What ECMA-376 says of `ST_Xstring`; ExcelJS does it for shared strings only, Excel for all. */
const fromXstring = (text: string) =>
  text.replace(/_x([0-9A-F]{4})_/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const dangerous = /^[\s\p{C}\p{Z}]*[=+\-@＝＋－＠−|%]/u;

test('formula injection: nothing a spreadsheet calculates begins a text of a CSV, and the original comes back', async () => {
  const { data, counted } = await make('csv', rowsOf(hostile));
  const records = parse(Buffer.from(data), { bom: true }) as string[][];
  expect(counted.rows).toBe(hostile.length);
  expect(records[0]).toEqual(['番号', "'=文", '日']);
  expect(records.at(-1)![0]).toContain('E8-000001 職員 目的');
  records.slice(1, -1).forEach((record, index) => {
    expect(record[1]).not.toMatch(dangerous);
    expect(unguardText(record[1]!)).toBe(hostile[index]);
    expect(record[2]).toBe('2026-11-21');
  });
});

test('phone numbers and negative numbers stay right', () => {
  expect(guardText('090-1234-5678')).toBe('090-1234-5678');
  expect(guardText('0901234567')).toBe("'0901234567");
  expect(guardText('+81-90-1234-5678')).toBe("'+81-90-1234-5678");
  expect(guardText('1-2')).toBe("'1-2");
  expect(guardText('東京都千代田区1-2')).toBe('東京都千代田区1-2');
  expect(numberCell('-500')).toEqual({ kind: 'number', value: '-500' });
  expect(numberCell('007')).toEqual({ kind: 'text', value: '007' });
  expect(numberCell('1234567890123456')).toEqual({ kind: 'text', value: '1234567890123456' });
});

test('hostile values come out of an XLSX as they went in, as text, read by ExcelJS', async () => {
  const { data, counted, entries } = await make('xlsx', rowsOf(hostile));
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Buffer.from(data) as never);
  const sheet = workbook.getWorksheet('一覧')!;
  expect(counted.rows).toBe(hostile.length);
  expect(sheet.rowCount).toBe(hostile.length + 1);
  const long = new Map([...entries].filter(([name]) => name.startsWith('長い文/')));
  hostile.forEach((text, index) => {
    const cell = sheet.getCell(index + 2, 2);
    expect(cell.type).toBe(ExcelJS.ValueType.String);
    if (text.length > 32_767) {
      const name = /「(.+)」/.exec(cell.value as string)![1]!;
      expect(Buffer.from(long.get(name)!).toString()).toBe(text);
    } else expect(fromXstring(cell.value as string), JSON.stringify(text.slice(0, 40))).toBe(text);
    expect(sheet.getCell(index + 2, 3).value).toEqual(new Date('2026-11-21T00:00:00Z'));
    expect(sheet.getCell(index + 2, 1).value).toBe(index);
  });
  expect(workbook.getWorksheet('控え')!.getCell(1, 2).value).toBe('E8-000001');
  expect(sheet.headerFooter.oddFooter).toContain('E8-000001');
});

test.each([0, 1, 8, 9, 16, 17, 50])(
  'the row limit splits %i rows into sheets, and none is lost',
  async (count) => {
    const rows = rowsOf(Array.from({ length: count }, (_one, index) => `行${index}`));
    const { data, counted, written } = await make('xlsx', rows, { maxRows: 9 });
    expect(counted.rows).toBe(count);
    expect(written.sheets).toBe(Math.max(1, Math.ceil(count / 8)));
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(Buffer.from(data) as never);
    const texts = workbook.worksheets.slice(0, -1).flatMap((sheet) => {
      expect(sheet.getCell(1, 1).value).toBe('番号');
      const found: unknown[] = [];
      sheet.eachRow((row, number) => void (number > 1 && found.push(row.getCell(2).value)));
      return found;
    });
    expect(texts).toEqual(Array.from({ length: count }, (_one, index) => `行${index}`));
  },
);

test('Windows-31J: 髙 and 﨑 pass, a named replacement stands where 𠮷 stood, another decoder reads it', async () => {
  const texts = ['髙﨑', '𠮷田', '1〜2', 'ﾊﾝｶｸ', '\\~', '①㈱'];
  const { data, counted } = await make('csv', rowsOf(texts), {
    encoding: 'windows-31j',
    replacements: { 𠮷: '吉', '〜': '～' },
  });
  expect(counted.rows).toBe(texts.length);
  const records = parse(new TextDecoder('shift_jis', { fatal: true }).decode(data)) as string[][];
  expect(records.slice(1, -1).map((record) => record[1])).toEqual([
    '髙﨑',
    '吉田',
    '1～2',
    'ﾊﾝｶｸ',
    '\\~',
    '①㈱',
  ]);
  await expect(make('csv', rowsOf(['𠮷']), { encoding: 'windows-31j' })).rejects.toThrow('does not fit');
});

test('the file is closed without the password, and its checksum is that of the data inside', async () => {
  const { data, written, counted, store, entries } = await make('csv', rowsOf(['秘密の名前']));
  expect(Buffer.from(store.bytes()).includes('秘密の名前')).toBe(false);
  const entry = (await new ZipReader(new BlobReader(new Blob([store.bytes()]))).getEntries())[0]!;
  expect(entry.encrypted).toBe(true);
  await expect(
    (entry as { getData: (writer: unknown, options?: object) => Promise<unknown> }).getData(
      new TextWriter(),
      { password: 'wrong' },
    ),
  ).rejects.toThrow();
  const sha256 = createHash('sha256').update(data).digest('hex');
  expect([written.sha256, counted.sha256]).toEqual([sha256, sha256]);
  expect(Buffer.from(entries.get('控え.txt')!).toString()).toContain(sha256);
});

test('a stored file that lost a row or a byte is not passed', async () => {
  const { written, store } = await make('csv', rowsOf(['a', 'b']));
  const bytes = Buffer.from(store.bytes());
  bytes[120]! ^= 1;
  const broken: PieceStore = { put: async () => undefined, get: async () => bytes };
  await expect(
    readPackage(broken, written, { password: 'a-Long-passw0rd', format: 'csv', encoding: 'utf-8' }),
  ).rejects.toThrow();
  const cut: PieceStore = {
    put: async () => undefined,
    get: async () => bytes.subarray(0, bytes.length - 30),
  };
  await expect(
    readPackage(cut, written, { password: 'a-Long-passw0rd', format: 'csv', encoding: 'utf-8' }),
  ).rejects.toThrow();
});
