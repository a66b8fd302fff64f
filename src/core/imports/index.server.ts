export { readSheet, type Sheet } from './reader/read-sheet.server.ts';
export { UnreadableSheet } from './reader/sheet.ts';
