export { applyPlan, readPlan } from './import-inventory.server.ts';
export { selectStock, selectVersions, type VersionRow } from './inventory.sql.ts';
export { inventoryOf } from './load-inventory.server.ts';
export { saveEntries } from './save-entries.server.ts';
