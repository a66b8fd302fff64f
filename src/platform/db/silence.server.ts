import { Socket } from 'node:net';

/**
 * A socket that gives up when nothing went either way for so long. A server that was stopped or lost its network answers
 * nothing and closes nothing: `statement_timeout` is its own clock and stands still with it.
 */
export function impatientSocket(milliseconds: number): Socket {
  const socket = new Socket();
  socket.setTimeout(milliseconds, () =>
    socket.destroy(Object.assign(new Error('the database is silent'), { code: 'ETIMEDOUT' })),
  );
  return socket;
}
