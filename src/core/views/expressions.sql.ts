/** How the value of one column reads in SQL: as answers have it, as it sorts and groups, as formulas know it. Text, from shapes only. */
import { columns, type Field, type FieldType } from '#core/fields';
import { columnName, overflowExpression, type ShapeColumn } from '#core/records.server';
import type { SqlColumn } from '#kernel/formula/sql';

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The column as its SQL type, wherever it lies. `alias` is the table's in the statement. */
export function typedText(column: ShapeColumn, alias: string): string {
  return column.place === 'overflow'
    ? overflowExpression(column.sqlType, column.fieldId, `${alias}.overflow`)
    : `${alias}.${quoted(columnName(column))}`;
}

/** What the driver gives becomes the answer by `fromDriver`; values in the overflow column are answers already. */
export function answerText(column: ShapeColumn, alias: string): string {
  return column.place === 'overflow'
    ? `(${alias}.overflow -> '${column.fieldId}')`
    : typedText(column, alias);
}

export interface KeyText {
  text: string;
  /** What a bound key is cast to. */
  type: string;
  /** Texts sort as people read them. */
  collate: boolean;
}

/** What a column is sorted and grouped by; null where neither means anything. */
export function keyText(column: ShapeColumn, alias: string): KeyText | null {
  const text = typedText(column, alias);
  switch (column.sqlType) {
    case 'bytea':
    case 'text[]':
    case 'uuid[]':
      return null;
    case 'jsonb': {
      if (severalOf.has(column.type)) return null;
      const key = columns[column.type as FieldType]?.sortExpression(text) ?? null;
      return key === null ? null : { text: `(${key})`, type: 'text', collate: true };
    }
    case 'text':
      return { text, type: 'text', collate: true };
    default:
      return { text, type: column.sqlType, collate: false };
  }
}

/** A column that holds several values, as text[]; null for any other. */
export function listText(column: ShapeColumn, alias: string): string | null {
  const text = typedText(column, alias);
  if (column.sqlType === 'text[]') return text;
  if (column.sqlType === 'uuid[]') return `${text}::text[]`;
  if (column.sqlType !== 'jsonb' || !severalOf.has(column.type)) return null;
  return `ARRAY(SELECT jsonb_array_elements_text(CASE WHEN jsonb_typeof(${text}) = 'array' THEN ${text} END))`;
}
const severalOf: ReadonlySet<string> = new Set(['multiple-choice', 'multi-select']);

/** The column as formulas know it (`toFormula` of its contract): an expression, and how the formula reads it. Some types need `field` for it. */
export function formulaText(
  column: ShapeColumn,
  alias: string,
  field?: Pick<Field, 'options'>,
): { text: string; stored: SqlColumn['stored'] } | null {
  const text = typedText(column, alias);
  const { sqlType, type } = column;
  const own = columns[type as FieldType]?.asFormula?.(text, field ?? { options: {} });
  if (own !== undefined && sqlType !== 'bytea') return { text: own.text, stored: own.sqlType };
  switch (sqlType) {
    case 'bytea':
      return null;
    case 'time':
      return { text: `to_char(${text}, 'HH24:MI')`, stored: 'text' };
    case 'jsonb':
      return ofJson(type, text);
    case 'text':
      // `1945-08-00`: of unknown days formulas count the last possible, so that nobody is older than is known.
      return type === 'birth-date' || type === 'date'
        ? { text: `formula_date(${text})`, stored: 'date' }
        : { text, stored: 'text' };
    default:
      return { text, stored: sqlType };
  }
}

const part = (text: string, name: string) => `nullif(${text} ->> '${name}', '')`;
const joined = (text: string, names: string[]) =>
  names.map((name) => `coalesce(${text} ->> '${name}', '')`).join(' || ');

function ofJson(type: string, text: string): { text: string; stored: SqlColumn['stored'] } {
  switch (type) {
    case 'person-name':
      return {
        text: `(CASE WHEN ${text} ->> 'kind' = 'one' THEN ${part(text, 'single')}
        ELSE nullif(concat_ws('　', ${part(text, 'family')}, ${part(text, 'given')}), '') END)`,
        stored: 'text',
      };
    case 'address':
      return {
        text: `coalesce(nullif(concat_ws('　', nullif(${joined(text, ['prefecture', 'city', 'ward', 'town', 'block'])}, ''),
        ${part(text, 'katagaki')}), ''), ${part(text, 'asWritten')})`,
        stored: 'text',
      };
    case 'lookup':
      return { text: part(text, 'key'), stored: 'text' };
    case 'file':
    case 'photo':
    case 'annotated-photo':
      return { text: namesIn(text), stored: 'text[]' };
    default:
      return { text, stored: 'jsonb' };
  }
}

/** Files are known by their names. */
function namesIn(text: string): string {
  return `(SELECT array_agg(value ->> 'name' ORDER BY at) FROM jsonb_array_elements(
    CASE WHEN jsonb_typeof(${text}) = 'array' THEN ${text} END) WITH ORDINALITY AS list (value, at))`;
}
