/** What commands of an operator work with: the administrator's database, at the current layout. */
import type { Config } from '#platform/config.server';
import type { Keyring } from '#platform/crypto.server';
import {
  adoptPassword,
  createDatabase,
  type Database,
  type MigrateOptions,
  migrate,
  startEmbedded,
  type Zone,
} from '#platform/db.server';
import { databaseFolder, urlForZone } from './database-url.server.ts';
import { inRoot } from './root.server.ts';
import { databasePassword, databasePasswords, processKeyring, secretOf } from './secret.server.ts';

export interface Admin {
  config: Config;
  secret: string;
  adminUrl: string;
  db: Database;
  keyring: Keyring;
  migrateOptions: MigrateOptions;
  /** The same database with the login of a zone, for seeding through use cases. */
  asZone(zone: Zone): Database;
  /** An embedded database is looked after until `close`: started again when it ends. */
  guardDatabase(say: (line: string) => void): void;
  /** Leaves the database; an embedded one stops when nobody else uses it. */
  close(): Promise<void>;
}

/** Connects as administrator, starting the embedded server when no DATABASE_URL is set. */
export async function openAdmin(config: Config, log: (line: string) => void): Promise<Admin> {
  const secret = await secretOf(config);
  const embedded =
    config.DATABASE_URL === undefined
      ? await startEmbedded({
          dataDir: databaseFolder(config),
          password: databasePassword(secret, 'admin'),
          durable: true,
          log,
        })
      : undefined;
  if (embedded !== undefined) await adoptPassword(embedded.url, databasePasswords(secret, 'admin').slice(1));
  const adminUrl = embedded?.url ?? config.DATABASE_URL!;
  const zones = new Map<Zone, Database>();
  const db = createDatabase({ url: adminUrl, max: 3, statementTimeout: 120_000, onError: () => undefined });
  return {
    config,
    secret,
    adminUrl,
    db,
    keyring: processKeyring(secret),
    migrateOptions: {
      adminUrl,
      directory: inRoot('db/migrations'),
      passwordOf: (zone) => databasePassword(secret, zone),
      log,
    },
    asZone(zone) {
      const known =
        zones.get(zone) ??
        createDatabase({ url: urlForZone(adminUrl, zone, secret), max: 2, onError: () => undefined });
      zones.set(zone, known);
      return known;
    },
    guardDatabase: (say) => embedded?.guard(say),
    async close() {
      await Promise.all([db, ...zones.values()].map((each) => each.close()));
      await embedded?.stop();
    },
  };
}

/** Brings logins, tables and the job queue to the current layout; safe to repeat. */
export async function migrateAll(admin: Admin): Promise<void> {
  await migrate(admin.migrateOptions);
}
