export {
  type DisposalHandler,
  type DisposalHandlers,
  decideDisposal,
  disposalId,
  journalDisposal,
  reapplyDisposals,
  UnknownDisposal,
} from './carry-out.server.ts';
export { markApplied, selectDisposals } from './disposals.sql.ts';
export { appendJournal, JournalDamaged, journalFile, readJournal } from './journal.server.ts';
export { type Disposal, disposal } from './model.ts';
