export {
  answerExport,
  beginDownload,
  cancelExport,
  chooseCharacters,
  listExports,
  mayAnswer,
  readExport,
  showPassword,
} from './act-on-export.server.ts';
export { type Cell, dateCell, numberCell, textCell } from './cells.ts';
export { columnsOffered } from './columns-offered.server.ts';
export { writeCsv } from './csv.server.ts';
export { expireIn, startExportRunner } from './export-runner.server.ts';
export type { ExportRow } from './exports.sql.ts';
export { recordSource, recordsOffered } from './record-source.server.ts';
export type { RegularRow } from './regular.sql.ts';
export {
  approveRegular,
  defineRegular,
  endRegular,
  listRegulars,
  mayApproveRegular,
  type RegularInput,
  readRegular,
} from './regular-outputs.server.ts';
export { type ExportRequest, requestExport } from './request-export.server.ts';
export { type ExportTools, runNextExport } from './run-export.server.ts';
export { runRegulars } from './run-regular.server.ts';
export { isFormat, type Sheet, sheetFile } from './sheet-file.server.ts';
export { streamFile } from './stream-file.server.ts';
export { replacementText } from './windows31j.server.ts';
