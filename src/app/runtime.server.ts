/** What a site's process has: its zone's database login, keys, files, log. */
import path from 'node:path';
import { type Config, ConfigError } from '#platform/config.server';
import { createDatabase, type Database, type Zone } from '#platform/db.server';
import { createFileStore, createS3Objects, createScanner, type FileStore } from '#platform/files.server';
import type { Runtime } from '#platform/http.server';
import { createLog, type Log } from '#platform/log.server';
import { urlForZone } from './database-url.server.ts';
import { processKeyring, secretOf } from './secret.server.ts';

/** The pool of a process, with the login of its zone and nothing else. */
export async function zoneDatabase(config: Config, zone: Zone, log: Log): Promise<Database> {
  if (config.DATABASE_URL === undefined) {
    throw new ConfigError(
      '  DATABASE_URL: needed to run one process alone (`madoguchi start` brings its own database)',
    );
  }
  const url = urlForZone(config.DATABASE_URL, zone, await secretOf(config));
  return createDatabase({
    url,
    max: zone === 'worker' ? 12 : 20,
    // Somebody waits for a site's answer; the worker listens for hours.
    ...(zone === 'worker' ? {} : { silence: 20_000 }),
    onError: (error) => log.error('database connection lost', error),
  });
}

/** Files lie in the data folder or in a bucket; a scanner looks at uploads where one is named. */
export function fileStoreOf(config: Config): FileStore {
  const { FILES_S3_URL: url, CLAMD_URL: clamd } = config;
  return createFileStore({
    dir: path.resolve(config.MADOGUCHI_DATA, 'files'),
    ...(clamd === undefined ? {} : { scanner: createScanner({ url: clamd }) }),
    ...(url === undefined
      ? {}
      : {
          objects: createS3Objects({
            url,
            bucket: config.FILES_S3_BUCKET,
            region: config.FILES_S3_REGION,
            key: config.FILES_S3_KEY ?? '',
            secret: config.FILES_S3_SECRET ?? '',
            pathStyle: config.FILES_S3_PATH_STYLE,
          }),
        }),
    limits: { maxBytes: config.UPLOAD_MAX_MB * 1024 * 1024 },
  });
}

/** Public origins, as links and QR codes name them. */
export function originsOf(config: Config): { portal: string; staff: string } {
  const host =
    config.HOST === '0.0.0.0' || config.HOST === '::' || config.HOST === '127.0.0.1'
      ? 'localhost'
      : config.HOST;
  const bare = (url: string) => url.replace(/\/+$/, '');
  return {
    portal: bare(config.PORTAL_ORIGIN ?? `http://${host}:${config.PORTAL_PORT}`),
    staff: bare(config.STAFF_ORIGIN ?? `http://${host}:${config.STAFF_PORT}`),
  };
}

/** Everything requests of a site are handed. */
export async function createRuntime(site: 'portal' | 'staff', config: Config): Promise<Runtime> {
  const log = createLog(config.LOG_LEVEL, site);
  const origins = originsOf(config);
  return {
    site,
    db: await zoneDatabase(config, site, log),
    config,
    log,
    keyring: processKeyring(await secretOf(config), site),
    files: fileStoreOf(config),
    origin: origins[site],
    portalOrigin: origins.portal,
    staffOrigin: origins.staff,
  };
}
