/** Between Fastify and the web's own Request and Response. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { busyPage, busyPagePolicy, type Trouble } from './busy-page.server.ts';
import type { CachedPage } from './page-cache.server.ts';

const retrySeconds = 10;

/** The page that asks people to wait; the kind of trouble is for the operator's eyes too. */
export function sendBusy(request: FastifyRequest, reply: FastifyReply, trouble: Trouble): FastifyReply {
  const sent = request.method !== 'GET' && request.method !== 'HEAD';
  return reply
    .code(503)
    .headers({
      'retry-after': String(retrySeconds),
      'content-security-policy': busyPagePolicy,
      'content-type': 'text/html; charset=utf-8',
      'content-language': 'ja',
    })
    .send(busyPage(trouble, sent, retrySeconds, request.id));
}

export function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (Array.isArray(value)) for (const one of value) headers.append(name, one);
    else if (value !== undefined) headers.set(name, value);
  }
  return headers;
}

export function toWebRequest(request: FastifyRequest, address: URL): Request {
  const headers = headersOf(request);
  const body =
    request.method === 'GET' || request.method === 'HEAD' ? undefined : (request.body as Buffer | undefined);
  return new Request(address, {
    method: request.method,
    headers,
    body: body === undefined ? undefined : new Uint8Array(body),
  });
}

export async function sendWeb(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  reply.code(response.status);
  for (const [name, value] of response.headers)
    if (name !== 'set-cookie' && name !== 'x-cacheable') reply.header(name, value);
  for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie);
  if (response.body === null) return reply.send();
  const length = response.headers.get('content-length');
  if (length === null || Number(length) < 1_000_000)
    return reply.send(Buffer.from(await response.arrayBuffer()));
  return reply.send(response.body);
}

/** Straight to the socket: Fastify's reply would look up and copy every header anew. */
export function sendCached(request: FastifyRequest, reply: FastifyReply, page: CachedPage): FastifyReply {
  const same = request.headers['if-none-match'] === page.etag;
  reply.hijack();
  reply.raw.writeHead(same ? 304 : 200, [
    ...(same ? page.unchanged : page.headers),
    'x-request-id',
    request.id,
  ]);
  reply.raw.end(same ? undefined : page.body);
  return reply;
}
