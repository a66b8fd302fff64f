export { inlineHeaders, responseHeaders } from './headers.ts';
export { claimFile, grace, keepFile, sweepOrphans } from './keep.server.ts';
export type { FileRules, FileSource, StoredFile } from './model.ts';
export { safeFileName } from './name.ts';
export { createS3Objects } from './objects-s3.server.ts';
export { fileResponse } from './response.server.ts';
export { createScanner, infected, type Scanner, type Verdict } from './scanner.server.ts';
export { type CityFiles, createFileStore, type FileStore, type FileStoreOptions } from './store.server.ts';
export { AlteredFile } from './verify.server.ts';
