/** A sheet of the stock-take against what is there: what would change, and which cells must be mended. Pure; nothing is written here. */
import { footerMark, unguardText } from '#core/exports';
import type { SheetRow } from '#core/imports';
import { type Column, columns, readEntry, volumeHeading, wholeNumber, writeCell } from './columns.ts';
import { type Channel, type Entry, emptyEntry, type Listed } from './entry.ts';
import type { EntryChange, Inventory } from './model.ts';
import { lockedKeys } from './with-definition.ts';

export interface SheetIssue {
  /** As spreadsheets count. */
  row: number;
  /** Heading of the column; empty: the row as a whole. */
  column: string;
  message: string;
}

export interface ImportPlan {
  changes: EntryChange[];
  added: string[];
  changed: { code: string; name: string; columns: string[] }[];
  same: number;
  /** Values that were there and are empty in the file. */
  cleared: number;
  /** Entries that are not in the file: they stay. */
  untouched: number;
  issues: SheetIssue[];
}

interface Heading {
  label: string;
  at: number;
  column?: Column;
  volume?: { year: number; channel: Channel };
}

export interface ImportWorld {
  inventory: Inventory;
  /** By code of the department. */
  mayEdit(department: string): boolean;
  /** Cells of a CSV of ours bear an apostrophe where a spreadsheet would guess. */
  guarded: boolean;
}

export function planImport(rows: readonly SheetRow[], world: ImportWorld): ImportPlan {
  const plan: ImportPlan = {
    changes: [],
    added: [],
    changed: [],
    same: 0,
    cleared: 0,
    untouched: 0,
    issues: [],
  };
  const text = (cell: string | undefined) => {
    const plain = (cell ?? '').trim();
    return world.guarded ? unguardText(plain) : plain;
  };
  const [head, ...body] = rows;
  if (head === undefined) {
    plan.issues.push({ row: 1, column: '', message: '見出しの行がありません。' });
    return plan;
  }
  const headings = readHeadings(head, text, plan.issues);
  const codeAt = headings.find((one) => one.column?.key === 'code')?.at;
  if (codeAt === undefined)
    plan.issues.push({ row: head.number, column: '手続コード', message: '「手続コード」の列がありません。' });
  if (codeAt === undefined || plan.issues.length > 0) return plan;

  const lines = new Map<string, number>();
  for (const row of body) {
    if (text(row.cells[0]).startsWith(footerMark)) continue;
    const code = text(row.cells[codeAt]).normalize('NFKC');
    const twice = lines.get(code);
    if (code !== '' && twice !== undefined) {
      plan.issues.push({
        row: row.number,
        column: '手続コード',
        message: `${twice}行目と同じ手続コードです。`,
      });
      continue;
    }
    lines.set(code, row.number);
    planRow(row, code, headings, text, world, plan);
  }
  plan.untouched = world.inventory.entries.filter((one) => !lines.has(one.code)).length;
  return plan;
}

function readHeadings(head: SheetRow, text: (cell: string) => string, issues: SheetIssue[]): Heading[] {
  const headings: Heading[] = [];
  for (const [at, cell] of head.cells.entries()) {
    const label = text(cell);
    if (label === '') continue;
    const column = columns.find((one) => one.label === label);
    const volume = column === undefined ? volumeHeading(label) : null;
    const wrong = headings.some((one) => one.label === label)
      ? 'この見出しの列が二つあります。'
      : column === undefined && volume === null
        ? 'この見出しは使えません。書き出したファイルの見出しに合わせるか、列を消してください。'
        : null;
    if (wrong !== null) issues.push({ row: head.number, column: label, message: wrong });
    headings.push({ label, at, column, volume: volume ?? undefined });
  }
  return headings;
}

function planRow(
  row: SheetRow,
  code: string,
  headings: readonly Heading[],
  text: (cell: string | undefined) => string,
  { inventory, mayEdit }: ImportWorld,
  plan: ImportPlan,
): void {
  const listed = inventory.find(code);
  const own = inventory.own(code);
  const fromDefinition: Partial<Entry> = listed?.missing ? { definition: listed.definition } : {};
  const base: Entry = own ?? { ...emptyEntry, code, ...fromDefinition };
  const given: Record<string, string> = {};
  const issue = (column: string, message: string) =>
    void plan.issues.push({ row: row.number, column, message });
  for (const { column, at, label } of headings) {
    if (column === undefined) continue;
    const typed = text(row.cells[at]);
    // What the definition says comes back as it went out, and is kept in one place only.
    if (listed?.full && lockedKeys.includes(column.key)) {
      if (typed !== '' && !saysTheSame(column, typed, listed, inventory))
        issue(label, '詳しい定義のある手続です。この列は、定義のほうを直してください。');
      continue;
    }
    given[column.key] = typed;
  }
  const { entry, issues } = readEntry(given, base, inventory.office);
  for (const one of issues) issue(columns.find((column) => column.key === one.key)?.label ?? '', one.message);
  if (listed === null && entry.name === '' && !issues.some((one) => one.key === 'name'))
    issue('手続名', '新しい手続です。手続名の列が要ります。');
  const department = listed?.department ?? entry.department;
  if (!mayEdit(department) || (!listed?.full && !mayEdit(entry.department)))
    issue('担当所属', 'この所属の手続は変えられません。自分の所属の手続だけのファイルにしてください。');
  const volumes = readVolumes(row, headings, text, listed, issue);
  const changed = headings.filter(
    ({ column }) => column !== undefined && writeCell(entry, column) !== writeCell(base, column),
  );
  if (plan.issues.at(-1)?.row === row.number) return;
  if (own !== null && changed.length + volumes.length === 0) {
    plan.same += 1;
    return;
  }
  plan.cleared +=
    changed.filter(({ column }) => writeCell(entry, column!) === '' && writeCell(base, column!) !== '')
      .length + volumes.filter((one) => one.cases === null).length;
  if (listed === null) plan.added.push(code);
  else
    plan.changed.push({
      code,
      name: listed.name,
      columns: [...changed.map((one) => one.label), ...(volumes.length > 0 ? ['件数'] : [])],
    });
  plan.changes.push({ entry, before: own, version: listed?.version ?? 0, volumes });
}

function saysTheSame(column: Column, typed: string, listed: Listed, { office }: Inventory): boolean {
  const read = column.read(typed, office);
  return 'value' in read && column.write(read.value) === writeCell(listed, column);
}

function readVolumes(
  row: SheetRow,
  headings: readonly Heading[],
  text: (cell: string | undefined) => string,
  listed: Listed | null,
  issue: (column: string, message: string) => void,
): EntryChange['volumes'] {
  return headings.flatMap(({ volume, at, label }) => {
    if (volume === undefined) return [];
    const typed = text(row.cells[at]);
    const cases = typed === '' ? null : wholeNumber(typed);
    if (typed !== '' && cases === null) {
      issue(label, `「${typed}」は件数として読めません。0以上の整数で書いてください。`);
      return [];
    }
    return cases === (listed?.volumes[volume.year]?.[volume.channel] ?? null) ? [] : [{ ...volume, cases }];
  });
}
