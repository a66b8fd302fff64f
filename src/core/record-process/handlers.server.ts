/** What the worker does for processes. */
import { read } from '#core/exchange.server';
import type { Handlers } from '#platform/outbox.server';
import { onBegin } from './begin-existing.server.ts';
import { reseatRunning } from './reseat-running.server.ts';

export const processHandlers: Handlers = {
  'process.begin': { zone: 'staff', handle: onBegin },
  'process.reseat': {
    zone: 'staff',
    async handle({ tx, municipality, message }) {
      await reseatRunning(tx, municipality, read('process.reseat', message.payload).why);
    },
  },
};
