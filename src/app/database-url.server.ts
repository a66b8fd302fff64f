/** Which database a process talks to, and as whom. */
import path from 'node:path';
import type { Config } from '#platform/config.server';
import { loginOf, type Zone, zoneUrl } from '#platform/db.server';
import { databasePassword } from './secret.server.ts';

/** A URL that already carries the zone's login is used as it is; otherwise the login and its derived password go in. */
export function urlForZone(databaseUrl: string, zone: Zone, secret: string): string {
  if (new URL(databaseUrl).username === loginOf(zone)) return databaseUrl;
  return zoneUrl(databaseUrl, zone, databasePassword(secret, zone));
}

export const databaseFolder = (config: Config): string => path.resolve(config.MADOGUCHI_DATA, 'database');
