/** Rows of a file as arrivals: cells read by their fields, and the record each row is about found by its key. */
import { type Arrival, type EntryApp, type EntryDesk, recordsByKey } from '#core/entries.server';
import { guardText, unguardText } from '#core/exports';
import type { Field, FieldContext, Json } from '#core/fields';
import type { Issue } from '#kernel/errors';
import type { ImportRow } from './imports.sql.ts';
import { lineTarget, recordsOf } from './line-rows.ts';
import { namesInFile, pointing } from './names-in-file.server.ts';
import { type Named, readCell } from './read-cell.ts';
import type { SheetRow } from './reader/sheet.ts';

export interface ReadRow {
  row: number;
  /** Null: it cannot be read; then `issues` say why. */
  arrival: Arrival | null;
  issues: Issue[];
  /** What tells this row from others of the file; null: nothing does. */
  key: string | null;
}

interface Column {
  place: number;
  field: Field;
}

interface LineColumn extends Column {
  child: Field;
}

interface Plan {
  id: number | null;
  lines: LineColumn[];
  columns: Column[];
  /** Field id → column of its reading. */
  kana: Map<number, number>;
  key: Field | 'id' | null;
}

/** Throws when a field of the mapping is not there any more: the app has been changed since. */
export function planOf(open: EntryApp, { mapping }: ImportRow): Plan | null {
  const plan: Plan = { id: null, lines: [], columns: [], kana: new Map(), key: null };
  for (const [place, target] of mapping.columns.entries()) {
    if (target === null || target === 'mark') continue;
    if (target === 'id') {
      plan.id = place;
      continue;
    }
    const [id, part] = target.split('.');
    const field = open.fields.find((one) => String(one.id) === id);
    if (field === undefined) return null;
    const line = lineTarget(target);
    if (line !== null) {
      const child = field.fields?.find((one) => one.id === line.child);
      if (child === undefined) return null;
      plan.lines.push({ place, field, child });
    } else if (part === 'kana') plan.kana.set(field.id, place);
    else plan.columns.push({ place, field });
  }
  if (mapping.key === 'id') plan.key = plan.id === null ? null : 'id';
  else if (mapping.key !== null)
    plan.key = plan.columns.find((one) => String(one.field.id) === mapping.key)?.field ?? null;
  return plan;
}

export async function readRows(
  desk: EntryDesk,
  open: EntryApp,
  row: ImportRow,
  plan: Plan,
  rows: readonly SheetRow[],
): Promise<ReadRow[]> {
  const context = { today: open.at.today, language: 'ja' };
  const records = recordsOf(row.mapping, rows).map((record) =>
    record.map(({ number, cells }) => ({
      number,
      cells: cells.map((cell) => (row.format === 'csv' ? unguarded(cell) : cell).trim()),
    })),
  );
  const clean = records.map((record) => record[0]!);
  const named = await namesInFile(desk, open, wordsOf(plan, clean));
  const read = clean.map(({ number, cells }, index) => {
    const { values, issues } = linesOf(plan, row, records[index]!, context);
    let state: string | undefined;
    for (const { place, field } of plan.columns) {
      const cell = cells[place] ?? '';
      if (cell === '') continue;
      if (field.type === 'auto-number') {
        values[String(field.id)] = cell.normalize('NFKC');
        continue;
      }
      if (field.type === 'status') {
        state = stateNamed(open, cell);
        if (state === undefined)
          issues.push({ path: `f${field.id}`, message: 'この名前の状態はありません。' });
        continue;
      }
      const kana = plan.kana.get(field.id);
      const parts: Record<string, string> = kana === undefined ? {} : { kana: cells[kana] ?? '' };
      const found = readCell(field, cell, parts, context, named);
      if (found.issues.length > 0) issues.push(...found.issues);
      else values[String(field.id)] = found.value;
    }
    return { number, cells, values, issues, state };
  });
  const keyField = plan.key === 'id' ? null : plan.key;
  const ids =
    keyField === null
      ? new Map<string, string>()
      : await recordsByKey(
          desk,
          open,
          keyField.id,
          read.flatMap((one) => one.values[String(keyField.id)] ?? []),
        );
  return read.map(({ number, cells, values, issues, state }): ReadRow => {
    const own = plan.key === null ? null : keyOf(plan, cells, values);
    const wrong = (message: string, path = ''): ReadRow => ({
      row: number,
      arrival: null,
      issues: [...issues, { path, message }],
      key: own,
    });
    if (plan.key === 'id' && own !== null && !uuid.test(own))
      return wrong('レコードIDの形が正しくありません。', 'id');
    const id = own === null ? null : plan.key === 'id' ? own : (ids.get(own) ?? null);
    if (keyField !== null && own !== null && id === null) {
      if (keyField.type === 'auto-number')
        return wrong('この番号のレコードはありません。', `f${keyField.id}`);
      if (row.mapping.unmatched === 'refuse')
        return wrong(`同じ「${keyField.label.ja}」のレコードがありません。`, `f${keyField.id}`);
    }
    if (plan.key !== null && own === null && row.mapping.unmatched === 'refuse')
      return wrong('照合に使う項目が空です。', plan.key === 'id' ? 'id' : `f${plan.key.id}`);
    if (issues.length > 0) return { row: number, arrival: null, issues, key: own };
    const given = { ...values };
    for (const { place, field } of plan.columns) {
      if (field.type === 'auto-number') delete given[String(field.id)];
      else if (
        field.type !== 'status' &&
        id !== null &&
        row.mapping.blank === 'clear' &&
        (cells[place] ?? '') === ''
      )
        given[String(field.id)] = null;
    }
    const begins = id === null && state !== undefined ? { state } : {};
    return { row: number, arrival: { row: number, id, values: given, ...begins }, issues: [], key: own };
  });
}

