/** The end of a sign-in: the new cookie, the post when there is only one, and the page that was wanted. */
import { redirect } from 'react-router';
import {
  choosePost,
  deviceOf,
  type NewSession,
  noteStaffDevice,
  selectPosts,
  staffCookie,
} from '#core/people.server';
import { tokyoDate } from '#kernel/dates';
import { hashToken } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';
import { type Runtime, setCookie } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { safeReturn } from './return-path.ts';

/** Ends with the browser: staff share machines. */
export function sessionCookie(runtime: Runtime, { cookie }: NewSession): { 'set-cookie': string } {
  return {
    'set-cookie': setCookie(staffCookie(runtime), cookie, { secure: runtime.origin.startsWith('https:') }),
  };
}

export async function land(
  { tx, runtime, request }: { tx: Tx; runtime: Runtime; request: Request },
  session: NewSession,
  staffId: string,
  returnTo: string,
): Promise<Response> {
  const posts = await selectPosts(tx, staffId, tokyoDate(new Date()));
  const wanted = safeReturn(returnTo);
  await noteStaffDevice(tx, hashToken(session.cookie), deviceOf(request.headers.get('user-agent')));
  const [only] = posts;
  const chosen = posts.length === 1 && only !== undefined;
  if (chosen) await choosePost(tx, hashToken(session.cookie), only.id);
  const to = chosen
    ? wanted
    : href(staffPaths.post, undefined, { return: wanted === '/' ? undefined : wanted });
  return redirect(to, { status: 303, headers: sessionCookie(runtime, session) });
}
