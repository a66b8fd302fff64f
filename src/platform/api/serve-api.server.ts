/** Serves declared routes: one transaction a request, every refusal a problem. */
import { createHash } from 'node:crypto';
import { type AppError, appError, type ErrorCode } from '#kernel/errors';
import { ok, type Result } from '#kernel/result';
import { concludeAudit } from '#platform/audit.server';
import type { Row, Statement, Tx } from '#platform/db.server';
import { responseHeaders } from '#platform/files';
import type { BaseActor } from '#platform/http';
import {
  type ApiMount,
  errorOfInput,
  logRefusal,
  Refusal,
  type RequestInfo,
  type Runtime,
  reasonOf,
} from '#platform/http.server';
import { cursorsOf } from './cursor.server.ts';
import { claimKey, keepAnswer } from './idempotency.sql.ts';
import type { ApiFile, ApiRoute, ApiScene } from './model.server.ts';
import { openApiOf } from './openapi.server.ts';
import { problemOf } from './problem.server.ts';
import { type ApiRequest, readBody, readQuery, readRevision } from './read-request.server.ts';
import { createRouter } from './router.server.ts';

/** A statement of the port, and what its rows mean. */
export interface Asked<T> {
  query: Statement;
  read(rows: Row[]): T;
}
export type Opening = readonly Statement[];

export interface Caller<A> {
  actor: A;
  scopes: ReadonlySet<string>;
  /** Whose idempotency keys these are. */
  holder: string;
  purpose: string | null;
}

/** Who calls, and what they hold. Filled by core. */
export interface ApiPort<A extends BaseActor> {
  /** Counts the call, in a transaction of its own before the call's, which stays when the call fails: one plain statement. `cost`: as so many calls. */
  admission(
    request: ApiRequest,
    runtime: Runtime,
    info: RequestInfo,
    cost: number,
  ): Asked<'go' | 'unknown' | 'tooMany'>;
  /** Anew in the transaction of the work, asked as it begins; null is 401. */
  authentication(request: ApiRequest): { opening: Opening; read(tx: Tx, opened: Row[][]): Caller<A> | null };
  may(actor: A, permission: string): boolean;
}

export interface ApiOptions<A extends BaseActor> {
  routes: readonly ApiRoute[];
  port: ApiPort<A>;
  title: { ja: string; en: string };
  /** What each scope lets a token do, for the document. */
  scopes: Record<string, string>;
}

export const apiBase = '/api/v1';
const documentPath = '/api/openapi.json';

/** The mounted API, and its document for whoever generates from it. */
export function createApi<A extends BaseActor>(options: ApiOptions<A>): ApiMount & { document: object } {
  const find = createRouter(options.routes);
  const document = openApiOf(options);
  const text = JSON.stringify(document);
  const handle = async (request: ApiRequest, runtime: Runtime, info: RequestInfo): Promise<Response> => {
    const call: Call = {};
    const response = await answer(request, runtime, info, call);
    const why = reasonOf(response.status);
    if (why !== null) logRefusal(runtime, info, { why, ...call });
    return response;
  };
  const answer = async (
    request: ApiRequest,
    runtime: Runtime,
    info: RequestInfo,
    call: Call,
  ): Promise<Response> => {
    const language = /^\s*en\b/i.test(request.headers.get('accept-language') ?? '') ? 'en' : 'ja';
    const problem = (error: AppError, headers?: Record<string, string>) =>
      problemOf(error, info.requestId, language, headers);
    const { pathname } = request.url;
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    if (pathname === documentPath)
      return method === 'GET'
        ? new Response(text, { headers: { 'content-type': 'application/json; charset=utf-8' } })
        : problem(appError('methodNotAllowed'), { allow: 'GET, HEAD' });
    const found = find(method, pathname.slice(apiBase.length));
    if (found === null) return problem(appError('notFound'));
    if ('allow' in found) return problem(appError('methodNotAllowed'), { allow: found.allow.join(', ') });
    call.permission = found.route.permission;
    try {
      const admission = options.port.admission(request, runtime, info, found.route.cost ?? 1);
      const { opening, read } = options.port.authentication(request);
      const done = await runtime.db.tenant(
        info.municipality,
        runtime.site,
        async (tx, [counted = [], ...opened]) => {
          const admitted = admission.read(counted);
          if (admitted === 'tooMany') return problem(appError('tooMany'), { 'retry-after': '60' });
          if (admitted === 'unknown') return problem(appError('unauthenticated'), unauthenticated);
          const caller = read(tx, opened);
          return work(options.port, caller, found.route, found.params, request, runtime, info, tx, call);
        },
        opening,
        admission.query,
      );
      return done instanceof Response ? done : problem(done);
    } catch (thrown) {
      const error = thrown instanceof Refusal ? thrown.appError : errorOfInput(thrown);
      if (error !== null) return problem(error, error.code === 'unauthenticated' ? unauthenticated : {});
      runtime.log.error('api call failed', thrown, { requestId: info.requestId });
      return problem(appError('internal'));
    }
  };
  return {
    document,
    owns: (path) => path === documentPath || path === apiBase || path.startsWith(`${apiBase}/`),
    handle,
    problem: (code: ErrorCode, requestId) => problemOf(appError(code), requestId),
  };
}

