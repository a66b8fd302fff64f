export { addFile, keepUpload } from './attach-file.server.ts';
export { type BulkLine, type BulkVerb, bulkVerbs, doBulk, previewBulk } from './bulk.server.ts';
export type { CaseFilter, CaseRow } from './cases.sql.ts';
export {
  approveCase,
  type DecisionInput,
  draftDecision,
  recallDecision,
  sendBack,
} from './decide-case.server.ts';
export type { ApprovalRow, DecisionContent, DecisionRow } from './decisions.sql.ts';
export {
  needsSecond,
  reissueDocument,
  releaseHeld,
  revokeDocument,
  withdrawProposal,
} from './end-document.server.ts';
export { enterCase, type Scan } from './enter-case.server.ts';
export { selectWaitingFiles } from './file-scans.sql.ts';
export { caseHandlers } from './handlers.server.ts';
export type { Issuer } from './issue-case.server.ts';
export type { ActionRow, CommentRow, CorrectionRow, LetterRow, StaffFileRow } from './log.sql.ts';
export { type RepairView, repairDocument, voidDocument } from './mend-document.server.ts';
export { type Desk, type OpenCase, openCase } from './open-case.server.ts';
export { type NoticePreview, previewNotice } from './preview-notice.server.ts';
export {
  type CaseView,
  type Inbox,
  type InboxQuery,
  listCases,
  readCase,
  type WaitingForMe,
  waitingForMe,
} from './read-case.server.ts';
export { lookUpRegister, type RegisterAnswer } from './register-case.server.ts';
export { deleteFilter, type SavedFilter, saveFilter, selectFilters } from './saved-filters.sql.ts';
export { settleFile } from './settle-files.server.ts';
export { countAllCases, walkCases } from './walk-cases.server.ts';
export {
  askCorrection,
  assignCase,
  checkIdentity,
  closeCase,
  commentOnCase,
  receiveCase,
  recordPayment,
  withdrawCase,
  writeToApplicant,
} from './work-case.server.ts';
