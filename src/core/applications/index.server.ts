export {
  type ApplicationLine,
  findApplication,
  selectApplications,
  selectDocuments,
  selectEvents,
  selectMessages,
} from './applications.sql.ts';
export { chooseDelivery } from './choose-delivery.server.ts';
export {
  type CorrectionOutcome,
  correct,
  correctionNotes,
  type OpenCorrection,
  openCorrection,
} from './correct.server.ts';
export { countUpload, mostUploads } from './count-upload.server.ts';
export { findVerification, type Verification } from './deliveries.sql.ts';
export { openDocument } from './documents.server.ts';
export { type DraftLine, deleteDraft, selectDrafts } from './drafts.sql.ts';
export { fileNotes, type Unsettled, unsettledFiles } from './file-notes.server.ts';
export { selectWaitingUploads, settleUpload } from './file-scans.sql.ts';
export { findFile, selectApplicationFiles } from './files.sql.ts';
export { portalHandlers } from './handlers.server.ts';
export { longestMessage, mayWithdraw, sendMessage, withdraw } from './letters.server.ts';
export { newNumber } from './new-number.server.ts';
export { type OpenDraft, openDraft } from './open-draft.server.ts';
export { paperSecret, paperSecretOf } from './paper-secret.server.ts';
export { offerPrefill, type Prefill } from './prefill.server.ts';
export { resume } from './resume.server.ts';
export { type PagePost, type SavedPage, type SavePorts, savePage } from './save-page.server.ts';
export { type Say, sayIn } from './say.server.ts';
export {
  type ApplicantScene,
  applicantSeals,
  type Behaviour,
  behaviourOf,
  formContext,
  formOf,
} from './scene.server.ts';
export { applicationStores } from './sealed-stores.sql.ts';
export { grant as grantTo } from './secrets.sql.ts';
export { startDraft } from './start-draft.server.ts';
export { bodyOf, canonical, type Submission, submit } from './submit.server.ts';
export type { Upload, UploadPort } from './uploads.server.ts';
