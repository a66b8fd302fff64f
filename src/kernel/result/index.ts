/** What an act gives back: a value or an expected failure. Exceptions are for bugs only. */
import { type AppError, appError, type ErrorCode, type Issue } from '#kernel/errors';

export type Ok<T> = { ok: true; value: T };
export type Err<E = AppError> = { ok: false; error: E };
export type Result<T, E = AppError> = Ok<T> | Err<E>;

export function ok(): Ok<undefined>;
export function ok<T>(value: T): Ok<T>;
export function ok<T>(value?: T): Ok<T | undefined> {
  return { ok: true, value };
}

export function err<E>(error: E): Err<E> {
  return { ok: false, error };
}

/** Shorthand for `err(appError(…))`. */
export function fail(code: ErrorCode, message?: string, issues?: Issue[]): Err<AppError> {
  return err(appError(code, message, issues));
}

/** The value, or throws: for places where failure would be a bug (tests, seeds). */
export function unwrap<T, E>(result: Result<T, E>): T {
  if (result.ok) return result.value;
  throw new Error(`unwrap of a failure: ${JSON.stringify(result.error)}`);
}
