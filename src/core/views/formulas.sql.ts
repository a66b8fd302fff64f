/** Formulas about the records of an open app, put into SQL: as access rules see values, or as the person does. */
import { type RawBuilder, sql } from 'kysely';
import type { Field } from '#core/fields';
import { seatedRef, unheldRef } from '#core/policy';
import type { ShapeChild, ShapeColumn } from '#core/records.server';
import type { Expr } from '#kernel/formula';
import {
  conditionOf,
  param,
  put,
  raw,
  type Sql,
  type SqlColumn,
  type SqlItems,
  type SqlRow,
  type SqlSource,
  sqlOf,
  whereOf,
} from '#kernel/formula/sql';
import { formulaText } from './expressions.sql.ts';
import type { OpenApp } from './open-app.server.ts';

/**
 * `raw`: what is stored, for access rules, which read a record as `core/entries` does. `masked`: what the person may read, for
 * everything they ask. `live`: as `raw`, but calculated fields of the moment are worked out.
 */
export type Sight = 'raw' | 'masked' | 'live';

const recordAlias = 'r';

/** A condition on the record, for WHERE. */
export function conditionIn(open: OpenApp, expr: Expr, sight: Sight): RawBuilder<boolean> {
  return builderOf(whereOf(expr, sourceOf(open, sight)));
}

/** The value of a calculated field of the moment; null for a field that is read as it is stored. */
export function liveValue(open: OpenApp, column: ShapeColumn): RawBuilder<unknown> | null {
  const live = liveIn(open, column);
  return live === null ? null : builderOf(live.sql);
}

/** Typed as the column is. Where a formula gives something that no typed column takes, the stored value is what there is. */
function liveIn(open: OpenApp, column: ShapeColumn): SqlColumn | null {
  const expr = open.live.get(column.fieldId);
  if (expr === undefined || column.sealed) return null;
  const { sql: text, kind } = sqlOf(expr, sourceOf(open, 'live'));
  const stored = ({ number: 'numeric', text: 'text', boolean: 'boolean', date: 'date' } as const)[
    kind as 'number' | 'text' | 'boolean' | 'date'
  ];
  return stored === undefined || stored !== column.sqlType ? null : { sql: text, stored };
}

function builderOf<T>({ strings, values }: Sql): RawBuilder<T> {
  const template = Object.assign([...strings], { raw: [...strings] }) as unknown as TemplateStringsArray;
  return sql<T>(template, ...values);
}

/** Aliases of items inside masks are others than those of the formula around. */
const aliases = { raw: 'm', live: 'v', masked: 'i' } as const;

function sourceOf(open: OpenApp, sight: Sight): SqlSource {
  return { row: recordRow(open, sight), ...open.at, alias: aliases[sight] };
}

function recordRow(open: OpenApp, sight: Sight): SqlRow {
  const mask = maskOf(open, sight);
  return {
    column(id) {
      if (id === seatedRef) return { sql: seatedIn(open), stored: 'boolean' };
      if (id === unheldRef) return { sql: unheldIn(open), stored: 'boolean' };
      const column = open.shape.columns.find((one) => one.fieldId === Number(id));
      const hide = mask(Number(id));
      if (column === undefined || hide === 'hidden') return null;
      const live = sight === 'raw' ? null : liveIn(open, column);
      return live === null
        ? columnIn(column, open.all.get(Number(id)), recordAlias, hide)
        : under(hide, live);
    },
    items(id, alias) {
      const child = open.shape.children.find((one) => one.fieldId === Number(id));
      const hide = mask(Number(id));
      return child === undefined || hide === 'hidden'
        ? null
        : itemsIn(child, open.all.get(Number(id)), alias, hide);
    },
  };
}

/** Asked once for a statement, not for each record: people sit in few of many. */
function seatedIn(open: OpenApp): Sql {
  return put`(${raw(recordAlias)}.id IN (SELECT s.record_id FROM record_seers s WHERE s.app_id = ${param(open.app.id, 'text')} AND s.key = ANY (${param([...open.seats], 'text[]')})))`;
}

/** Few of many, too; they came with the app (`held`), so that all statements of a request know the same. */
function unheldIn({ held }: OpenApp): Sql {
  return held === 'all' ? raw('false') : put`(${raw(recordAlias)}.id <> ALL (${param([...held], 'uuid[]')}))`;
}

/** Undefined: read as it stands. */
type Mask = Sql | 'hidden' | undefined;

function maskOf(open: OpenApp, sight: Sight): (id: number) => Mask {
  if (sight !== 'masked')
    return (id) => (open.all.get(id)?.classification === 'sealed' ? 'hidden' : undefined);
  const readable = new Map(open.fields.map((one) => [one.field.id, one.read]));
  return (id) => {
    const read = readable.get(id);
    if (read === undefined) return 'hidden';
    return read === true ? undefined : conditionOf(read, sourceOf(open, 'raw'));
  };
}

function columnIn(
  column: ShapeColumn,
  field: Field | undefined,
  alias: string,
  mask: Sql | undefined,
): SqlColumn | null {
  const found = column.sealed ? null : formulaText(column, alias, field);
  if (found === null) return null;
  return under(mask, { sql: raw(found.text), stored: found.stored });
}

const under = (mask: Sql | undefined, column: SqlColumn): SqlColumn =>
  mask === undefined ? column : { ...column, sql: put`(CASE WHEN ${mask} THEN ${column.sql} END)` };

function itemsIn(
  child: ShapeChild,
  field: Field | undefined,
  alias: string,
  mask: Sql | undefined,
): SqlItems {
  const own = raw(`${alias}.record_id = ${recordAlias}.id AND ${alias}.position IS NOT NULL`);
  return {
    from: raw(`"${child.table}" AS ${alias}`),
    where: mask === undefined ? own : put`${own} AND ${mask}`,
    order: raw(`${alias}.position, ${alias}.line_key COLLATE "C"`),
    row: {
      column(id) {
        const column = child.columns.find((one) => one.fieldId === Number(id));
        const inner = field?.fields?.find((one) => one.id === Number(id));
        return column === undefined ? null : columnIn(column, inner, alias, undefined);
      },
      items: () => null,
    },
  };
}