/** By its name or its id. */
function stateNamed({ app }: EntryApp, text: string): string | undefined {
  const wanted = text.normalize('NFKC').trim();
  return app.work.process?.states.find(
    (one) => one.title.ja.normalize('NFKC') === wanted || one.id === wanted,
  )?.id;
}

/** Lines as the file has them; which line of the record each one is, whoever lands them finds by its place. */
function linesOf(
  plan: Plan,
  { mapping }: ImportRow,
  rows: readonly SheetRow[],
  context: FieldContext,
): { values: Record<string, Json>; issues: Issue[] } {
  const values: Record<string, Json> = {};
  const issues: Issue[] = [];
  for (const field of new Set(plan.lines.map((one) => one.field))) {
    const columns = plan.lines.filter((one) => one.field === field);
    const lines = rows.flatMap(({ number, cells }) => {
      const line: Record<string, Json> = {};
      for (const { place, child } of columns) {
        const cell = cells[place] ?? '';
        const found = cell === '' ? null : readCell(child, cell, {}, context, nobody);
        line[String(child.id)] = found?.value ?? null;
        for (const { message } of found?.issues ?? [])
          issues.push({ path: `f${field.id}`, message: `${number}行目の「${child.label.ja}」：${message}` });
      }
      return Object.values(line).some((value) => value !== null) ? [line] : [];
    });
    if (lines.length > 0)
      values[String(field.id)] = lines.map((line, at) => ({ key: `n${at}`, values: line })) as Json;
    else if (mapping.blank === 'clear') values[String(field.id)] = null;
  }
  return { values, issues };
}

const nobody: Named = () => ({ reason: '選択肢の中から選んでください。' });

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function keyOf(plan: Plan, cells: readonly string[], values: Readonly<Record<string, Json>>): string | null {
  if (plan.key === 'id') return cells[plan.id ?? -1]?.toLowerCase() || null;
  const value = values[String(plan.key!.id)] ?? null;
  return value === null ? null : JSON.stringify(value);
}

/** What our own exports put before text that a spreadsheet would change; nobody else's apostrophes. */
const unguarded = (cell: string): string =>
  cell.startsWith("'") && guardText(unguardText(cell)) === cell ? unguardText(cell) : cell;

function wordsOf(plan: Plan, rows: readonly SheetRow[]): Map<Field, Set<string>> {
  const words = new Map<Field, Set<string>>();
  for (const { place, field } of plan.columns.filter((one) => pointing.has(one.field.type))) {
    const all = new Set<string>();
    for (const { cells } of rows)
      for (const part of field.options.multiple === true
        ? (cells[place] ?? '').split(/[、,，;；\n]/)
        : [cells[place] ?? ''])
        if (part.trim() !== '') all.add(part.trim());
    words.set(field, all);
  }
  return words;
}
