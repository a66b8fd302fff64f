export { type GuessedColumn, guessTypes } from './guess-types.ts';
export * from './model.ts';
export { readCell } from './read-cell.ts';
export { type SheetEncoding, type SheetRow, sheetEncodings, sheetLimits } from './reader/sheet.ts';
