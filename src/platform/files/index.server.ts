export { inlineHeaders, responseHeaders } from './headers.ts';
export type { FileRules, FileSource, StoredFile } from './model.ts';
export { safeFileName } from './name.ts';
export { createFileStore, type FileStore, type FileStoreOptions } from './store.server.ts';
