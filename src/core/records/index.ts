export { conversionProblem, convertValue } from './convert.ts';
export { applyDiff, diffOf, flatten, lineFieldsIn, linesOf, unflatten } from './diff.ts';
export type * from './model.ts';
export { isSealed } from './model.ts';
export { columnName, cutName, lineTable, nameProblem, recordTable, systemColumns, viewOf } from './naming.ts';
export { keepsColumn, maxPhysicalColumns, planShape } from './plan-shape.ts';
