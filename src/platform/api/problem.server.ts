/** Errors of the one table as problem+json (RFC 9457). */
import { type AppError, errorTable, statusOf } from '#kernel/errors';

export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  errors?: { path: string; message: string }[];
  requestId: string;
}

/** `headers` adds Allow, Retry-After, WWW-Authenticate. */
export function problemOf(
  error: AppError,
  requestId: string,
  language: 'ja' | 'en' = 'ja',
  headers: Record<string, string> = {},
): Response {
  const status = statusOf(error);
  const problem: Problem = {
    type: `urn:madoguchi:problem:${error.code}`,
    title: errorTable[error.code][language],
    status,
    code: error.code,
    ...(error.message === undefined ? {} : { detail: error.message }),
    ...(error.issues === undefined ? {} : { errors: error.issues }),
    ...error.more,
    requestId,
  };
  return new Response(JSON.stringify(problem), {
    status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'content-language': language,
      ...headers,
    },
  });
}
