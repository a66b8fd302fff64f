/** The office itself: who works where, and which departments there are. */
import type { Desk } from '#core/cases.server';
import { tokyoDate } from '#kernel/dates';
import { type Cell, dateCell, textCell } from './cells.ts';
import {
  type DepartmentLine,
  type StaffLine,
  selectDepartmentLines,
  selectStaffLines,
} from './office.sql.ts';
import { type Column, pick, type Source } from './source.ts';

const kinds = { main: '本務', concurrent: '兼務', joint: '併任' };

const column = <Row>(
  key: string,
  label: string,
  classification: 'internal' | 'personal',
  cell: (row: Row) => Cell,
): Column<Row> => ({ key, label, classification, cell });

export const staffColumns: Column<StaffLine>[] = [
  column('login', 'ログイン名', 'internal', (row) => textCell(row.login)),
  column('name', '氏名', 'personal', (row) => textCell(row.name)),
  column('kana', 'フリガナ', 'personal', (row) => textCell(row.kana)),
  column('mail', 'メール', 'personal', (row) => textCell(row.mail)),
  column('department', '所属', 'internal', (row) => textCell(row.department_name)),
  column('departmentCode', '所属コード', 'internal', (row) => textCell(row.department)),
  column('position', '役職', 'internal', (row) => textCell(row.position)),
  column('kind', '区分', 'internal', (row) => textCell(kinds[row.kind])),
  column('from', '開始日', 'internal', (row) => dateCell(row.valid_from)),
  column('to', '終了日', 'internal', (row) => dateCell(row.valid_to ?? '')),
];

export const departmentColumns: Column<DepartmentLine>[] = [
  column('code', 'コード', 'internal', (row) => textCell(row.code)),
  column('name', '名称', 'internal', (row) => textCell(row.name)),
  column('parent', '上位の所属', 'internal', (row) => textCell(row.parent ?? '')),
  column('phone', '電話', 'internal', (row) => textCell(row.phone ?? '')),
  column('from', '開始日', 'internal', (row) => dateCell(row.valid_from)),
];

/** A few thousand rows at most, so they are read at once. */
export async function officeSource(
  desk: Desk,
  name: 'staff' | 'departments',
  keys: readonly string[],
): Promise<Source> {
  const today = tokyoDate(new Date());
  if (name === 'staff') {
    const rows = await selectStaffLines(desk.tx, today);
    return listed(
      'staff',
      pick(staffColumns, keys),
      rows,
      (row) => row.staff_id,
      (row) => [`s:${row.staff_id}`],
    );
  }
  const rows = await selectDepartmentLines(desk.tx, today);
  return listed(
    'department',
    pick(departmentColumns, keys),
    rows,
    (row) => row.code,
    () => [],
  );
}

function listed<Row>(
  noun: Source['noun'],
  columns: Column<Row>[],
  rows: Row[],
  id: (row: Row) => string,
  persons: (row: Row) => string[],
): Source {
  return {
    noun,
    columns,
    count: async () => rows.length,
    leftOut: async () => 0,
    async *walk() {
      for (let at = 0; at < rows.length; at += 500) {
        const batch = rows.slice(at, at + 500);
        yield {
          cells: batch.map((row) => columns.map((one) => one.cell(row))),
          persons: batch.flatMap(persons),
          ids: batch.map(id),
        };
      }
    },
  };
}
