export { type Reach, type SeenAs, type SeenRecords, seeAsPerson } from './as-person.server.ts';
export { countExactly, countRecords } from './count-records.server.ts';
export { type Explained, explainQuestion } from './explain-question.server.ts';
export { groupRecords, totalsOf } from './group-records.server.ts';
export { type Links, linksOf, relatedOf, stateNames, titleOf, titlesOf } from './links-of.server.ts';
export { listRecords, mostRows } from './list-records.server.ts';
export * from './model.ts';
export {
  type Moment,
  type OpenApp,
  openApp,
  openApps,
  openWith,
  type RecordDesk,
} from './open-app.server.ts';
export { findView } from './plan.ts';
export { positionsOf } from './positions-of.server.ts';
export { historyOf, type ReadRecord, readRecord, readRecords } from './read-record.server.ts';
export { standingsOf } from './standings-of.server.ts';
export { indexOfParts, mostIndexes, viewsServed, wantedIndexes } from './wanted-indexes.server.ts';
export { type Patience, patienceMs, withinTime } from './within-time.server.ts';
