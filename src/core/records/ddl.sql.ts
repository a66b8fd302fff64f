/** A plan as statements for the builder. `{{staff}}` and `{{worker}}` are roles of the municipality. */
import type { Shape, ShapeChild, ShapeColumn } from './model.ts';
import { columnName, systemColumns, viewColumnNames, viewOf } from './naming.ts';
import { overflowExpression } from './overflow.sql.ts';
import type { ShapePlan } from './plan-shape.ts';

/** In order; run in one transaction by the builder, who owns all tables of records. */
export function statementsOf(plan: ShapePlan): string[] {
  if (plan.unchanged) return [];
  const { shape } = plan;
  // Nobody writes on the old shape behind our back, and nobody who reads first and writes then can stand in a circle with us.
  const tables = [plan.before?.table, ...(plan.before?.children ?? []).map((one) => one.table)];
  const statements: string[] =
    plan.before === null
      ? []
      : [`LOCK TABLE ${tables.map((table) => name(table!)).join(', ')} IN ACCESS EXCLUSIVE MODE`];
  const system = Object.keys(systemColumns).filter((one) => plan.system?.includes(one) ?? true);
  if (plan.before === null) statements.push(...createTable(shape, system));
  else {
    const there = new Set(plan.before.columns.filter((one) => one.place === 'column').map(columnName));
    const [used, added] = [true, false].map((again) =>
      plan.newColumns.filter((one) => one.place === 'column' && there.has(columnName(one)) === again),
    ) as [ShapeColumn[], ShapeColumn[]];
    if (added.length > 0) statements.push(addColumns(shape.table, added));
    // Emptied before; whoever had an old page open may have written since.
    for (const one of used)
      statements.push(
        `UPDATE ${name(shape.table)} SET ${columnName(one)} = NULL WHERE ${columnName(one)} IS NOT NULL`,
      );
  }
  if (plan.before !== null && plan.newColumns.some((one) => one.place === 'overflow')) {
    statements.push(`ALTER TABLE ${name(shape.table)} ADD COLUMN IF NOT EXISTS overflow jsonb`);
  }
  for (const one of plan.newColumns)
    if (one.unique === true)
      statements.push(`CREATE UNIQUE INDEX ON ${name(shape.table)} (${columnName(one)})`);
  for (const child of plan.newChildren) statements.push(...createChild(shape, child));
  for (const child of shape.children) {
    const added = plan.newChildColumns
      .filter((one) => one.child.fieldId === child.fieldId)
      .map((one) => one.column);
    if (added.length > 0) statements.push(addColumns(child.table, added));
  }
  if (plan.newSearch === true && shape.search !== undefined)
    statements.push(...createSearch(shape, shape.search.table));
  statements.push(...comments(shape), ...views(shape, system.includes('deleted_at')));
  return statements;
}

function createTable(shape: Shape, system: string[]): string[] {
  const columns = [
    'id uuid PRIMARY KEY',
    'revision integer NOT NULL DEFAULT 1',
    'created_at timestamptz NOT NULL DEFAULT now()',
    'updated_at timestamptz NOT NULL DEFAULT now()',
    ...system.map((one) => `${one} ${systemColumns[one as keyof typeof systemColumns]}`),
    ...shape.columns.filter((one) => one.place === 'column').map(column),
    ...(shape.columns.some((one) => one.place === 'overflow') ? ['overflow jsonb'] : []),
  ];
  return [
    `CREATE TABLE ${name(shape.table)} (${columns.join(', ')})`,
    grant(shape.table),
    // Lines go with their record, by their foreign key.
    `GRANT SELECT (id${system.includes('deleted_at') ? ', deleted_at' : ''}), DELETE ON ${name(shape.table)} TO {{worker}}`,
  ];
}

function createChild(shape: Shape, child: ShapeChild): string[] {
  const columns = [
    `record_id uuid NOT NULL REFERENCES ${name(shape.table)} (id) ON DELETE CASCADE`,
    'line_key text NOT NULL',
    'position integer',
    ...child.columns.map(column),
    'PRIMARY KEY (record_id, line_key)',
  ];
  return [`CREATE TABLE ${name(child.table)} (${columns.join(', ')})`, grant(child.table)];
}

