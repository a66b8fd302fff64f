/** The views of one app for analysts, as SQL. No function of ours is called: whoever reads a view needs the right to execute it. */
import { createHash } from 'node:crypto';
import type { WorkApp } from '#core/definitions';
import { type Choice, columnOf, type Field } from '#core/fields';
import { columnName, cutName, overflowExpression, type Shape, type ShapeColumn } from '#core/records.server';
import type { AnalysisPlan, AnalysisTable } from './plan-analysis.ts';

export interface AnalysisColumn {
  name: string;
  expression: string;
}

/** A view that should be there. `part` is null for the records, else the id of the lines. */
export interface AnalysisView {
  appId: string;
  part: number | null;
  /** As people call it; the view may need another name where that is taken. */
  wish: string;
  columns: AnalysisColumn[];
  /** From FROM on. */
  from: string;
  comment: string;
  /** Changes with anything of it. */
  digest: string;
}

const name = (identifier: string): string => `"${identifier.replaceAll('"', '""')}"`;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** `schema`: where the records lie. */
export function viewsOf(plan: AnalysisPlan, app: WorkApp, shape: Shape, schema: string): AnalysisView[] {
  return plan.tables.flatMap((table) => {
    const child =
      table.lines === null
        ? undefined
        : shape.children.find((one) => one.fieldId === table.lines!.id && !one.retired);
    if (table.lines !== null && child === undefined) return [];
    const columns = columnsOf(table, child?.columns ?? shape.columns, app, schema);
    const alive = `r.deleted_at IS NULL AND ${isOpen(app.id, schema)}`;
    const of = (one: string) => `${name(schema)}.${name(one)}`;
    const from =
      child === undefined
        ? `FROM ${of(shape.table)} r WHERE ${alive}`
        : `FROM ${of(child.table)} l JOIN ${of(shape.table)} r ON r.id = l.record_id WHERE l.position IS NOT NULL AND ${alive}`;
    const title = app.title.ja;
    const lines = table.lines === null ? null : table.lines.label.ja;
    const view = {
      appId: app.id,
      part: table.lines?.id ?? null,
      wish: lines === null ? title : `${title}_${lines}`,
      columns,
      from,
      comment: `業務アプリ「${title}」の${lines === null ? 'レコード' : `明細「${lines}」`}。個人情報の項目はありません`,
    };
    return [{ ...view, digest: digestOf(view) }];
  });
}

/** Nothing of an app that was turned off or retired, whatever views are still there. */
function isOpen(appId: string, schema: string): string {
  const [open, retired] = ['app_analysis', 'retired_apps'].map((one) => `${name(schema)}.${name(one)}`);
  return (
    `EXISTS (SELECT FROM ${open} o WHERE o.app_id = ${literal(appId)} ` +
    `AND NOT EXISTS (SELECT FROM ${retired} g WHERE g.app_id = o.app_id))`
  );
}

/** The columns of a view with their names; for screens too, which know no shape of a draft. */
export function columnsOf(
  table: AnalysisTable,
  shape: readonly ShapeColumn[],
  app: WorkApp,
  schema: string,
): AnalysisColumn[] {
  const own: AnalysisColumn[] =
    table.lines === null
      ? [
          { name: 'レコードID', expression: 'r.id' },
          { name: '作成日時', expression: tokyo('r.created_at') },
          { name: '更新日時', expression: tokyo('r.updated_at') },
        ]
      : [
          { name: 'レコードID', expression: 'l.record_id' },
          { name: '行', expression: '(l.position + 1)' },
        ];
  const taken = new Set(own.map((one) => one.name));
  const alias = table.lines === null ? 'r' : 'l';
  const found = [...own];
  const put = (wish: string, id: number, expression: string) => {
    found.push({ name: freeName(wish, id, taken), expression });
  };
  for (const { field } of table.fields) {
    const column = shape.find((one) => one.fieldId === field.id && !one.retired && !one.sealed);
    if (column === undefined) continue;
    const text = rawText(column, alias);
    put(field.label.ja, field.id, shownText(field, column, text, app, schema));
    // What a formula would count with: of a score its points.
    const points = field.type === 'score-choice' ? columnOf(field).asFormula?.(text, field) : undefined;
    if (points !== undefined) put(`${field.label.ja}の点`, field.id, points.text);
  }
  return found;
}

