export { addRecord } from './add-record.server.ts';
export {
  addByProcess,
  editByProcess,
  editFromElsewhere,
  type ProcessDesk,
  readByProcess,
} from './by-process.server.ts';
export type { CommentRow, LinkEnd } from './comments.sql.ts';
export { deleteRecord, restoreRecord } from './delete-record.server.ts';
export { type DeskScene, deskOfScene } from './desk-of-scene.server.ts';
export { type Edit, edited, editRecord } from './edit-record.server.ts';
export { eraseExpired } from './erase-expired.server.ts';
export { type FoundDuplicates, findDuplicates } from './find-duplicates.server.ts';
export { recordsByKey } from './land-keys.sql.ts';
export type { Arrival, Landing } from './land-model.ts';
export { type EntryApp, landRecords, openForImport } from './land-records.server.ts';
export { isClosed, standingsIn } from './locks.server.ts';
export { type Merge, mergeRecords } from './merge-records.server.ts';
export { selectSurvivor as survivorOf } from './merges.sql.ts';
export * from './model.ts';
export { contextOf, type EntryDesk, fieldsFor, type OpenApp } from './open-app.server.ts';
export { type Reached, reachEntry } from './reach-entry.server.ts';
export type { RunResult } from './runs.sql.ts';
export { blankRecord, type SeenRecord, seenRecord } from './seen-record.server.ts';
export { filesFor, followLines } from './settle.server.ts';
export { mostInRun, type Selection, startBulkDelete, startBulkEdit } from './start-run.server.ts';
export {
  commentOnRecord,
  followRecord,
  linkRecords,
  mayLook,
  readComments,
  readLinks,
  unlinkRecords,
  withdrawComment,
} from './talk-about-record.server.ts';
export { undoChange } from './undo-change.server.ts';
export { type Visit, type Visitor, visitRecord } from './visits.server.ts';
export { type Seer, type WhoSees, whoSees } from './who-sees.server.ts';
export { cancelBulk, continueRun, runHandlers, runProgress, runResults } from './work-run.server.ts';
