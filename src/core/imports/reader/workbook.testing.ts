/** Workbooks made by hand, part by part, for tests: what programs write and what attackers would. */
import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';

export interface MadeWorkbook {
  sheets: { name: string; xml: string; state?: string }[];
  strings?: string;
  styles?: string;
  date1904?: boolean;
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

export async function makeWorkbook(book: MadeWorkbook): Promise<Uint8Array> {
  const zip = new ZipWriter(new Uint8ArrayWriter());
  const add = (name: string, xml: string) => zip.add(name, new TextReader(head + xml));
  const sheets = book.sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="rId${index + 1}"/>`,
  );
  await add(
    'xl/workbook.xml',
    `<workbook ${main} xmlns:r="r"><workbookPr${book.date1904 ? ' date1904="1"' : ''}/><sheets>${sheets.join('')}</sheets></workbook>`,
  );
  const relations = book.sheets.map(
    (_one, index) => `<Relationship Id="rId${index + 1}" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  await add('xl/_rels/workbook.xml.rels', `<Relationships>${relations.join('')}</Relationships>`);
  if (book.strings !== undefined) await add('xl/sharedStrings.xml', `<sst ${main}>${book.strings}</sst>`);
  if (book.styles !== undefined)
    await add('xl/styles.xml', `<styleSheet ${main}>${book.styles}</styleSheet>`);
  for (const [index, { xml }] of book.sheets.entries())
    await add(
      `xl/worksheets/sheet${index + 1}.xml`,
      `<worksheet ${main}><sheetData>${xml}</sheetData></worksheet>`,
    );
  return zip.close();
}
