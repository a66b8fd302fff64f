export { actOnApproval } from './act-on-approval.server.ts';
export { actOnRecord } from './act-on-record.server.ts';
export { correctFormally } from './correct-formally.server.ts';
export { processHandlers } from './handlers.server.ts';
export { countBoxes, inboxOf } from './inbox.server.ts';
export * from './model.ts';
export { previewDraft } from './preview-draft.server.ts';
export { readProcess } from './read-process.server.ts';
export { reseatRunning } from './reseat-running.server.ts';
