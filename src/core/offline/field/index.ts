/** The door of the page 持ち出し帳, which is a bundle of its own (`src/app/offline`). */
export { NoLine, NotTaken, type Office } from '../browser/send.ts';
export { startField } from './start.ts';
