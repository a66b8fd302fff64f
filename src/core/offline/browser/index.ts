/** The door of what a browser does with records that were taken along. */
export { canKeep } from './database.ts';
export { dropBox, keepBox, settleTaken } from './store.ts';
