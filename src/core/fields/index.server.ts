/** The server door: schemas of definitions, columns of records. */
export type { FieldColumn } from './column.ts';
export { columnOf, columns } from './columns.ts';
export { optionSchemas } from './options.server.ts';
export { fieldSchema } from './schema.server.ts';
