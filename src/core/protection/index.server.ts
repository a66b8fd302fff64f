export { indexCase, indexOldCases } from './index-cases.server.ts';
export { holdMeasures, notProtected, protectionOf } from './matches.sql.ts';
export {
  commandOutputs,
  type Handling,
  messageOutputs,
  portalOutputs,
  staffOutputs,
} from './output-paths.server.ts';
