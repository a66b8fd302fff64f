/** Messages this room handles, for the worker. They run as the worker role: nobody else may delete. */
import type { Handlers } from '#platform/outbox.server';
import { onDispose, onDisposeApplication } from './dispose-case.server.ts';

export function retentionHandlers(tools: {
  /** The journal of disposals of a municipality. */
  journalOf: (municipality: string) => string;
}): Handlers {
  return {
    'case.dispose': {
      zone: 'worker',
      handle: (deliver) => onDispose(deliver, tools.journalOf(deliver.municipality)),
    },
    'application.dispose': { zone: 'worker', handle: onDisposeApplication },
  };
}
