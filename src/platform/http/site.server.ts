/** One Fastify server for one site: static files, cached pages, React Router, health, graceful end. */
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { createRequestHandler, RouterContextProvider, type ServerBuild } from 'react-router';
import type { ErrorCode } from '#kernel/errors';
import { isUnavailable } from '#platform/db.server';
import type { Metrics } from '#platform/metrics.server';
import { traced } from '#platform/traces.server';
import { headersOf, sendBusy, sendCached, sendWeb, toWebRequest } from './answers.server.ts';
import type { Trouble } from './busy-page.server.ts';
import { securityHeaders } from './headers.server.ts';
import { createHealth } from './health.server.ts';
import { addressOf, isBomb, methods, namesTwoHosts, networkOf } from './incoming.server.ts';
import { createLoadGate } from './load-gate.server.ts';
import { createPageCache } from './page-cache.server.ts';
import { watchUnasked } from './refusals.server.ts';
import { areaOf, hasSession, languageOf, plainInfo, sizeOf } from './request-info.server.ts';
import { type RequestInfo, type Runtime, requestContext, runtimeContext } from './runtime.server.ts';
import { bodyLimits, createUploadGate } from './upload-gate.server.ts';
import { watched } from './watched.server.ts';

/** What core knows about a host: which municipality, which languages, and the epoch caches carry. */
export interface HostPort {
  municipalityOf(host: string): Promise<string | null>;
  languagesOf(municipality: string): Promise<string[]>;
  /** Changes whenever a cached page could: definitions loaded, or a new day. */
  epochOf(municipality: string): Promise<string>;
}

/** The API below /api, where a site has one. Everything it answers is JSON, errors included. */
export interface ApiMount {
  /** Whether a path is the API's; others below /api may be pages. */
  owns(path: string): boolean;
  handle(
    request: { method: string; url: URL; headers: Headers; body: Uint8Array | undefined },
    runtime: Runtime,
    info: RequestInfo,
  ): Promise<Response>;
  problem(code: ErrorCode, requestId: string): Response;
}

export interface SiteOptions {
  runtime: Runtime;
  build: ServerBuild | (() => Promise<ServerBuild>);
  hosts: HostPort;
  /** Folders of built files and the URL prefix each is served under, e.g. `/assets/`. Names carry a hash, so they never change. */
  assets: { prefix: string; folder: string }[];
  api?: ApiMount;
  /** Whether the database answers, for /readyz. */
  ready: () => Promise<boolean>;
  /** Whether this process is about to end; connections are closed after their answer then. */
  ending?: () => boolean;
  metrics?: Metrics;
  /** First parts of addresses the program knows; the label of everything else is `other`. */
  areas?: ReadonlySet<string>;
}

