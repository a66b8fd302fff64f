/** What the worker does for processes. */
import { post, read } from '#core/exchange.server';
import type { Log } from '#platform/log.server';
import type { Handlers } from '#platform/outbox.server';
import { onBegin } from './begin-existing.server.ts';
import { reseatPiece } from './reseat-running.server.ts';

export function processHandlers({ log }: { log: Log }): Handlers {
  return {
    'process.begin': { zone: 'staff', handle: onBegin },
    'process.reseat': {
      zone: 'staff',
      async handle({ tx, municipality, message }) {
        const { why, after } = read('process.reseat', message.payload);
        // The next piece is a message of its own: what was done stays done, and goes on where it stopped.
        const { next } = await reseatPiece(tx, { municipality, why, log }, after);
        if (next !== null) await post(tx, 'process.reseat', { why, after: next });
      },
    },
  };
}
