export { inlineHeaders, responseHeaders } from './headers.ts';
export type { FileRules, FileSource, StoredFile } from './model.ts';
export { safeFileName, spokenFileName } from './name.ts';