/**
 * Rows are made from records and go with them. Without fastupdate every reader is as fast as the index, not as what has piled up
 * beside it.
 */
function createSearch(shape: Shape, table: string): string[] {
  return [
    `CREATE TABLE ${name(table)} (record_id uuid NOT NULL REFERENCES ${name(shape.table)} (id) ON DELETE CASCADE,
      class text NOT NULL, words text NOT NULL, grams text[] NOT NULL, PRIMARY KEY (record_id, class))`,
    `CREATE INDEX ON ${name(table)} USING gin (grams) WITH (fastupdate = off)`,
    `COMMENT ON TABLE ${name(table)} IS ${literal(`${shape.title}: texts to search by, a row per record and visibility class; made from the record`)}`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ${name(table)} TO {{staff}}`,
  ];
}

/** The office never deletes: lines are emptied. Records end by disposal (core/retention), which the worker carries out. */
function grant(table: string): string {
  return `GRANT SELECT, INSERT, UPDATE ON ${name(table)} TO {{staff}}`;
}

function addColumns(table: string, columns: ShapeColumn[]): string {
  const added = columns.filter((one) => one.place === 'column').map((one) => `ADD COLUMN ${column(one)}`);
  return `ALTER TABLE ${name(table)} ${added.join(', ')}`;
}

const column = (one: ShapeColumn): string => `${columnName(one)} ${one.sqlType}`;
const name = (identifier: string): string => `"${identifier.replaceAll('"', '""')}"`;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function comments(shape: Shape): string[] {
  const ofColumn = (table: string, one: ShapeColumn) =>
    `COMMENT ON COLUMN ${name(table)}.${columnName(one)} IS ${literal(`${one.code}: ${one.label}${one.retired ? '（廃止）' : ''}`)}`;
  return [
    `COMMENT ON TABLE ${name(shape.table)} IS ${literal(shape.title)}`,
    ...shape.columns.filter((one) => one.place === 'column').map((one) => ofColumn(shape.table, one)),
    ...shape.children.flatMap((child) => [
      `COMMENT ON TABLE ${name(child.table)} IS ${literal(`${shape.title}: ${child.label}; position is empty for a removed line`)}`,
      ...child.columns.map((one) => ofColumn(child.table, one)),
    ]),
  ];
}

/** Readable views with Japanese names, for SQL and BI: no sealed, no retired fields, no trash; rights are the reader's own. */
function views(shape: Shape, trash: boolean): string[] {
  const alive = trash ? ' WHERE deleted_at IS NULL' : '';
  const ofAlive = trash ? ` AND record_id IN (SELECT id FROM ${name(shape.table)}${alive})` : '';
  const main = view(shape.table, ['id', 'revision', 'created_at', 'updated_at'], shape.columns, alive);
  const lines = shape.children
    .filter((child) => !child.retired)
    .map((child) =>
      view(
        child.table,
        ['record_id', 'line_key', 'position'],
        child.columns,
        ` WHERE position IS NOT NULL${ofAlive}`,
      ),
    );
  return [...main, ...lines.flat()];
}

function view(table: string, own: string[], columns: ShapeColumn[], where: string): string[] {
  const shown = columns.filter((one) => !one.sealed && !one.retired);
  const names = viewColumnNames(shown, own);
  const list = [...own, ...shown.map((one) => `${expression(one)} AS ${name(names.get(one.fieldId)!)}`)];
  return [
    `DROP VIEW IF EXISTS ${name(viewOf(table))}`,
    `CREATE VIEW ${name(viewOf(table))} WITH (security_invoker = true) AS SELECT ${list.join(', ')} FROM ${name(table)}${where}`,
    `GRANT SELECT ON ${name(viewOf(table))} TO {{staff}}`,
  ];
}

function expression(one: ShapeColumn): string {
  return one.place === 'overflow' ? overflowExpression(one.sqlType, one.fieldId) : columnName(one);
}
