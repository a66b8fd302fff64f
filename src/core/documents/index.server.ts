export {
  closeRepairTask,
  type DocumentRow,
  lockDocument,
  markState,
  selectDocuments,
  selectRepairTask,
  updateData,
} from './documents.sql.ts';
export { type Rendered, renderDocument } from './render-document.server.ts';
export { type DocumentRequest, reserveDocument } from './reserve-document.server.ts';
