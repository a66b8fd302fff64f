/** The gate of the API on the staff side: a bearer token becomes a member of staff in the post of its integration. */
import { askEpoch, rememberEpoch } from '#core/definitions.server';
import { selectPosts, selectReach } from '#core/people.server';
import { type StaffActor, type StaffPermission, staffMay } from '#core/policy';
import { tokyoDate } from '#kernel/dates';
import type { ApiPort } from '#platform/api.server';
import { hashToken } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';
import { admissionOf, type CallerRow, callerOf } from './callers.sql.ts';

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
  admission(request, runtime, info, cost) {
    const token = tokenIn(request.headers);
    const hash = token === null ? '' : hashToken(token);
    const key = (of: string) => runtime.keyring.hmac('limit:api', of);
    const limits = { token: runtime.config.API_RATE_PER_MINUTE, stranger: strangersAMinute };
    const keys = { token: key(`token:${hash}`), stranger: key(`address:${info.ip}`) };
    return {
      query: admissionOf(hash, keys, limits, cost),
      read: ([row]) => row?.verdict as 'go' | 'unknown' | 'tooMany',
    };
  },
  authentication(request) {
    const token = tokenIn(request.headers);
    const hash = token === null ? '' : hashToken(token);
    return {
      opening: [callerOf(hash, tokyoDate(new Date())), askEpoch],
      read(tx, [callers = [], epochs = []]) {
        rememberEpoch(tx, epochs[0]);
        const caller = callers[0] as CallerRow | undefined;
        return caller === undefined
          ? null
          : {
              actor: actorIn(caller),
              scopes: new Set(caller.scopes),
              holder: caller.token_id,
              purpose: `token ${caller.token_id}`,
            };
      },
    };
  },
  may: (actor, permission) => staffMay(actor, permission as StaffPermission),
};

/** A system stands in for nobody. */
const actorIn = (row: CallerRow): StaffActor => ({
  kind: 'staff',
  id: row.staff_id,
  postId: row.post_id,
  sessionHash: null,
  stage: 'full',
  name: row.name,
  post: {
    id: row.post_id,
    staffId: row.staff_id,
    department: row.department,
    departmentName: row.department_name,
    position: row.position,
    rank: row.rank,
    roles: row.roles,
    kind: row.kind,
  },
  departments: row.below_it,
  above: row.above_it,
  groups: row.in_groups,
  standsInFor: [],
});
