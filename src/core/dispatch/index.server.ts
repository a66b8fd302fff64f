export { addressForLetter } from './address-for-letter.server.ts';
export { countLetters, type LetterRow, type LogRow, selectLetters, selectLog } from './dispatch.sql.ts';
export { listIssued, listUnopened, takeDelivery } from './list-letters.server.ts';
export { type LetterAct, markLetters } from './mark-letters.server.ts';
export { type PrintTools, printLetters } from './print-letters.server.ts';
