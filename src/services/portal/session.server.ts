/** The session cookie of this side. */
import { beginVisit } from '#core/people/accounts.server';
import { portalCookie } from '#core/people.server';
import type { ResidentActor } from '#core/policy';
import type { Tx } from '#platform/db.server';
import { type Runtime, setCookie } from '#platform/http.server';

const isSecure = (runtime: Runtime) => runtime.origin.startsWith('https:');

/** Ends with the browser: on a shared terminal nothing is left behind. */
export function sessionCookie(runtime: Runtime, token: string): string {
  return setCookie(portalCookie(runtime), token, { secure: isSecure(runtime) });
}

export function endedCookie(runtime: Runtime): string {
  return setCookie(portalCookie(runtime), '', { secure: isSecure(runtime), maxAge: 0 });
}

/** The visitor's session, begun now where there is none; `cookie` then has to be sent. */
export async function ensureVisit(
  tx: Tx,
  runtime: Runtime,
  actor: ResidentActor,
): Promise<{ hash: string; headers: Record<string, string> }> {
  if (actor.sessionHash !== null) return { hash: actor.sessionHash, headers: {} };
  const { token, hash } = await beginVisit(tx);
  return { hash, headers: { 'set-cookie': sessionCookie(runtime, token) } };
}
