import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { unwrap } from '#kernel/result';
import { readSheet } from './read-sheet.server.ts';
import type { SheetEncoding, SheetRow } from './sheet.ts';
import { makeWorkbook } from './workbook.testing.ts';

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const taken: T[] = [];
  for await (const row of rows) taken.push(row);
  return taken;
}

async function rowsOf(bytes: Uint8Array, sheet?: number, encoding?: SheetEncoding): Promise<SheetRow[]> {
  const read = unwrap(await readSheet(bytes, { encoding }));
  try {
    return await all(read.rows(sheet));
  } finally {
    await read.close();
  }
}
const cellsOf = async (bytes: Uint8Array, sheet?: number) =>
  (await rowsOf(bytes, sheet)).map((row) => row.cells);

const text = '氏名,メモ,番号\r\n髙橋 美咲,"改行\nあり、""引用""",007\r\n\r\n"=1+1","a,b",\r\n';
const wanted = [
  ['氏名', 'メモ', '番号'],
  ['髙橋 美咲', '改行\nあり、"引用"', '007'],
  ['=1+1', 'a,b', ''],
];

test.each([
  ['UTF-8', Buffer.from(text), 'utf-8'],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), 'utf-8'],
  ['Windows-31J', iconv.encode(text, 'cp932'), 'windows-31j'],
  [
    'UTF-16 with tabs, as Excel saves Unicode text',
    iconv.encode(`\ufeff${text.replaceAll(',', '\t').replace('a\tb', 'a,b')}`, 'utf-16le'),
    'utf-16le',
  ],
])('CSV in %s is read, with quotes and line breaks in cells', async (_name, bytes, encoding) => {
  const sheet = unwrap(await readSheet(bytes));
  expect(sheet.encoding).toBe(encoding);
  const rows = await all(sheet.rows());
  expect(rows.map((row) => row.cells)).toEqual(wanted);
  // Rows are numbered as a spreadsheet shows them: blank ones count.
  expect(rows.map((row) => row.number)).toEqual([1, 2, 4]);
  // A second walk begins at the beginning.
  expect((await all(sheet.rows())).length).toBe(3);
  await sheet.close();
});

test('a file given in pieces is read across their borders', async () => {
  const bytes = Buffer.from(text);
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += 3) yield bytes.subarray(at, at + 3);
  }
  const sheet = unwrap(await readSheet(pieces()));
  expect((await all(sheet.rows())).map((row) => row.cells)).toEqual(wanted);
  await sheet.close();
});

const refusal = async (bytes: Uint8Array, encoding?: SheetEncoding): Promise<string> => {
  const read = await readSheet(bytes, { encoding });
  if (!read.ok) return read.error.message ?? '';
  try {
    for await (const _row of read.value.rows());
    return '';
  } catch (error) {
    if ((error as Error).name !== 'UnreadableSheet') throw error;
    return (error as Error).message;
  } finally {
    await read.value.close();
  }
};

test.each([
  ['nothing', Buffer.from(''), /空です/],
  ['bytes of no encoding', Buffer.from([0x41, 0xff, 0xfe, 0x80, 0x0a]), /文字コードがわかりません/],
  ['zeros', Buffer.from('a,b\0c\n'), /文字コード/],
  ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]), /古い形式/],
  ['a zip that ends in the middle', Buffer.from('PK\x03\x04 and nothing more'), /壊れています/],
  ['a quote that is never closed', Buffer.from(`a,b\n1,"x${'y'.repeat(50)}\n2,3\n`), /2行目から、引用符/],
  ['a cell beyond the limit', Buffer.from(`a\n${'x'.repeat(100_001)}\n`), /2行目に、100,000文字を超えるセル/],
  ['too many columns', Buffer.from(`a\n${'1,'.repeat(501)}\n`), /2行目の列が多すぎます/],
])('%s is refused in words', async (_name, bytes, words) => {
  expect(await refusal(bytes)).toMatch(words);
});

test('an encoding that was chosen wrongly is told', async () => {
  expect(await refusal(iconv.encode(text, 'cp932'), 'utf-8')).toMatch(/UTF-8ではありません/);
});

const cell = (reference: string, more: string, value: string) =>
  `<c r="${reference}" ${more}><v>${value}</v></c>`;

