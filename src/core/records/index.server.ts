export {
  applyShape,
  asBuilder,
  currentShape,
  currentShapeOf,
  layShape,
  selectShape,
  selectShapes,
  shapeOf,
  underLockTimeout,
} from './apply-shape.sql.ts';
export { clearable, clearColumn, freeColumn, physicalColumns } from './clear-column.sql.ts';
export { conversionProblem, convertValue } from './convert.ts';
export { applyDiff, diffOf, flatten, lineFieldsIn, linesOf, overlapsOf, rewind, unflatten } from './diff.ts';
export { aboutRecords, eraseRecord, selectExpired } from './erase.sql.ts';
export {
  countRecords,
  type Fill,
  type Filled,
  fillRecords,
  selectRecordIds,
  selectUnconverted,
} from './fill-records.sql.ts';
export * from './model.ts';
export { columnName, cutName, lineTable, nameProblem, recordTable, systemColumns, viewOf } from './naming.ts';
export { numberIssues, numberRecords } from './numbers.sql.ts';
export { overflowExpression } from './overflow.sql.ts';
export { copyPersons, insertRecordKey } from './persons.sql.ts';
export {
  type CasePerson,
  keysOfName,
  namingFields,
  personsOf,
  recordPersons,
  referenceKey,
  targetsOf,
} from './persons.ts';
export { keepsColumn, maxPhysicalColumns, planShape, type ShapePlan } from './plan-shape.ts';
export { type HistoryRow, loadRecord, loadRecords, selectHistory, selectRecords } from './read.sql.ts';
export { type Passage, type Revised, reviseRecord } from './revise-record.server.ts';
export { recordStores } from './sealed-stores.sql.ts';
export { finishReindex, reindexRecords } from './search.sql.ts';
export { searchClasses, termsOf } from './search-terms.ts';
export { fromDriver } from './storage.ts';
export { insertRecord, updateRecord, writeRecord } from './write.sql.ts';
export {
  insertRecords,
  type ManyChanged,
  type ManyNew,
  ShapeMoved,
  updateRecords,
} from './write-many.sql.ts';
