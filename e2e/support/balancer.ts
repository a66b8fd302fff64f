/**
 * A balancer as cities put one in front: round robin over HTTP, asks /readyz, keeps no connection to a process that says it
 * goes. Like nginx it sends a request elsewhere only when the process could not even be reached; what was begun is not
 * repeated, so a request that a process drops on its way out shows as a failure.
 */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Balancer {
  origin: string;
  /** How many processes take requests at this moment. */
  up(): number;
  /** Requests that no process answered. */
  failures(): number;
  close(): Promise<void>;
}

export async function startBalancer(ports: readonly number[], port = 0, everyMs = 100): Promise<Balancer> {
  const backends = ports.map((each) => ({ port: each, up: false }));
  let next = 0;
  let failures = 0;

  const look = async () => {
    await Promise.all(
      backends.map(async (backend) => {
        const answer = await fetch(`http://127.0.0.1:${backend.port}/readyz`, {
          signal: AbortSignal.timeout(20_000),
        }).catch(() => null);
        backend.up = answer?.ok === true;
        await answer?.text().catch(() => undefined);
      }),
    );
  };
  let looking = look();
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, everyMs);

  function pass(incoming: IncomingMessage, outgoing: ServerResponse, tried: Set<number>): void {
    const able = backends.filter((one) => one.up && !tried.has(one.port));
    const backend = able[next++ % Math.max(1, able.length)];
    if (backend === undefined) {
      failures++;
      outgoing.writeHead(502).end('no process answers\n');
      return;
    }
    const onward = request({
      host: '127.0.0.1',
      port: backend.port,
      method: incoming.method,
      path: incoming.url,
      // The host people typed, their cookies, their origin: nothing is changed, one hop is added.
      headers: {
        ...incoming.headers,
        // All of a test's people sit on this machine: who wants an address of their own says it to the balancer.
        'x-forwarded-for': String(incoming.headers['x-home'] ?? incoming.socket.remoteAddress ?? ''),
        connection: 'close',
      },
      agent: false,
    });
    onward.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      answer.on('error', () => outgoing.destroy());
    });
    onward.on('error', (error: NodeJS.ErrnoException) => {
      if (outgoing.headersSent || outgoing.destroyed) return void outgoing.destroy();
      if (error.code === 'ECONNREFUSED') return pass(incoming, outgoing, tried.add(backend.port));
      failures++;
      outgoing.writeHead(502).end('a process dropped the request\n');
    });
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  }

  const server = createServer((incoming, outgoing) => pass(incoming, outgoing, new Set()));
  await looking;
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    up: () => backends.filter((one) => one.up).length,
    failures: () => failures,
    async close() {
      clearInterval(timer);
      await looking;
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
