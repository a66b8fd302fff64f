/** A receiver of webhooks as another system would run it: checks signatures, and can be told to fail, hang or redirect. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Mood = 'take' | 'fail' | 'hang' | 'redirect' | 'gone';

export interface ReceivedEvent {
  id: string;
  /** Whether one of the signatures was made with the secret the receiver knows. */
  genuine: boolean;
  body: { type: string; timestamp: string; data: Record<string, string> };
}

export interface Receiver {
  url: string;
  mood: Mood;
  secret: string;
  events: ReceivedEvent[];
  /** All requests, those it failed included. */
  asked: number;
  close(): Promise<void>;
}

/** The check of the Standard Webhooks libraries: within five minutes, and one signature right. */
function isGenuine(request: IncomingMessage, body: string, secret: string): boolean {
  const header = (name: string) => String(request.headers[name] ?? '');
  const seconds = header('webhook-timestamp');
  if (Math.abs(Date.now() / 1000 - Number(seconds)) > 300) return false;
  const right = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
    .update(`${header('webhook-id')}.${seconds}.${body}`)
    .digest();
  return header('webhook-signature')
    .split(' ')
    .map((one) => Buffer.from(one.replace(/^v1,/, ''), 'base64'))
    .some((given) => given.length === right.length && timingSafeEqual(given, right));
}

export async function startReceiver(): Promise<Receiver> {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    mood: 'take',
    secret: '',
    events: [],
    asked: 0,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const part of request) body += part;
    receiver.asked += 1;
    switch (receiver.mood) {
      case 'hang':
        return;
      case 'fail':
        return void response.writeHead(500).end();
      case 'gone':
        return void response.writeHead(410).end();
      case 'redirect':
        return void response.writeHead(307, { location: receiver.url.replace('/hook', '/elsewhere') }).end();
    }
    receiver.events.push({
      id: String(request.headers['webhook-id']),
      genuine: isGenuine(request, body, receiver.secret),
      body: JSON.parse(body),
    });
    response.writeHead(204).end();
  }
  return receiver;
}
