export { linesOf } from './diff.ts';
export type * from './model.ts';
export { isSealed } from './model.ts';
export { lineTable, nameProblem, recordTable, viewOf } from './naming.ts';
