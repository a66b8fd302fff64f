/** Messages this room handles, for the worker. They run as the worker role: nobody else may delete. */
import type { Handlers } from '#platform/outbox.server';
import { onDispose, onDisposeApplication } from './dispose-case.server.ts';

export function retentionHandlers(): Handlers {
  return {
    'case.dispose': { zone: 'worker', handle: onDispose },
    'application.dispose': { zone: 'worker', handle: onDisposeApplication },
  };
}
