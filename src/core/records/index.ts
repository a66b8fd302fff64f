export { linesOf } from './diff.ts';
export type * from './model.ts';
export { isSealed } from './model.ts';
export { columnName, lineTable, nameProblem, recordTable, systemColumns, viewOf } from './naming.ts';
