/** A table with every way a value can lie in a column, full of boundary values, and the same rows as answers. */
import type pg from 'pg';
import { isStoredDate, possibleDays } from '#kernel/dates';
import { type ScopeField, scopeOf } from '../index.ts';
import { clocks, dates, ids, moments, numbers, stored, tags, texts } from './agreement-values.testing.ts';
import { raw, type SqlColumn, type SqlRow } from './index.ts';

type Values = Record<string, unknown>;
/** What a field is to formulas, its column, and its values: as answers, or as [answer, stored]. */
interface Column {
  field: ScopeField;
  stored: SqlColumn['stored'];
  pool: readonly unknown[];
}

const column = (
  id: string,
  code: string,
  type: ScopeField['type'],
  from: Column['stored'],
  pool: Column['pool'],
): Column => ({
  field: { id, code, type, label: code },
  stored: from,
  pool,
});
const lists = (all: readonly string[]) => [[], [all[0]], [all[1], all[0]], all.slice(2), all];

const lineColumns = [
  column('101', '品名', 'text', 'text', texts),
  column('103', '金額', 'number', 'numeric', numbers),
  column('104', '数量', 'number', 'integer', ['0', '1', '-3', '2024', '2147483647']),
  column('105', '購入日', 'date', 'date', dates),
  column('106', 'タグ', 'multi', 'jsonb', lists(tags)),
  column('107', '確認', 'boolean', 'boolean', [true, false]),
];
const schoolColumns = [
  column('301', '学校名', 'text', 'text', texts),
  column('302', '学年', 'number', 'numeric', ['1', '2', '3', '6.5']),
  column('303', '入学日', 'date', 'date', dates),
];
const childColumns = [
  column('201', '名前', 'text', 'text', texts),
  column('202', '学年', 'number', 'numeric', numbers),
  column('203', '生年月日', 'date', 'text', stored),
];
const topColumns = [
  column('1', '氏名', 'text', 'text', texts),
  column('2', '区', 'text', 'text', ['門司区', '小倉北区', '若松区']),
  column('3', '年齢', 'number', 'numeric', ['0', '17', '18', '64', '65', '66', '110']),
  column('4', '危険度', 'number', 'numeric', numbers),
  column('5', '生年月日', 'date', 'text', stored),
  column('6', '申込日時', 'datetime', 'timestamptz', moments),
  column('7', '同意', 'boolean', 'boolean', [true, false]),
  column('8', '支援', 'multi', 'jsonb', lists(tags)),
  column('11', '65歳以上', 'boolean', 'jsonb', [true, false]),
  column('12', '備考（その他）', 'text', 'jsonb', texts),
  column('13', '金額', 'number', 'numeric', numbers),
  column('14', '空欄', 'text', 'text', []),
  column('15', '空の数', 'number', 'numeric', []),
  column('18', '空の日', 'date', 'date', []),
  column('20', '単価', 'number', 'numeric', ['12.5', '-0.00000001', '3', '0', '7.7']),
  column('21', '受付日', 'date', 'date', dates),
  column('22', '更新', 'datetime', 'timestamp', clocks),
  column('23', '担当者', 'text', 'uuid', ids),
  column('24', '担当者たち', 'multi', 'uuid[]', lists(ids)),
  column('25', '所属たち', 'multi', 'text[]', lists(tags)),
  column('26', '回数', 'number', 'integer', ['0', '5', '-2147483648']),
  column('27', '計算', 'number', 'jsonb', numbers),
];

const item = (columns: readonly Column[], more: ScopeField[] = []) =>
  scopeOf([...columns.map((each) => each.field), ...more]);
const collection = (id: string, code: string, of: ReturnType<typeof scopeOf>): ScopeField => ({
  id,
  code,
  label: code,
  type: 'collection',
  item: of,
});
const schools = collection('204', '在籍', item(schoolColumns));
/** The fields formulas of the agreement speak of. */
export const agreementFields: ScopeField[] = [
  ...topColumns.map((each) => each.field),
  collection('9', '明細', item(lineColumns)),
  collection('10', '子ども', item(childColumns, [schools])),
  collection('19', '空の一覧', item(lineColumns)),
];

