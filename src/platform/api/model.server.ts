/** What a route of the API declares, and what its handler is given. */
import type { z } from 'zod';
import type { ErrorCode } from '#kernel/errors';
import type { Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import type { BaseActor } from '#platform/http';
import type { RequestInfo, Runtime } from '#platform/http.server';

export type ParamKind = 'uuid' | 'text';

/** A file that came in or goes out. */
export interface ApiFile {
  name: string;
  type: string;
  bytes: Uint8Array;
}

/** Positions of key paging, opaque to callers: bound to the route and its filters. */
export interface Cursors {
  read(text: string | undefined): Result<Record<string, string> | undefined>;
  write(position: Record<string, string> | null): string | null;
}

export interface ApiScene<A extends BaseActor, Q, B> {
  actor: A;
  tx: Tx;
  runtime: Runtime;
  info: RequestInfo;
  params: Record<string, string>;
  query: Q;
  body: B;
  /** Of If-Match, where the route takes one. */
  revision: number;
  cursors: Cursors;
  /** Notes what was read or done for the audit row of this request. */
  touched(noun: string, ids: string[], fieldClasses?: string[], act?: string): void;
}

type Read<T> = T extends z.ZodType ? z.output<T> : T extends 'file' ? ApiFile : undefined;
type Written<T> = T extends z.ZodType ? z.input<T> : ApiFile;

export interface Declaration<
  A extends BaseActor,
  P extends string,
  S extends string,
  Q extends z.ZodType | undefined,
  B extends z.ZodType | 'file' | undefined,
  R extends z.ZodType | 'file',
> {
  /** operationId: verb first, unique. */
  id: string;
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below /api/v1, `/cases/:case`. */
  path: string;
  tag: string;
  summary: { ja: string; en: string };
  /** `public` is spelled out. */
  permission: P;
  /** What a token must carry; null only for what is public. */
  scope: S | null;
  params?: Record<string, ParamKind>;
  query?: Q;
  body?: B;
  response: R;
  status?: 200 | 201;
  /** Beyond those every route has. */
  errors: ErrorCode[];
  /** `takes`: If-Match is demanded. An answer with `revision` carries an ETag. */
  revision?: 'takes';
  /** The answer must not be kept for repeats (it holds personal data); such a request changes nothing. */
  reads?: true;
  /** Counts as so many calls: what goes through many records. */
  cost?: number;
  /** What was written (a counter of guesses) stays when the answer is an error. */
  countsFailures?: true;
  /** Address of what was made. */
  location?: (value: Written<R>) => string;
  handle(
    scene: ApiScene<A, Q extends z.ZodType ? z.output<Q> : undefined, Read<B>>,
  ): Promise<Result<Written<R>>>;
}

/** A declaration with its types forgotten, as the server and the document see it. */
export type ApiRoute = Declaration<
  BaseActor,
  string,
  string,
  z.ZodType | undefined,
  z.ZodType | 'file' | undefined,
  z.ZodType | 'file'
>;

/** `declareFor<StaffActor, StaffPermission, Scope>()` gives the function rooms declare their routes with. */
export function declareFor<A extends BaseActor, P extends string, S extends string>() {
  return <
    R extends z.ZodType | 'file',
    Q extends z.ZodType | undefined = undefined,
    B extends z.ZodType | 'file' | undefined = undefined,
  >(
    declaration: Declaration<A, P, S, Q, B, R>,
  ): ApiRoute => declaration as unknown as ApiRoute;
}
