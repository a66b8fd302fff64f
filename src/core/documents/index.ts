export { type Appeal, composeAppealNotice } from './appeal-notice.ts';
export { composeBlocks, type DocumentData, type FilledBlock } from './compose.ts';
export type { Proposal } from './model.ts';
export { type Glyphs, readSubstitutes, type Substitute } from './substitutes.ts';
