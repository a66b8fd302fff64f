/** For tests: people with everything typed who press the last button, whatever becomes of the line or the database. */
import { connect } from 'node:net';
import type { Database } from '#platform/db.server';
import { canary, fillDraft, hidden, Web } from '../../e2e/support/canary.ts';
import { forgetLimits } from './pressing.sql.ts';

export const pressedApp = 'school-expense-assistance';

export interface Ready {
  web: Web;
  draft: string;
  head: string;
  body: string;
}

/** Everything typed; the next thing is the press of the last button. */
export async function readyToPress(
  origin: string,
  { portal, code }: { portal: Database; code: string },
  tag: string,
): Promise<Ready> {
  await forgetLimits(portal, code);
  const web = new Web(origin);
  const draft = await fillDraft(web, pressedApp, canary(tag).answers);
  const review = await web.get(`/drafts/${draft}/review`);
  const body = new URLSearchParams({
    body: hidden(review.body, 'body') ?? '',
    _csrf: web.token ?? '',
  }).toString();
  const head =
    `POST /drafts/${draft}/review HTTP/1.1\r\nhost: ${new URL(origin).host}\r\norigin: ${origin}\r\ncookie: ${web.cookie}\r\n` +
    `content-type: application/x-www-form-urlencoded\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n`;
  return { web, draft, head, body };
}

export interface Answer {
  status: number;
  to: string;
  text: string;
}

/** The answer and where it leads; null when there was none. */
export function press({ head, body }: Ready, port: number): Promise<Answer | null> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(head + body));
    socket.on('data', (part) => {
      text += part;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
      resolve(status === 0 ? null : { status, to: /^location: (\S+)/im.exec(text)?.[1] ?? '', text });
    });
  });
}

export const isReceipt = (answer: Answer | null): boolean =>
  answer?.status === 302 && /\/receipt(\?again=1)?$/.test(answer.to);
