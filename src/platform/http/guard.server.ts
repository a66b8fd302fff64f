/**
 * The one gate of every route. A loader or action that is not made here has no transaction and
 * no actor, so it can reach no data; tests check that every route module uses it.
 *
 * Per request: open a transaction in the site's role, authenticate, authorise the route's
 * permission, check the form token, run the handler, write the audit row, commit.
 * A thrown error rolls back; a returned value or a thrown Response commits.
 */
import { data, type LoaderFunctionArgs, type RouterContextProvider } from 'react-router';
import { type AppError, appError, statusOf } from '#kernel/errors';
import type { Result } from '#kernel/result';
import { type AuditRow, concludeAudit } from '#platform/audit.server';
import { constantTimeEqual } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';
import { type BaseActor, csrfField, type RouteHandle } from './model.ts';
import { logRefusal, reasonOf } from './refusals.server.ts';
import { type RequestInfo, type Runtime, requestContext, runtimeContext } from './runtime.server.ts';

/** Filled by core: who is this, and may they use routes with this permission at all? */
export interface GuardPort<A extends BaseActor, P extends string> {
  authenticate(tx: Tx, request: Request, runtime: Runtime, info: RequestInfo): Promise<A>;
  /** Row-independent; rows are narrowed by core/policy inside use cases. */
  authorize(actor: A, permission: P): 'allow' | 'sign-in' | 'not-found';
  signInPath(request: Request, actor: A): string;
  /** Why this actor may see or do it, for the audit; a page that knows better says so itself. */
  purpose?(tx: Tx, actor: A, touch: Touch): Promise<string | null>;
}

/** What a request read or did, as its page noted it. */
export interface Touch {
  noun: string;
  ids: string[];
  fieldClasses: string[];
  act?: string | undefined;
  purpose?: string | undefined;
}

export interface Scene<A extends BaseActor> {
  actor: A;
  tx: Tx;
  request: Request;
  params: Record<string, string | undefined>;
  runtime: Runtime;
  info: RequestInfo;
  /** The posted form; empty for GET. */
  form: FormData;
  /** Notes what was read or done for the audit row of this request; the purpose where the page knows more than the gate. */
  touched(noun: string, ids: string[], fieldClasses?: string[], act?: string, purpose?: string): void;
  /** Runs after the commit, e.g. to wake the relay. Failures there never undo the act. */
  afterCommit(work: () => void): void;
}

/** Ends the request with an error from the table; the transaction rolls back. */
export class Refusal extends Error {
  readonly appError: AppError;
  constructor(error: AppError) {
    super(error.code);
    this.appError = error;
  }
}

/** The value of a Result, or the request ends with its error. */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Refusal(result.error);
}

type Csrf = { csrf?: string };
type Args = Pick<LoaderFunctionArgs, 'request' | 'params'> & { context: Readonly<RouterContextProvider> };

const guardedMark = Symbol.for('madoguchi.guarded');

/** The permission a loader or action was guarded with, null when it was not; for the enumeration of routes. */
export function guardedWith(handler: unknown): string | null {
  return typeof handler === 'function'
    ? ((handler as { [guardedMark]?: string })[guardedMark] ?? null)
    : null;
}

export function createGuard<A extends BaseActor, P extends string>(port: GuardPort<A, P>) {
  return function guarded<T>(
    handle: RouteHandle<P>,
    handler: (scene: Scene<A>) => Promise<T>,
  ): (args: Args) => Promise<T & Csrf> {
    const run = async ({ request, params, context }: Args): Promise<T & Csrf> => {
      const runtime = context.get(runtimeContext);
      const info = context.get(requestContext);
      const writes = request.method !== 'GET' && request.method !== 'HEAD';
      let who: A | undefined;
      const refused = (why: string) =>
        logRefusal(runtime, info, { why, permission: handle.permission, actor: who });
      if (writes && !isFromHere(request)) {
        refused('crossSite');
        throw data(appError('crossSite'), { status: 403 });
      }
      const form = writes ? await readForm(request) : new FormData();
      const touched: Touch[] = [];
      const after: (() => void)[] = [];
      try {
        const outcome = await runtime.db.tenant(info.municipality, runtime.site, async (tx) => {
          const actor = await port.authenticate(tx, request, runtime, info);
          who = actor;
          const verdict = port.authorize(actor, handle.permission);
          if (verdict === 'sign-in') return { redirect: port.signInPath(request, actor) };
          if (verdict === 'not-found') throw new Refusal(appError('notFound'));
          const token = actor.sessionHash === null ? undefined : csrfToken(runtime, actor.sessionHash);
          if (writes && token !== undefined && !constantTimeEqual(String(form.get(csrfField) ?? ''), token)) {
            throw new Refusal(appError('crossSite'));
          }
          const scene: Scene<A> = {
            actor,
            tx,
            request,
            params,
            runtime,
            info,
            form,
            touched: (noun, ids, fieldClasses = [], act, purpose) =>
              void touched.push({ noun, ids, fieldClasses, act, purpose }),
            afterCommit: (work) => void after.push(work),
          };
          let value: unknown;
          try {
            value = await handler(scene);
          } catch (thrown) {
            if (!(thrown instanceof Response)) throw thrown;
            value = thrown;
          }
          if (writes && touched.length === 0) scene.touched('route', []);
          for (const touch of touched) {
            const purpose = touch.purpose ?? (await port.purpose?.(tx, actor, touch)) ?? null;
            await concludeAudit(tx, {
              ...auditRow(runtime, info, actor, handle.permission, writes, touch),
              purpose,
            });
          }
          return { value, token: handle.cacheable ? undefined : token };
        });
        if ('redirect' in outcome) {
          refused('unauthenticated');
          throw redirectTo(outcome.redirect ?? '/');
        }
        for (const work of after) work();
        const reason = reasonOf(statusIn(outcome.value));
        if (reason !== null) refused(reason);
        if (outcome.value instanceof Response) throw outcome.value;
        const value = withToken(outcome.value, outcome.token);
        // Resident pages are not hydrated (ADR 2).
        return (runtime.site === 'portal' ? forRenderingOnly(value) : value) as T & Csrf;
      } catch (thrown) {
        if (thrown instanceof Refusal) {
          refused(thrown.appError.code);
          throw data(thrown.appError, { status: statusOf(thrown.appError) });
        }
        const error = errorOfInput(thrown);
        if (error === null) throw thrown;
        refused('inputOfNoPage');
        throw data(error, { status: error.code === 'invalid' ? 400 : statusOf(error) });
      }
    };
    return Object.assign(run, { [guardedMark]: handle.permission });
  };
}