export async function createSite(options: SiteOptions): Promise<FastifyInstance> {
  const { runtime, hosts, metrics, areas = new Set<string>() } = options;
  const secure = runtime.origin.startsWith('https:');
  const limits = bodyLimits(runtime.config.UPLOAD_MAX_MB);
  const enters = createUploadGate(8 * limits.multipart, limits.multipart);
  const gate = createLoadGate(runtime.config.REQUESTS_AT_ONCE, () => runtime.db.pool.waitingCount);
  const health = createHealth();
  const ending = options.ending ?? (() => false);
  /** Errors before or outside the API's own handling, in its own language. */
  const apiProblem = (request: FastifyRequest, reply: FastifyReply, code: ErrorCode) =>
    options.api?.owns(request.url.split('?')[0] ?? '') === true
      ? sendWeb(reply, options.api.problem(code, request.id))
      : null;

  const app = Fastify({
    logger: false,
    // One balancer in front: what it adds is believed, what the client wrote before it is not.
    trustProxy: runtime.config.TRUST_PROXY ? (_address, hop) => hop === 0 : false,
    bodyLimit: limits.other,
    genReqId: () => randomUUID(),
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
    // What came in over an open connection before it was closed is still answered.
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: false },
    // An address that cannot be decoded never reaches the hooks below.
    frameworkErrors: (_error, request, reply) => {
      reply.headers({ ...securityHeaders({ nonce: null, secure }), 'cache-control': 'no-store' });
      void (apiProblem(request, reply, 'malformed') ?? plain(reply, 400, unreadable));
    },
  });
  const cache = createPageCache(securityHeaders({ nonce: null, secure }));
  const handlers = new Map<string, (request: Request, context: RouterContextProvider) => Promise<Response>>();

  const asked = watchUnasked(app, runtime);
  app.removeAllContentTypeParsers();
  // What says that it is too large is refused unread, what is without saying so at the byte where it is.
  for (const [type, bodyLimit] of [
    [/^multipart\//i, limits.multipart],
    ['*', limits.other],
  ] as const)
    app.addContentTypeParser(type, { parseAs: 'buffer', bodyLimit }, (_request, body, done) =>
      done(null, body),
    );

  app.addHook('onRequest', (request, reply, done) => {
    if (ending()) reply.raw.shouldKeepAlive = false;
    if (enters(request.raw, reply.raw)) return done();
    plain(reply.headers({ 'retry-after': '10', connection: 'close' }), 503, full);
  });

  /** Asks to wait, in the language of whoever asked: a page, or a problem of the API. */
  const busy = (request: FastifyRequest, reply: FastifyReply, trouble: Trouble) => {
    metrics?.turnedAway(trouble);
    return (
      apiProblem(request, reply.header('retry-after', '10'), 'unavailable') ??
      sendBusy(request, reply, trouble)
    );
  };

  // Without nonce they are the same for every answer; the hook is synchronous: both are a third of a kept page's time.
  const withoutNonce = Object.entries(securityHeaders({ nonce: null, secure }));
  app.addHook('onSend', (request, reply, payload, done) => {
    const { nonce } = request as { nonce?: string };
    const headers = nonce === undefined ? withoutNonce : Object.entries(securityHeaders({ nonce, secure }));
    for (const [name, value] of headers) if (!reply.hasHeader(name)) reply.header(name, value);
    reply.header('x-request-id', request.id);
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    done(null, payload);
  });

  for (const [index, { prefix, folder }] of options.assets
    .filter((one) => existsSync(one.folder))
    .entries()) {
    await app.register(fastifyStatic, {
      root: path.resolve(folder),
      prefix,
      decorateReply: index === 0,
      immutable: true,
      maxAge: '365d',
      index: false,
      cacheControl: true,
    });
  }

  if (metrics !== undefined)
    app.addHook('onResponse', (request, reply, done) => {
      const method = methods.includes(request.method) ? request.method : 'other';
      const area = areaOf(request.url, areas);
      metrics.answered({ method, area, status: reply.raw.statusCode }, reply.elapsedTime / 1000);
      done();
    });

  app.get('/healthz', async (_request, reply) => reply.type('text/plain').send('ok\n'));
  app.get('/readyz', async (_request, reply) => {
    const { status, text } = await health.answer(async () => !ending() && options.ready());
    return reply.code(status).type('text/plain').send(text);
  });

  async function handlerFor(prefix: string) {
    let handler = handlers.get(prefix);
    if (handler === undefined || typeof options.build === 'function') {
      const build = typeof options.build === 'function' ? await options.build() : options.build;
      handler = createRequestHandler(
        { ...build, basename: prefix === '' ? '/' : prefix },
        process.env.NODE_ENV ?? 'production',
      );
      handlers.set(prefix, handler);
    }
    return handler;
  }

  app.all('/*', async (request, reply) => {
    const address = addressOf(request);
    if (options.api !== undefined && address !== null && options.api.owns(address.pathname)) {
      if (namesTwoHosts(request.raw.rawHeaders)) return apiProblem(request, reply, 'malformed');
      const city = await hosts.municipalityOf(request.hostname);
      if (city === null) return apiProblem(request, reply, 'notFound');
      if (request.body instanceof Buffer && isBomb(request.headers['content-type'] ?? '', request.body))
        return apiProblem(request, reply, 'tooLarge');
      const { api } = options;
      const call = {
        method: request.method,
        url: address,
        headers: headersOf(request),
        body: request.body instanceof Buffer ? request.body : undefined,
      };
      return atWork(request, reply, (own) =>
        api.handle(call, own, { ...plainInfo(request), municipality: city }),
      );
    }
    if (address === null || namesTwoHosts(request.raw.rawHeaders))
      return apiProblem(request, reply, 'malformed') ?? plain(reply, 400, unreadable);
    if (!methods.includes(request.method)) return plain(reply.header('allow', methods.join(', ')), 405, '');
    if (request.body instanceof Buffer && isBomb(request.headers['content-type'] ?? '', request.body))
      return plain(reply, 413, tooLarge);
    const municipality = await hosts.municipalityOf(request.hostname);
    if (municipality === null) return plain(reply, 404, 'この宛先の市役所はありません。');
    const path = address.pathname + address.search;
    const { prefix, language } = languageOf(path, await hosts.languagesOf(municipality), runtime.site);
    const size = sizeOf(request);
    const key =
      request.method === 'GET'
        ? `${municipality}|${size}|${await hosts.epochOf(municipality)}|${path}`
        : null;
    const kept = key === null ? undefined : cache.get(key);
    if (kept !== undefined) return sendCached(request, reply, kept);

    const nonce = randomBytes(16).toString('base64');
    if (runtime.site === 'staff') (request as { nonce?: string }).nonce = nonce;
    const info: RequestInfo = {
      requestId: request.id,
      municipality,
      language,
      prefix,
      size,
      ip: networkOf(request.ip),
      nonce,
    };
    const context = new RouterContextProvider();
    context.set(requestContext, info);
    return atWork(
      request,
      reply,
      async (own) => {
        context.set(runtimeContext, own);
        return (await handlerFor(prefix))(toWebRequest(request, address), context);
      },
      key,
    );
  });

  /** Does the work of one request if there is room for it; what fails because our side is away asks people to wait. */
  async function atWork(
    request: FastifyRequest,
    reply: FastifyReply,
    work: (own: Runtime) => Promise<Response>,
    key: string | null = null,
  ): Promise<FastifyReply> {
    const leave = gate.enter(hasSession(request));
    if (leave === null) return busy(request, reply, 'full');
    asked(request);
    let away = false;
    const db = watched(runtime.db, (error) => {
      away = true;
      health.failed(error);
    });
    const started = performance.now();
    const label = { 'http.request.method': request.method, area: areaOf(request.url, areas) };
    const response = await traced('request', label, () => work({ ...runtime, db })).finally(leave);
    // The path may hold identifiers, so the log gets the route pattern at most: here only status and time.
    runtime.log.info('request', {
      requestId: request.id,
      method: request.method,
      status: away ? 503 : response.status,
      ms: Math.round(performance.now() - started),
    });
    if (away && response.status >= 500) return busy(request, reply, 'away');
    if (
      key !== null &&
      response.status === 200 &&
      response.headers.get('x-cacheable') === '1' &&
      !response.headers.has('set-cookie')
    ) {
      const body = Buffer.from(await response.arrayBuffer());
      return sendCached(
        request,
        reply,
        cache.put(key, body, response.headers.get('content-type') ?? 'text/html'),
      );
    }
    return sendWeb(reply, response);
  }

  app.setErrorHandler((error, request, reply) => {
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    if (status >= 500) runtime.log.error('request failed', error, { requestId: request.id });
    health.failed(error);
    if (isUnavailable(error)) return busy(request, reply, 'away');
    const problem = apiProblem(
      request,
      reply,
      status === 413 ? 'tooLarge' : status >= 500 ? 'internal' : 'malformed',
    );
    if (problem !== null) return problem;
    const text =
      status === 413
        ? tooLarge
        : '申し訳ありません。こちらの不具合です。入力した内容は保存されています。少し待ってからもう一度お試しください。';
    return reply.code(status).type('text/plain; charset=utf-8').send(`${text}\n${request.id}\n`);
  });
  return app;
}

const full =
  'ただいま混み合っていて、ファイルを受け取れません。前の画面に戻り、少し待ってからもう一度送ってください。';
const unreadable = '宛先を読み取れませんでした。';
const tooLarge = 'ファイルが大きすぎます。前の画面に戻って、小さいファイルを選んでください。';

function plain(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply.code(status).type('text/plain; charset=utf-8').send(`${text}\n`);
}
