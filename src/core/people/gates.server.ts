/** The two gates every route goes through: `guardResident` on the portal, `guardStaff` on the staff side. */

import type { ResidentActor, ResidentPermission, StaffActor, StaffPermission } from '#core/policy';
import { staffMay } from '#core/policy';
import { purposeOfCases } from '#core/policy.server';
import { tokyoDate } from '#kernel/dates';
import { hashToken } from '#platform/crypto.server';
import { cookieName, createGuard, type Runtime, readCookie } from '#platform/http.server';
import { selectPosts, selectReach, selectStandIns } from './organisation.sql.ts';
import { findEndedPortalSession, findPortalSession, findStaffSession } from './sessions.sql.ts';

export const portalCookie = (runtime: Runtime) =>
  cookieName('madoguchi', runtime.origin.startsWith('https:'));
export const staffCookie = (runtime: Runtime) =>
  cookieName('madoguchi-staff', runtime.origin.startsWith('https:'));

export const guardResident = createGuard<ResidentActor, ResidentPermission>({
  async authenticate(tx, request, runtime) {
    const cookie = readCookie(request, portalCookie(runtime));
    const hash = cookie === null ? null : hashToken(cookie);
    const session = hash === null ? null : await findPortalSession(tx, hash);
    const id = session?.accountId ?? null;
    const ended =
      hash === null || session !== null || request.method !== 'POST'
        ? null
        : await findEndedPortalSession(tx, hash);
    return {
      kind: id === null ? 'visitor' : 'account',
      id,
      postId: null,
      sessionHash: session === null ? null : hash,
      ...(ended === null || hash === null ? {} : { ended: { hash, ...ended } }),
    };
  },
  authorize(actor, permission) {
    if (permission === 'account.read' || permission === 'account.write')
      return actor.kind === 'account' ? 'allow' : 'sign-in';
    // Rows decide about drafts and applications; who has no session at all reaches none.
    if (permission === 'public' || (permission === 'draft.keep' && actor.ended !== undefined)) return 'allow';
    return actor.sessionHash === null ? 'not-found' : 'allow';
  },
  signInPath: (request) => `/sign-in?return=${encodeURIComponent(localPath(request))}`,
});

export const guardStaff = createGuard<StaffActor, StaffPermission>({
  async authenticate(tx, request, runtime) {
    const stranger: StaffActor = {
      kind: 'stranger',
      id: null,
      postId: null,
      sessionHash: null,
      stage: 'none',
      name: '',
      post: null,
      departments: [],
      above: [],
      standsInFor: [],
    };
    const cookie = readCookie(request, staffCookie(runtime));
    if (cookie === null) return stranger;
    const hash = hashToken(cookie);
    const session = await findStaffSession(tx, hash);
    if (session === null) return stranger;
    const early: StaffActor = { ...stranger, sessionHash: hash, stage: session.stage };
    if (session.staff_id === null || (session.stage !== 'post' && session.stage !== 'full')) return early;
    const today = tokyoDate(new Date());
    const signedIn: StaffActor = { ...early, kind: 'staff', id: session.staff_id, name: session.name ?? '' };
    if (session.post_id === null || session.stage !== 'full') return { ...signedIn, stage: 'post' };
    const post =
      (await selectPosts(tx, session.staff_id, today)).find((one) => one.id === session.post_id) ?? null;
    // A post that ended at midnight ends here too: choose again.
    if (post === null) return { ...signedIn, stage: 'post' };
    return {
      ...signedIn,
      postId: post.id,
      post,
      ...(await selectReach(tx, post, today)),
      standsInFor: await selectStandIns(tx, post.id, today),
    };
  },
  authorize(actor, permission) {
    if (staffMay(actor, permission)) return 'allow';
    return actor.kind === 'stranger' || actor.stage !== 'full' ? 'sign-in' : 'not-found';
  },
  purpose: async (tx, actor, { noun, ids }) => (noun === 'case' ? purposeOfCases(tx, actor, ids) : null),
  signInPath: (request, actor) =>
    actor.kind === 'staff' ? '/post' : `/sign-in?return=${encodeURIComponent(localPath(request))}`,
});

/** Where to come back to: a path of this site only. After an act whose session had ended, the page it was done on. */
function localPath(request: Request): string {
  const here = new URL(request.url);
  const from = request.method === 'GET' ? here : pageBehind(request, here);
  return from === null ? '/' : from.pathname.replace(/\.data$/, '') + from.search;
}

function pageBehind(request: Request, here: URL): URL | null {
  const referrer = URL.parse(request.headers.get('referer') ?? '');
  return referrer !== null && referrer.host === here.host ? referrer : null;
}
