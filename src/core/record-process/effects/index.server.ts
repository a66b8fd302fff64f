/** Posting only, so that `core/entries`, which effects are done with, can say that a record began. */
export { type Followed, postEffects } from './post-effects.server.ts';
