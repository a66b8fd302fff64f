/** Calls of the API over connections that stay open, timed from the first byte sent to the last one read. */
import { Agent, request } from 'node:http';
import type { Server } from './processes.ts';

const agent = new Agent({ keepAlive: true, maxSockets: 10 });

export const hangUp = (): void => agent.destroy();

/** What of the answers is looked at. */
export interface Answer {
  items: { id: string; values: Record<string, unknown> }[];
  count?: { count: number };
  positions: string[];
  groups: unknown[];
  links: Record<string, Record<string, string>>;
}

interface Call {
  method: string;
  path: string;
  body?: unknown;
}

export function call(
  server: Server,
  token: string,
  { method, path: at, body }: Call,
): Promise<{ status: number; json: Answer; ms: number }> {
  const began = performance.now();
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(
      `${server.origin}/api/v1${at}`,
      {
        agent,
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(text === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
        },
      },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          const all = Buffer.concat(parts).toString();
          resolve({
            status: answer.statusCode!,
            json: JSON.parse(all) as Answer,
            ms: performance.now() - began,
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(text);
  });
}