function auditRow(
  runtime: Runtime,
  info: RequestInfo,
  actor: BaseActor,
  permission: string,
  writes: boolean,
  touch: Touch,
): Omit<AuditRow, 'purpose'> {
  return {
    zone: runtime.site,
    actorKind: actor.kind,
    actorId: actor.id,
    postId: actor.postId,
    act: touch.act ?? (writes ? `${permission}!` : permission),
    noun: touch.noun,
    ids: touch.ids,
    fieldClasses: touch.fieldClasses,
    requestId: info.requestId,
  };
}

/** Adds the form token to plain page data, so that forms can carry it. */
function withToken(value: unknown, token: string | undefined): unknown {
  if (token === undefined || value instanceof Response) return value;
  if (isDataWithInit(value)) return { ...value, data: withToken(value.data, token) };
  if (value === undefined || value === null) return { csrf: token };
  return typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype
    ? { ...value, csrf: token }
    : value;
}

/**
 * React Router writes the data of every page for hydration before it asks whether the page is hydrated; of a form that is
 * a tenth of the whole answer. It takes what is enumerable and finds nothing; components read their data as ever.
 */
function forRenderingOnly(value: unknown): unknown {
  if (isDataWithInit(value)) return { ...value, data: forRenderingOnly(value.data) };
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  const hidden = {};
  for (const [name, part] of Object.entries(value)) Object.defineProperty(hidden, name, { value: part });
  // Routes that answer with data (autosave, look-ups) are written by JSON.
  return Object.defineProperty(hidden, 'toJSON', { value: () => value });
}

/** The status a handler's value asks for. */
function statusIn(value: unknown): number | undefined {
  if (value instanceof Response) return value.status;
  return isDataWithInit(value) ? (value.init?.status ?? undefined) : undefined;
}

function isDataWithInit(
  value: unknown,
): value is { type: 'DataWithResponseInit'; data: unknown; init?: ResponseInit | null } {
  return (
    typeof value === 'object' &&
    value !== null &&
    (value as { type?: unknown }).type === 'DataWithResponseInit'
  );
}

/** The form token of a session; for acts that begin one and go on without a new page. */
export function csrfToken(runtime: Runtime, sessionHash: string): string {
  return runtime.keyring.hmac('csrf', sessionHash);
}

/** Browsers say where a request comes from; a form on another site is refused before anything is read. */
function isFromHere(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  // `null` is what a sandboxed frame says; our own pages always name themselves (referrer-policy same-origin).
  const fromHere =
    origin === null ? site !== 'cross-site' : URL.parse(origin)?.host === new URL(request.url).host;
  return fromHere && site !== 'cross-site';
}

async function readForm(request: Request): Promise<FormData> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)/.test(type)) return new FormData();
  try {
    return await request.formData();
  } catch {
    throw data(appError('invalid'), { status: 400 });
  }
}

/**
 * What somebody made up and no check of ours caught before the database did is the sender's doing, not a failure of ours:
 * an identifier that is none is not found, text with the character of number 0 or a number beyond all bounds is invalid.
 */
export function errorOfInput(thrown: unknown): AppError | null {
  const code = (thrown as { code?: string } | null)?.code ?? '';
  if (code === '22P02') return appError('notFound');
  return ['22021', '22P05', '22003', '22007', '22008'].includes(code) ? appError('invalid') : null;
}

function redirectTo(location: string): Response {
  return new Response(null, { status: 302, headers: { location } });
}
