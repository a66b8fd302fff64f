export {
  type CellIssue,
  type Column,
  columns,
  dayText,
  type ReadingOffice,
  readEntry,
  volumeLabel,
  wholeNumber,
  writeCell,
  yearsOf,
} from './columns.ts';
export * from './entry.ts';
export {
  casesIn,
  type Figures,
  figuresOf,
  lightened,
  type Parallel,
  paperChannels,
  parallelOf,
  percent,
} from './figures.ts';
export { filterEntries, type ListFilter, readListFilter, states } from './filter.ts';
export { sheetOf } from './inventory-sheet.ts';
export { listingOf } from './listing-of.ts';
export { mayEditEntry } from './may-edit.ts';
export type { EntryChange, Inventory } from './model.ts';
export { type ImportPlan, planImport, type SheetIssue } from './plan-import.ts';
export { type Issue, type IssueKind, issueWords, qualityOf } from './quality.ts';
export { lockedKeys } from './with-definition.ts';
