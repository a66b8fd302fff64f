/** Messages this room handles, for the worker. As the builder: nobody else changes tables of records. */
import type { Handlers } from '#platform/outbox.server';
import { onPublish } from './publish-app.server.ts';

export const appHandlers: Handlers = { 'app.publish': { zone: 'builder', handle: onPublish } };