test('a workbook gives what people see: days, times, codes with zeros, exact decimals', async () => {
  const styles = `<numFmts><numFmt numFmtId="164" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>
    <numFmt numFmtId="165" formatCode="000\\-0000"/><numFmt numFmtId="166" formatCode="00000"/>
    <numFmt numFmtId="167" formatCode="[h]:mm"/><numFmt numFmtId="168" formatCode="0.00E+00"/><numFmt numFmtId="169" formatCode="#,##0&quot;days&quot;;[Red]-#,##0"/></numFmts>
    <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
    <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="168"/><xf numFmtId="169"/></cellXfs>`;
  const strings = `<si><t>髙橋</t><rPh sb="0" eb="2"><t>タカハシ</t></rPh></si><si><r><t>太</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 字</t></r></si><si><t>a_x000A_b</t></si>`;
  const xml = `<row r="1">${cell('A1', 's="1"', '46113')}${cell('B1', 's="2"', '46113.395833333336')}${cell('C1', 's="3"', '0.395833333333333')}${cell('D1', 's="4"', '46113')}</row>
    <row r="3">${cell('A3', 's="5"', '8030001')}${cell('B3', 's="6"', '12')}${cell('C3', 's="7"', '1.1041666666666667')}${cell('D3', 's="8"', '12500')}${cell('E3', 's="9"', '1200')}</row>
    <row r="4">${cell('A4', '', '0.30000000000000004')}${cell('B4', '', '1E-7')}${cell('C4', '', '1234567.8900000001')}${cell('D4', '', '-0.1')}</row>
    <row r="5">${cell('A5', 't="s"', '0')}${cell('B5', 't="s"', '1')}${cell('C5', 't="s"', '2')}${cell('E5', 't="b"', '1')}${cell('F5', 't="e"', '#N/A')}<c r="G5" t="inlineStr"><is><t>直接</t></is></c><c r="H5" t="str"><f>A1</f><v>式</v></c></row>
    <row r="6">${cell('A6', 's="1"', '1')}${cell('B6', 's="1"', '59')}${cell('C6', 's="1"', '61')}</row>`;
  const bytes = await makeWorkbook({
    sheets: [
      { name: '一覧', xml },
      { name: '隠し', xml: '', state: 'hidden' },
    ],
    styles,
    strings,
  });
  const rows = await rowsOf(bytes);
  expect(rows.map((row) => row.number)).toEqual([1, 3, 4, 5, 6]);
  expect(rows.map((row) => row.cells)).toEqual([
    ['2026-04-01', '2026-04-01 09:30', '09:30', '2026-04-01'],
    ['803-0001', '00012', '26:30', '12500', '1200'],
    ['0.3', '0.0000001', '1234567.89', '-0.1'],
    ['髙橋', '太 字', 'a\nb', '', 'TRUE', '#N/A', '直接', '式'],
    ['1900-01-01', '1900-02-28', '1900-03-01'],
  ]);
  const sheet = unwrap(await readSheet(bytes));
  expect(sheet.sheets).toEqual(['一覧']);
  await sheet.close();
  const old = await makeWorkbook({ sheets: [{ name: 'a', xml }], styles, strings, date1904: true });
  expect((await cellsOf(old))[0]![0]).toBe('2030-04-02');
});

test('what ExcelJS writes is read the same', async () => {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('台帳');
  sheet.addRow(['品名', '取得日', '金額', '済']);
  for (let n = 0; n < 1500; n++)
    sheet.addRow([`品${n}`, new Date(Date.UTC(2026, 0, 1 + (n % 300))), n + 0.5, n % 2 === 0]);
  const rows = await cellsOf(new Uint8Array(await workbook.xlsx.writeBuffer()));
  expect(rows.length).toBe(1501);
  expect(rows[1]).toEqual(['品0', '2026-01-01', '0.5', 'TRUE']);
  expect(rows[1500]).toEqual(['品1499', '2026-10-27', '1499.5', 'FALSE']);
});

test('texts beyond those at hand come back from disk, in any order', async () => {
  const count = 60_000;
  const strings = Array.from({ length: count }, (_one, n) => `<si><t>語${n}</t></si>`).join('');
  const order = [0, count - 1, 31_000, 1, 511, 512, 513, count - 1, 0, 99_999_999];
  const xml = order
    .map(
      (n, at) =>
        `<row r="${at + 1}">${cell(`A${at + 1}`, 't="s"', String(n))}<c r="B${at + 1}"><v>1</v></c></row>`,
    )
    .join('');
  const cells = await cellsOf(await makeWorkbook({ sheets: [{ name: 'a', xml }], strings }));
  expect(cells.map(([one]) => one)).toEqual([...order.slice(0, -1).map((n) => `語${n}`), '']);
});

test('bombs and tricks in a workbook are refused before they cost anything', async () => {
  const zeros = '0'.repeat(60_000_000);
  const bomb = await makeWorkbook({ sheets: [{ name: 'a', xml: `<row>${cell('A1', '', zeros)}</row>` }] });
  expect(bomb.length).toBeLessThan(300_000);
  expect(await refusal(bomb)).toMatch(/中身が大きすぎます/);
  const huge = await makeWorkbook({
    sheets: [{ name: 'a', xml: `<row>${cell('A1', 't="str"', 'あ'.repeat(500_000))}</row>` }],
  });
  expect(await refusal(huge)).toMatch(/大きすぎる|超えるセル/);
  const entities = await makeWorkbook({ sheets: [{ name: 'a', xml: '' }], strings: '<si><t>&lol;</t></si>' });
  expect(await refusal(entities)).toMatch(/壊れています|^$/);
  const far = await makeWorkbook({
    sheets: [{ name: 'a', xml: `<row r="1">${cell('XFD1', '', '1')}</row>` }],
  });
  expect(await refusal(far)).toMatch(/列が多すぎます/);
  expect(await refusal(await makeWorkbook({ sheets: [] }))).toMatch(/シートがありません/);
});
