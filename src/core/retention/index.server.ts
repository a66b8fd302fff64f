export { retentionDisposals } from './decide-going.server.ts';
export { emptyOldMessages } from './dispose.sql.ts';
export { retentionHandlers } from './handlers.server.ts';
export { extendTerm, liftHold, placeHold } from './keep-case.server.ts';
export {
  type ItemRow,
  type ListRow,
  type PackageRow,
  selectItems,
  selectLists,
  selectPackage,
} from './lists.sql.ts';
export { archivePackage, confirmArchive, type PackageEntry } from './pack-archive.server.ts';
export {
  approveDisposal,
  dropDisposal,
  isRecordsOffice,
  openList,
  proposeDisposal,
  proposeErasure,
  reviewItem,
} from './propose-disposal.server.ts';
export { scheduleTerms } from './schedule-terms.server.ts';
export { type DueRow, selectDue, selectTerm, type TermRow } from './terms.sql.ts';
