export { endPaper, mendPaper, reissuePaper } from './end-paper.server.ts';
export { issueByProcess, issuePaper } from './issue-paper.server.ts';
export { type Papers, papersOf, reachPaper } from './papers-of-record.server.ts';
export { previewPaper, printPaper } from './print-paper.server.ts';
export type { ListedDocument } from './record-documents.sql.ts';
export { recordDocumentHandlers } from './render-paper.server.ts';
export type { PaperTools } from './set-paper.server.ts';
