/** Reads the beginning of a spreadsheet that somebody sends. Nothing of it is kept here. */
import { readSheet, UnreadableSheet } from '#core/imports.server';
import { fail, ok, type Result } from '#kernel/result';
import { cellLength, mostColumns, type Sample, sampled } from './sample.ts';

const mostBytes = 50e6;

/** `sheet`: which one of an XLSX, counted from 0. */
export async function readSample(
  file: unknown,
  sheet: number,
): Promise<Result<{ sample: Sample; sheets: string[] }>> {
  if (!(file instanceof File) || file.size === 0)
    return wrong('CSVかExcel（.xlsx）のファイルを選んでください。');
  if (file.size > mostBytes)
    return wrong('ファイルは50MBまでです。はじめの数百行だけのファイルでも、アプリは作れます。');
  const read = await readSheet(new Uint8Array(await file.arrayBuffer()));
  if (!read.ok) return wrong(read.error.message ?? 'このファイルは読めませんでした。');
  try {
    const { sheets } = read.value;
    const sample = await beginningOf(read.value.rows(Math.min(sheet, Math.max(0, sheets.length - 1))));
    if (sample === null) return wrong('見出しの行がありません。1行目に列の名前を書いてください。');
    if (sample.heading.length > mostColumns)
      return wrong(`列が多すぎます。${mostColumns}列までにしてください。`);
    return ok({ sample, sheets });
  } catch (error) {
    if (error instanceof UnreadableSheet) return wrong(error.message);
    throw error;
  } finally {
    await read.value.close();
  }
}

const wrong = (message: string) => fail('invalid', undefined, [{ path: 'file', message }]);

async function beginningOf(
  rows: AsyncGenerator<{ number: number; cells: string[] }>,
): Promise<Sample | null> {
  let heading: string[] | null = null;
  const sample: Sample['rows'] = [];
  for await (const { number, cells } of rows) {
    if (heading === null) {
      const last = cells.findLastIndex((cell) => cell.trim() !== '');
      heading = cells.slice(0, last + 1).map((cell) => cell.slice(0, cellLength));
    } else if (sample.length === sampled) return { heading, rows: sample, more: true };
    else
      sample.push({ number, cells: cells.slice(0, heading.length).map((cell) => cell.slice(0, cellLength)) });
  }
  return heading === null ? null : { heading, rows: sample, more: false };
}
