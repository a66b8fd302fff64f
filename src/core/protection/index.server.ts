export {
  type Examination,
  type MetCase,
  selectCandidates,
  selectExaminations,
  selectFilesOf,
  selectMatchDecisions,
  selectMetCases,
} from './cases.sql.ts';
export { answerProposal, proposeChange } from './change-term.server.ts';
export {
  decideMatch,
  type ExaminationInput,
  examineOutput,
  linkCase,
  protectionAt,
} from './examine-case.server.ts';
export {
  askToSee,
  decideRecordMatch,
  examineRecord,
  linkRecord,
  protectionOfRecord,
  type RecordProtection,
  withdrawAllowance,
} from './examine-record.server.ts';
export {
  type RecordPlace,
  type RequestRow,
  selectOpenRequests,
  selectRecordDecisions,
  selectRecordExaminations,
  selectWaitingRequests,
} from './examined-records.sql.ts';
export type { Handling } from './handling.ts';
export { heldIn, secretsIn } from './held-records.server.ts';
export { indexCase, indexOldCases } from './index-cases.server.ts';
export { holdMeasures, notProtected, protectionOf } from './matches.sql.ts';
export {
  countDue,
  selectForwards,
  selectMeasure,
  selectMeasureHistory,
  selectMeasures,
  selectPersons,
} from './measures.sql.ts';
export {
  commandOutputs,
  messageOutputs,
  portalOutputs,
  staffOutputs,
} from './output-paths.server.ts';
export { apiOutputs, blockOutputs, exportOutputs, webhookOutputs } from './output-paths-api.server.ts';
export {
  allowancesOf,
  heldSentence,
  knownAddresses,
  mayPropose,
  mayRender,
  openPermit,
  type Permit,
  permitIssue,
  permitView,
  previewPermit,
  refuseLeak,
} from './permit.server.ts';
export { selectOpenProposal } from './proposals.sql.ts';
export { type RecordMatch, selectMetRecords, selectRecordMatches } from './record-matches.sql.ts';
export {
  addPerson,
  type Bureau,
  type NewMeasure,
  type NewPerson,
  noteForward,
  recordMeasure,
} from './record-measure.server.ts';
