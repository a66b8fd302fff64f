/** Messages this room handles, for the worker. As the builder: nobody else changes tables of records. */
import type { Handlers } from '#platform/outbox.server';
import { onAnalyse } from './analyse-app.server.ts';
import { onPublish } from './publish-app.server.ts';

export const appHandlers: Handlers = {
  'app.publish': { zone: 'builder', handle: onPublish },
  'app.analyse': { zone: 'builder', handle: onAnalyse },
};
