export {
  closeRepairTask,
  type DocumentRow,
  lockDocument,
  markState,
  noteOpened,
  selectDocuments,
  selectRepairTask,
  updateData,
} from './documents.sql.ts';
export { type NumberedPlace, numberDocument } from './number-document.server.ts';
export {
  highest,
  type IssuedNumber,
  noteNumbers,
  numbersFile,
  readNumbers,
} from './number-journal.server.ts';
export {
  markVoid,
  type NumberRow,
  selectLastNumbers,
  selectNumbers,
  selectNumberYears,
} from './numbers.sql.ts';
export { dropProposal, propose } from './proposals.sql.ts';
export { type Rendered, type RenderTools, renderDocument } from './render-document.server.ts';
export { type DocumentRequest, reserveDocument } from './reserve-document.server.ts';
export { retryWaiting } from './retry-waiting.server.ts';
export type { Signing } from './sign-document.server.ts';
export { skipNumbers } from './skip-numbers.server.ts';
export { verificationCode } from './verification-code.server.ts';