function freeName(wish: string, id: number, taken: Set<string>): string {
  let free = cutName(wish, 63);
  for (let turn = 0; taken.has(free); turn += 1)
    free = `${cutName(wish, 48)}_${id}${turn === 0 ? '' : `_${turn}`}`;
  taken.add(free);
  return free;
}

function rawText(column: ShapeColumn, alias: string): string {
  return column.place === 'overflow'
    ? overflowExpression(column.sqlType, column.fieldId, `${alias}.overflow`)
    : `${alias}.${name(columnName(column))}`;
}

/** As people read it: labels instead of codes, names instead of ids, the clock on the wall. */
function shownText(field: Field, column: ShapeColumn, text: string, app: WorkApp, schema: string): string {
  switch (field.type) {
    case 'choice':
    case 'score-choice':
      return labelled(text, choicesOf(field));
    case 'multiple-choice':
      return `(SELECT string_agg(${labelled('one.value', choicesOf(field))}, '、' ORDER BY one.at)
        FROM jsonb_array_elements_text(CASE WHEN jsonb_typeof(${text}) = 'array' THEN ${text} END) WITH ORDINALITY AS one (value, at))`;
    case 'status':
      return labelled(
        text,
        (app.work.process?.states ?? []).map((one) => ({ value: one.id, label: one.title.ja })),
      );
    case 'department':
      return named(text, column, (code) => departmentOf(code, schema));
    case 'group':
      return named(
        text,
        column,
        (id) => `(SELECT g.name FROM ${name(schema)}.staff_groups g WHERE g.id = ${id})`,
      );
    default:
      return column.sqlType === 'timestamptz' ? tokyo(text) : text;
  }
}

const tokyo = (text: string): string => `(${text} AT TIME ZONE 'Asia/Tokyo')`;

const choicesOf = (field: Field): { value: string; label: string }[] =>
  ((field.options as { choices?: Choice[] }).choices ?? []).map(({ value, label }) => ({
    value,
    label: label.ja,
  }));

/** A value that is no choice any more stays as it is. */
function labelled(text: string, choices: readonly { value: string; label: string }[]): string {
  if (choices.length === 0) return text;
  const cases = choices.map(({ value, label }) => `WHEN ${literal(value)} THEN ${literal(label)}`);
  return `(CASE ${text} ${cases.join(' ')} ELSE ${text} END)`;
}

/** Several stand with 、 between them, in their order. */
function named(text: string, column: ShapeColumn, nameOf: (id: string) => string): string {
  const known = (id: string) => `coalesce(${nameOf(id)}, ${id})`;
  if (column.sqlType !== 'text[]') return known(text);
  return `(SELECT string_agg(${known('one.id')}, '、' ORDER BY one.at) FROM unnest(${text}) WITH ORDINALITY AS one (id, at))`;
}

/** Its newest name; offices that closed keep theirs. */
const departmentOf = (code: string, schema: string): string =>
  `(SELECT d.name FROM ${name(schema)}.departments d WHERE d.code = ${code} ORDER BY d.valid_from DESC LIMIT 1)`;

/** Both statements of a view whose name has been found. */
export function createView(view: AnalysisView, at: string, schema: string, readers: string): string[] {
  const list = view.columns.map((one) => `${one.expression} AS ${name(one.name)}`);
  const whole = `${name(schema)}.${name(at)}`;
  return [
    // Not security_invoker: analysts have no right to the tables. The barrier keeps their conditions outside.
    `CREATE VIEW ${whole} WITH (security_barrier = true) AS SELECT ${list.join(', ')} ${view.from}`,
    `COMMENT ON VIEW ${whole} IS ${literal(`${view.comment}${tagOf(view)}`)}`,
    `GRANT SELECT ON ${whole} TO ${name(readers)}`,
  ];
}

/** At the end of a view's comment: what it is, so that the database itself says which views are there, also after a restore. */
const tagOf = (view: Pick<AnalysisView, 'appId' | 'part' | 'digest'>): string =>
  `（${view.appId} ${view.part ?? '-'} ${view.digest}）`;

const tag = /（([a-z0-9-]+) (-|\d+) ([0-9a-f]{16})）$/;

export function readTag(comment: string | null): Pick<AnalysisView, 'appId' | 'part' | 'digest'> | null {
  const found = tag.exec(comment ?? '');
  if (found === null) return null;
  return { appId: found[1]!, part: found[2] === '-' ? null : Number(found[2]), digest: found[3]! };
}

const digestOf = (view: object): string =>
  createHash('sha256').update(JSON.stringify(view)).digest('hex').slice(0, 16);
