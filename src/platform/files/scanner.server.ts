/** Asks clamd about a file: INSTREAM over TCP or a unix socket. One question, one connection. */
import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';

/** `none`: this house has no scanner. `waiting`: it could not say in time, so the file stays in quarantine. */
export type Verdict = 'clean' | 'infected' | 'waiting' | 'none';

export interface Scanner {
  /** Never throws: whatever goes wrong with the scanner is `waiting`. */
  scan(source: string | Readable): Promise<Verdict>;
  /** Whether it answers, for `doctor`. */
  ping(): Promise<boolean>;
}

export interface ScannerOptions {
  /** `tcp://host:3310` or `unix:///run/clamav/clamd.ctl`. */
  url: string;
  timeoutMs?: number;
  /** After a failure nobody waits for it again for this long: people would, and connections to the database with them. */
  restMs?: number;
  atOnce?: number;
}

/** What a person reads whose file has a virus. */
export const infected =
  'ウイルスが見つかったため、このファイルは受け取れません。ほかのファイルを選ぶか、書類を撮った写真を送ってください。';

const piece = 64 * 1024;

export function createScanner(options: ScannerOptions): Scanner {
  const { timeoutMs = 5_000, restMs = 15_000, atOnce = 4 } = options;
  const url = new URL(options.url);
  const target =
    url.protocol === 'unix:'
      ? { path: decodeURIComponent(url.pathname) }
      : { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 3310) };
  let running = 0;
  let restUntil = 0;

  async function ask(command: string, source?: Readable): Promise<string> {
    const socket = connect(target);
    const timer = setTimeout(() => socket.destroy(new Error('clamd took too long')), timeoutMs);
    try {
      const answer = readAll(socket);
      // Also when sending fails first: clamd may have answered (too large) and closed.
      answer.catch(() => {});
      await write(socket, Buffer.from(`z${command}\0`));
      if (source !== undefined) await send(socket, source).catch(() => void socket.end());
      return await answer;
    } finally {
      clearTimeout(timer);
      socket.destroy();
      source?.destroy();
    }
  }

  return {
    async scan(source) {
      if (running >= atOnce || Date.now() < restUntil) {
        if (typeof source !== 'string') source.destroy();
        return 'waiting';
      }
      running++;
      try {
        const answer = await ask('INSTREAM', typeof source === 'string' ? createReadStream(source) : source);
        if (/^stream: OK$/.test(answer)) return 'clean';
        if (/^stream: .+ FOUND$/.test(answer)) return 'infected';
        return 'waiting';
      } catch {
        restUntil = Date.now() + restMs;
        return 'waiting';
      } finally {
        running--;
      }
    },
    ping: () =>
      ask('PING').then(
        (answer) => answer === 'PONG',
        () => false,
      ),
  };
}

function write(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(bytes, (error) => (error == null ? resolve() : reject(error)));
  });
}

/** Pieces with their length before them, then an empty one. */
async function send(socket: Socket, source: Readable): Promise<void> {
  for await (const chunk of source as AsyncIterable<Buffer>)
    for (let at = 0; at < chunk.length; at += piece) {
      const part = chunk.subarray(at, at + piece);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(part.length);
      await write(socket, Buffer.concat([length, part]));
    }
  await write(socket, Buffer.alloc(4));
}

function readAll(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      if (text.includes('\0') || text.length > 4096) resolve(text.replace(/\0.*$/s, ''));
    });
    socket.on('end', () => resolve(text.replace(/\0.*$/s, '')));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('clamd closed')));
  });
}
