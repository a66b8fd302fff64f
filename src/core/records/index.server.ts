export { applyShape, layShape, selectShape, shapeOf } from './apply-shape.sql.ts';
export { applyDiff, diffOf, flatten, linesOf, overlapsOf, rewind, unflatten } from './diff.ts';
export * from './model.ts';
export { lineTable, nameProblem, recordTable, viewOf } from './naming.ts';
export { maxPhysicalColumns, planShape, type ShapePlan } from './plan-shape.ts';
export { type HistoryRow, loadRecord, loadRecords, selectHistory } from './read.sql.ts';
export { type Revised, reviseRecord } from './revise-record.server.ts';
export { recordStores } from './sealed-stores.sql.ts';
export { insertRecord, recordStatement } from './write.sql.ts';
