export { type Appeal, composeAppealNotice } from './appeal-notice.ts';
export { composeBlocks, type DocumentData, type FilledBlock } from './compose.ts';
export type { Proposal } from './model.ts';
export { readSubstitutes, type Substitute } from './substitutes.ts';
