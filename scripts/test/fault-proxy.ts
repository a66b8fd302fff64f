/** A TCP proxy that misbehaves as networks and servers do: it falls silent, refuses, or cuts after so many bytes. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface FaultProxy {
  port: number;
  /**
   * `pass` carries everything; `hang` carries nothing more and closes nothing (a stopped server, a lost network);
   * `refuse` cuts every connection, now and until it is changed (a killed server).
   */
  mood: 'pass' | 'hang' | 'refuse';
  /** Cuts each new connection after so many bytes went to the server; nothing of what the server answers comes back. */
  cutAfter: number | null;
  /** Cuts each new connection when the server's first byte of an answer comes, and swallows it. */
  cutAnswer: boolean;
  close(): Promise<void>;
}

export async function startFaultProxy(target: { host: string; port: number }): Promise<FaultProxy> {
  const pairs = new Set<{ client: Socket; server: Socket; held: (() => void)[] }>();
  let mood: FaultProxy['mood'] = 'pass';
  const proxy = createServer({ pauseOnConnect: false }, (client) => {
    if (mood === 'refuse') return void client.resetAndDestroy();
    const server = connect(target.port, target.host);
    const pair = { client, server, held: [] as (() => void)[] };
    pairs.add(pair);
    const { cutAfter, cutAnswer } = state;
    let sent = 0;
    const cut = () => {
      client.resetAndDestroy();
      server.resetAndDestroy();
    };
    const carry = (work: () => void) => (mood === 'hang' ? void pair.held.push(work) : work());
    client.on('data', (bytes) => {
      const part = cutAfter === null ? bytes : bytes.subarray(0, cutAfter - sent);
      sent += part.length;
      carry(() => {
        server.write(part);
        // What was sent is let arrive before the line breaks.
        if (cutAfter !== null && sent >= cutAfter) setTimeout(cut, 30);
      });
    });
    server.on('data', (bytes) => {
      if (cutAnswer) return cut();
      carry(() => void (cutAfter === null && client.write(bytes)));
    });
    client.on('end', () => carry(() => server.end()));
    server.on('end', () => carry(() => client.end()));
    for (const socket of [client, server]) {
      socket.on('error', () => cut());
      socket.on('close', () => {
        pairs.delete(pair);
        carry(cut);
      });
    }
  });
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  const state = {
    port: (proxy.address() as AddressInfo).port,
    cutAfter: null as number | null,
    cutAnswer: false,
    get mood() {
      return mood;
    },
    set mood(next: FaultProxy['mood']) {
      mood = next;
      for (const pair of pairs) {
        if (next === 'refuse') {
          pair.client.resetAndDestroy();
          pair.server.resetAndDestroy();
        } else if (next === 'pass') for (const work of pair.held.splice(0)) work();
      }
    },
    async close() {
      mood = 'refuse';
      for (const { client, server } of pairs) {
        client.destroy();
        server.destroy();
      }
      await new Promise<void>((done) => proxy.close(() => done()));
    },
  };
  return state;
}
