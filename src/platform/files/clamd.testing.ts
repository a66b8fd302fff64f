/** For tests: a clamd that speaks the real protocol (zINSTREAM, zPING) and does as it is told. */
import { createServer, type Socket } from 'node:net';
import { eicar } from './eicar.testing.ts';

export type ClamdMood = 'works' | 'finds' | 'hangs' | 'fails' | 'breaks';

export interface Clamd {
  url: string;
  /** works; finds (a virus in everything); hangs (takes everything, answers nothing); fails (answers ERROR); breaks (cuts the connection). */
  mood: ClamdMood;
  /** Bytes of files it was given. */
  seen: number;
  asked: number;
  close(): Promise<void>;
}

const streamLimit = 30e6;

export async function startClamd(): Promise<Clamd> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    let waiting = Buffer.alloc(0);
    let command = '';
    const file: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => {
      waiting = Buffer.concat([waiting, chunk]);
      if (command === '') {
        const end = waiting.indexOf(0);
        if (end === -1) return;
        command = waiting.subarray(0, end).toString();
        waiting = waiting.subarray(end + 1);
        clamd.asked++;
        if (clamd.mood === 'breaks') return void socket.destroy();
        if (command === 'zPING' && clamd.mood === 'works') return void socket.end('PONG\0');
        if (command !== 'zINSTREAM') return void (clamd.mood === 'hangs' || socket.end('UNKNOWN COMMAND\0'));
      }
      while (waiting.length >= 4) {
        const length = waiting.readUInt32BE(0);
        if (length === 0) return answer(socket, Buffer.concat(file));
        if (length > streamLimit) return void socket.end('INSTREAM size limit exceeded. ERROR\0');
        if (waiting.length < 4 + length) return;
        file.push(waiting.subarray(4, 4 + length));
        clamd.seen += length;
        waiting = waiting.subarray(4 + length);
      }
    });
  });
  function answer(socket: Socket, file: Buffer): void {
    if (clamd.mood === 'hangs') return;
    if (clamd.mood === 'fails') socket.end('stream: Not enough memory ERROR\0');
    else
      socket.end(
        clamd.mood === 'finds' || file.includes(eicar)
          ? 'stream: Eicar-Test-Signature FOUND\0'
          : 'stream: OK\0',
      );
  }
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  const clamd: Clamd = {
    url: `tcp://127.0.0.1:${port}`,
    mood: 'works',
    seen: 0,
    asked: 0,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
  return clamd;
}
