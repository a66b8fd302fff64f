/** The routes of this room for other systems. */
import type { ApiRoute } from '#platform/api.server';
import { processRoutes } from './api-process.server.ts';
import { readRoutes } from './api-reads.server.ts';
import { runRoutes } from './api-runs.server.ts';
import { talkRoutes } from './api-talk.server.ts';
import { writeRoutes } from './api-writes.server.ts';

export const appsApi: ApiRoute[] = [
  ...readRoutes,
  ...writeRoutes,
  ...runRoutes,
  ...talkRoutes,
  ...processRoutes,
];
