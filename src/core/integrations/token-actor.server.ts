/** The gate of the API on the staff side: a bearer token becomes a member of staff in the post of its integration. */
import { selectPosts, selectReach } from '#core/people.server';
import { type StaffActor, type StaffPermission, staffMay } from '#core/policy';
import { tokyoDate } from '#kernel/dates';
import type { ApiPort } from '#platform/api.server';
import { hashToken } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';
import { hit } from '#platform/http.server';
import { noteUse, selectHolder } from './integrations.sql.ts';

/** Recognisable, so that secret scanners find one that got into a repository. */
export const tokenPrefix = 'mdg_';

function tokenIn(headers: Headers): string | null {
  return /^Bearer (mdg_[A-Za-z0-9_-]{43})$/.exec(headers.get('authorization') ?? '')?.[1] ?? null;
}

/** A system stands in for nobody. Null when its post has ended or its department is closed. */
export async function actorOfPost(
  tx: Tx,
  who: { name: string; staff_id: string; post_id: string },
): Promise<StaffActor | null> {
  const today = tokyoDate(new Date());
  const post = (await selectPosts(tx, who.staff_id, today)).find((one) => one.id === who.post_id);
  if (post === undefined) return null;
  return {
    kind: 'staff',
    id: who.staff_id,
    postId: post.id,
    sessionHash: null,
    stage: 'full',
    name: who.name,
    post,
    ...(await selectReach(tx, post, today)),
    standsInFor: [],
  };
}

const strangersAMinute = 60;

export const tokenPort: ApiPort<StaffActor> = {
  async admit(tx, request, runtime, info) {
    const token = tokenIn(request.headers);
    const hash = token === null ? null : hashToken(token);
    const known = hash === null ? null : await selectHolder(tx, hash);
    const limit = known === null ? strangersAMinute : runtime.config.API_RATE_PER_MINUTE;
    const key = known === null ? `address:${info.ip}` : `token:${known.token_id}`;
    if (!(await hit(tx, runtime.keyring.hmac('limit:api', key), limit, 60))) return 'tooMany';
    if (known === null || hash === null) return 'unknown';
    if (known.unnoted) await noteUse(tx, hash);
    return 'go';
  },
  async authenticate(tx, request) {
    const token = tokenIn(request.headers);
    const holder = token === null ? null : await selectHolder(tx, hashToken(token));
    const actor = holder === null ? null : await actorOfPost(tx, holder);
    if (holder === null || actor === null) return null;
    return {
      actor,
      scopes: new Set(holder.scopes),
      holder: holder.token_id,
      purpose: `token ${holder.token_id}`,
    };
  },
  may: (actor, permission) => staffMay(actor, permission as StaffPermission),
};
