export {
  type CarryOut,
  carryOutDisposals,
  type DisposalHandler,
  type DisposalHandlers,
  decideDisposal,
  reapplyDisposals,
  UnknownDisposal,
} from './carry-out.server.ts';
export { selectDisposals } from './disposals.sql.ts';
export { appendJournal, JournalDamaged, journalFile, readJournal } from './journal.server.ts';
export { type Disposal, disposal } from './model.ts';
