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
export { markVoid, type NumberRow, selectNumbers, selectNumberYears } from './numbers.sql.ts';
export { dropProposal, propose } from './proposals.sql.ts';
export { type Rendered, type RenderTools, renderDocument } from './render-document.server.ts';
export { type DocumentRequest, reserveDocument } from './reserve-document.server.ts';
export { retryWaiting } from './retry-waiting.server.ts';
export type { Signing } from './sign-document.server.ts';
