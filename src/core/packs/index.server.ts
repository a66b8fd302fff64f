export { answersByCode, type FileOf } from './answers-by-code.ts';
export { checkPack, checkPacks, type PackCheck, withRequired } from './check-pack.server.ts';
export { exportPacks } from './export-pack.server.ts';
export { type LoadReport, loadPacks } from './load-pack.server.ts';
export { hasErrors, type PackContent, type PackProblem } from './model.ts';
export { readPack } from './read-pack.server.ts';
export { packSchemas } from './schemas.server.ts';
