/** Development: as `start`, but pages are made by Vite on request and follow every edit. */
import type { Config } from '#platform/config.server';

export async function dev(_config: Config): Promise<void> {
  throw new Error('not yet');
}
