export {
  type AnalystLogin,
  addAnalyst,
  analystLogin,
  analystName,
  listAnalysts,
  type NewAnalyst,
  removeAnalyst,
} from './analysts.server.ts';
export { atomically } from './atomically.sql.ts';
export { countOf, takeTime } from './count.sql.ts';
export {
  type Connection,
  createDatabase,
  type Database,
  type DatabaseOptions,
  lastly,
  type Row,
  type Statement,
  sendClosing,
  type Tx,
} from './database.server.ts';
export { type EmbeddedServer, startEmbedded } from './embedded.server.ts';
export { whyNot } from './embedded-guard.server.ts';
export { adoptPassword } from './embedded-password.server.ts';
export {
  addMunicipality,
  layMunicipality,
  type MigrateOptions,
  migrate,
  migrationLock,
  migrationsWaiting,
  municipalityMigrations,
  zoneUrl,
} from './migrate.server.ts';
export { ensureDatabase, scratchDatabase, withDatabase } from './other-database.server.ts';
export {
  analysisSchemaOf,
  analystsOf,
  loginOf,
  roleOf,
  schemaOf,
  type TenantRole,
  type Zone,
} from './roles.server.ts';
export { isUnavailable, troubleOf } from './unavailable.server.ts';
export { within } from './within.server.ts';
