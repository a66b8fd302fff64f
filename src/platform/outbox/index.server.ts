export { insertOutbox, type OutboxRow, type Target } from './outbox.sql.ts';
export { type Deliver, deliverAll, type Handlers, startRelay } from './relay.server.ts';
