/** The door of formulas as SQL; apart from the formula's own, so that nothing of it reaches residents' pages. */
export type { SqlColumn, SqlItems, SqlRow, Stored } from './parts.ts';
export { conditionOf, type SqlSource, type SqlValue, sqlOf, whereOf } from './sql.ts';
export { list, param, put, raw, type Sql } from './text.ts';
