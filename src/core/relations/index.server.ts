export { type Copied, copiesOf, copyLookups } from './copy-lookups.server.ts';
export { findRecords } from './find-records.server.ts';
export { type FoundRecord, type LookedUp, lookUp } from './look-up.server.ts';
export { pagePorts } from './page-ports.server.ts';
export { recordNames } from './record-names.server.ts';
export { referenceIssues } from './reference-issues.server.ts';
export { relatedRows } from './related-rows.server.ts';
