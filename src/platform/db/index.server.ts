export { atomically } from './atomically.sql.ts';
export { countOf, takeTime } from './count.sql.ts';
export {
  type Connection,
  createDatabase,
  type Database,
  type DatabaseOptions,
  type Tx,
} from './database.server.ts';
export { type EmbeddedServer, startEmbedded } from './embedded.server.ts';
export { adoptPassword } from './embedded-password.server.ts';
export { addMunicipality, type MigrateOptions, migrate, zoneUrl } from './migrate.server.ts';
export { loginOf, roleOf, schemaOf, type TenantRole, type Zone } from './roles.server.ts';
