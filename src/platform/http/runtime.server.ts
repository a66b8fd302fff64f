/** What a running process has; handed to every request through React Router's context. */
import { createContext, type RouterContext } from 'react-router';
import type { Config } from '#platform/config.server';
import type { Keyring } from '#platform/crypto.server';
import type { Database } from '#platform/db.server';
import type { FileStore } from '#platform/files.server';
import type { Log } from '#platform/log.server';

export interface Runtime {
  site: 'portal' | 'staff';
  db: Database;
  config: Config;
  log: Log;
  keyring: Keyring;
  files: FileStore;
  /** Public origin of this site and of the other, without trailing slash. */
  origin: string;
  portalOrigin: string;
  staffOrigin: string;
}

export interface RequestInfo {
  requestId: string;
  municipality: string;
  /** ja, ja-easy, en, …; always ja on the staff side. */
  language: string;
  /** Path prefix of the language, '' for ja. */
  prefix: string;
  /** Text size from the cookie. */
  size: 'standard' | 'large' | 'largest';
  /** For rate limits only; never stored or logged in clear. */
  ip: string;
  /** For the staff side's inline hydration scripts. */
  nonce: string;
}

/**
 * One context per process, however often this module is loaded: tests and benches serve a built site, which carries its own
 * copy, through a server that was not bundled with it.
 */
function once<T>(name: string): RouterContext<T> {
  const kept = globalThis as { [key: symbol]: RouterContext<T> | undefined };
  const key = Symbol.for(`madoguchi.${name}`);
  kept[key] ??= createContext<T>();
  return kept[key];
}

export const runtimeContext = once<Runtime>('runtime');
export const requestContext = once<RequestInfo>('request');
