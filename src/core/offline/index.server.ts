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
export { closeSend, openSend, type SendPlace } from './send-record.server.ts';
export { type Left, type Taken, takeRecords } from './take-records.server.ts';