/** What came to light of a call while it was answered, for the log of refusals. */
interface Call {
  permission?: string;
  actor?: BaseActor;
}

const unauthenticated = { 'www-authenticate': 'Bearer realm="madoguchi"' };

function need<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Refusal(result.error);
}

async function work<A extends BaseActor>(
  port: ApiPort<A>,
  caller: Caller<A> | null,
  route: ApiRoute,
  params: Record<string, string>,
  request: ApiRequest,
  runtime: Runtime,
  info: RequestInfo,
  tx: Tx,
  call: Call,
): Promise<Response | AppError> {
  if (caller === null) throw new Refusal(appError('unauthenticated'));
  call.actor = caller.actor;
  if (route.scope !== null && !caller.scopes.has(route.scope))
    throw new Refusal(appError('forbidden', `スコープ ${route.scope} がありません。`));
  if (!port.may(caller.actor, route.permission)) throw new Refusal(appError('forbidden'));
  const query = need(readQuery(route, request.url.searchParams));
  const body = need(await readBody(route, request));
  const revision = route.revision === 'takes' ? need(readRevision(request.headers.get('if-match'))) : 0;
  const writes = route.method !== 'GET';
  const key = writes && route.reads !== true ? need(readKey(request.headers.get('idempotency-key'))) : null;
  if (key !== null) {
    const kept = await claimKey(tx, caller.holder, key, hashOf(route, request, revision));
    if (kept !== null) return repeat(kept, hashOf(route, request, revision));
  }
  const touched: { noun: string; ids: string[]; fieldClasses: string[]; act?: string }[] = [];
  const scene: ApiScene<BaseActor, unknown, unknown> = {
    actor: caller.actor,
    tx,
    runtime,
    info,
    params,
    query,
    body,
    revision,
    cursors: cursorsOf(runtime.keyring, boundTo(route, request.url)),
    touched: (noun, ids, fieldClasses = [], act) => void touched.push({ noun, ids, fieldClasses, act }),
  };
  const result = await route.handle(scene as ApiScene<BaseActor, undefined, undefined>);
  if (!result.ok && route.countsFailures === true) return result.error;
  const value = need(result);
  if (writes && touched.length === 0) scene.touched('route', []);
  for (const { noun, ids, fieldClasses, act } of touched)
    await concludeAudit(tx, {
      zone: runtime.site,
      actorKind: caller.actor.kind === 'staff' ? 'integration' : caller.actor.kind,
      actorId: caller.actor.id,
      postId: caller.actor.postId,
      act: act ?? (writes ? `${route.permission}!` : route.permission),
      noun,
      ids,
      fieldClasses,
      purpose: caller.purpose,
      requestId: info.requestId,
    });
  if (route.response === 'file') return fileAnswer(value as ApiFile);
  const status = route.status ?? 200;
  const text = JSON.stringify(value);
  if (key !== null) await keepAnswer(tx, caller.holder, key, status, text);
  return jsonAnswer(route, status, value, text);
}

function jsonAnswer(route: ApiRoute, status: number, value: unknown, text: string): Response {
  const headers: Record<string, string> = { 'content-type': 'application/json; charset=utf-8' };
  const revision = (value as { revision?: unknown } | null)?.revision;
  if (typeof revision === 'number') headers.etag = `"${revision}"`;
  if (route.location !== undefined) headers.location = `${apiBase}${route.location(value as never)}`;
  return new Response(text, { status, headers });
}

function fileAnswer({ name, type, bytes }: ApiFile): Response {
  return new Response(bytes as Uint8Array<ArrayBuffer>, { headers: responseHeaders(name, type) });
}

function repeat(kept: { requestHash: string; status: number; body: string }, hash: string): Response {
  if (kept.requestHash !== hash)
    throw new Refusal(
      appError(
        'invalid',
        'この Idempotency-Key は、別の内容の要求に使われています。新しい要求には新しい値を付けてください。',
      ),
    );
  return new Response(kept.body, {
    status: kept.status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'idempotency-replayed': 'true' },
  });
}

function readKey(header: string | null): Result<string | null> {
  if (header === null) return ok(null);
  const error = appError('malformed', 'Idempotency-Key は、8文字から200文字の英数字と記号にしてください。');
  return /^[\x21-\x7e]{8,200}$/.test(header) ? ok(header) : { ok: false, error };
}

function hashOf(route: ApiRoute, request: ApiRequest, revision: number): string {
  return createHash('sha256')
    .update(`${route.id}\n${request.url.pathname}${request.url.search}\n${revision}\n`)
    .update(request.body ?? new Uint8Array())
    .digest('base64url');
}

function boundTo(route: ApiRoute, url: URL): string {
  const filters = [...url.searchParams].filter(([name]) => name !== 'cursor' && name !== 'limit').sort();
  return `${route.id} ${url.pathname}?${new URLSearchParams(filters)}`;
}
