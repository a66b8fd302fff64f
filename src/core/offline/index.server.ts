export {
  type BoxDesk,
  contactBoxes,
  releaseKey,
  returnBox,
  revokeBox,
} from './boxes.server.ts';
export {
  type BoxRow,
  boxStore,
  countOut,
  selectBoxesOfApp,
  selectOpenBoxes,
  sweepBoxes,
} from './boxes.sql.ts';
export {
  closeDraft,
  closeSend,
  type DraftPlace,
  openDraft,
  openSend,
  type SendPlace,
} from './send-record.server.ts';
export { type Left, type Taken, takeRecords } from './take-records.server.ts';
