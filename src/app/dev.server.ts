/** Development: as `start`, but pages are made by Vite on request and follow every edit. */
import type { Config } from '#platform/config.server';
import { start } from './start.server.ts';

/** Starts the house with both sites behind Vite. */
export function dev(config: Config): Promise<void> {
  return start(config, 'development');
}
