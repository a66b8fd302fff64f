export { cancelImport, checkImport, chooseSheet, problemsOf, startImport } from './act-on-import.server.ts';
export { errorFile } from './error-file.server.ts';
export { startImportRunner } from './import-runner.server.ts';
export { readSheet, type Sheet } from './reader/read-sheet.server.ts';
export { UnreadableSheet } from './reader/sheet.ts';
export { beginUpload, finishUpload, giveUpUpload, receivePiece } from './receive-import.server.ts';
export {
  type ImportDesk,
  listImports,
  mostBytes,
  readImport,
  requestImport,
  sampleRows,
} from './request-import.server.ts';
export { type ImportTools, runNextImport } from './run-import.server.ts';
export { keysOf, targetsOf } from './targets.ts';