interface Table {
  name: string;
  columns: readonly Column[];
  children: Readonly<Record<string, Table>>;
}
const schoolTable: Table = { name: 'agreed_schools', columns: schoolColumns, children: {} };
const tables: Table = {
  name: 'agreed',
  columns: topColumns,
  children: {
    9: { name: 'agreed_lines', columns: lineColumns, children: {} },
    10: { name: 'agreed_children', columns: childColumns, children: { 204: schoolTable } },
    19: { name: 'agreed_nothing', columns: lineColumns, children: {} },
  },
};

/** How a row of a table is read, by formulas as SQL. */
export function rowOf(alias: string, table: Table = tables): SqlRow {
  return {
    column(id) {
      const found = table.columns.find((each) => each.field.id === id);
      return found === undefined ? null : { sql: raw(`${alias}.f${id}`), stored: found.stored };
    },
    items(id, inner) {
      const child = table.children[id];
      if (child === undefined) return null;
      return {
        from: raw(`${child.name} AS ${inner}`),
        where: raw(`${inner}.parent = ${alias}.id AND ${inner}.position IS NOT NULL`),
        order: raw(`${inner}.position`),
        row: rowOf(inner, child),
      };
    },
  };
}

/** Makes the tables and fills them; gives the rows as answers, by id. */
export async function plant(client: pg.Client, count: number, chance: () => number): Promise<Values[]> {
  const pending = new Map<Table, unknown[][]>();
  let last = 0;
  const fill = (table: Table, parent: number, position: number | null): Values => {
    const id = ++last;
    const rows = pending.get(table) ?? [];
    pending.set(table, rows);
    const values: Values = {};
    // Each value of each column comes up in turn, beside ever different others; after that by chance, or empty.
    const place = (length: number, index: number) =>
      position !== null && parent === 0 && position < 100
        ? (position * (index + 1) + index) % length
        : chance() < 0.15
          ? -1
          : Math.floor(chance() * length);
    const cells = table.columns.map((each, index) => {
      const value = each.pool[place(each.pool.length, index)] ?? null;
      values[each.field.id] = seen(each, value);
      return cell(each, value);
    });
    rows.push([id, parent, position, ...cells]);
    for (const [field, child] of Object.entries(table.children)) {
      const wanted = child.name === 'agreed_nothing' ? 0 : Math.floor(chance() * 4);
      values[field] = Array.from({ length: wanted }, (_, index) => fill(child, id, index * 2));
      // A removed line keeps its row without a position.
      if (chance() < 0.3 && wanted > 0) fill(child, id, null);
    }
    return values;
  };
  const answers = Array.from({ length: count }, (_, index) => fill(tables, 0, index));
  for (const table of [tables, ...Object.values(tables.children), schoolTable]) {
    const names = table.columns.map((each) => `f${each.field.id} ${each.stored}`);
    await client.query(
      `CREATE TABLE ${table.name} (id integer PRIMARY KEY, parent integer, position integer, ${names.join(', ')})`,
    );
    for (const row of pending.get(table) ?? []) {
      const slots = row.map((_value, index) => `$${index + 1}`);
      await client.query(`INSERT INTO ${table.name} VALUES (${slots.join(', ')})`, row);
    }
    await client.query(`CREATE INDEX ON ${table.name} (parent)`);
  }
  return answers;
}

/** The value as formulas see it. */
function seen({ field, stored: from }: Column, value: unknown): unknown {
  return field.type === 'date' && from === 'text' && typeof value === 'string' ? lastDay(value) : value;
}

function cell({ stored: from }: Column, value: unknown): unknown {
  if (value === null || value === '') return null;
  if (from !== 'jsonb') return value;
  return JSON.stringify(value);
}

/** As core/fields gives a stored day to formulas. */
function lastDay(value: string): string | null {
  return isStoredDate(value) ? possibleDays(value).last : null;
}
