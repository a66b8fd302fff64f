export { csvText, guardText, unguardText } from './cells.ts';
export * from './model.ts';
