import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

export type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
) => Promise<void> | void;

/** The whole body as text; a simulator takes no more than 1 MB. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > 1e6) throw new Error('body too large');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}

/** The body as a JSON object; undefined when it is none. */
export async function readJson(request: IncomingMessage): Promise<Record<string, unknown> | undefined> {
  try {
    const value: unknown = JSON.parse(await readBody(request));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

export function sendJson(response: ServerResponse, status: number, body: unknown) {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
}

export const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** A plain page that says on its head that it is a simulator. */
export function sendPage(response: ServerResponse, title: string, main: string) {
  response
    .writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    })
    .end(`<!doctype html><html lang="ja"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>body{font:1rem/1.7 sans-serif;max-width:48rem;margin:0 auto;padding:1rem;color:#1a1a1c;background:#fff}
header{border:2px solid #805d00;padding:.5rem 1rem;margin-bottom:1rem}ul{list-style:none;padding:0}li{margin:.25rem 0}
button{font:inherit;width:100%;min-height:44px;text-align:left;padding:.5rem 1rem;background:#fff;color:#0017c1;border:1px solid #0017c1;border-radius:8px;cursor:pointer}
button:hover{background:#e8f1fe}button:focus-visible{outline:4px solid #000;outline-offset:2px;background:#ffd43d}
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #949497;padding:.5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}</style>
<header>開発用の模擬サービスです。本物の認証や送信は行いません。</header><main><h1>${escapeHtml(title)}</h1>${main}</main></html>`);
}

/** Whether the request carries the bearer token, compared in constant time. */
export function hasToken(request: IncomingMessage, token: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
