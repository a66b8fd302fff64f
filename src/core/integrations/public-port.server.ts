/** The gate of the API on the resident side: everybody, counted by address. */
import type { ResidentActor } from '#core/policy';
import type { ApiPort } from '#platform/api.server';
import { countingHit } from '#platform/http.server';

const aMinute = 120;
const visitor: ResidentActor = { kind: 'visitor', id: null, postId: null, sessionHash: null };

export const publicPort: ApiPort<ResidentActor> = {
  admission(_request, runtime, info, cost) {
    const key = runtime.keyring.hmac('limit:api', `address:${info.ip}`);
    return {
      query: countingHit(key, 60, cost),
      read: ([row]) => (Number(row?.hits ?? 1) <= aMinute ? 'go' : 'tooMany'),
    };
  },
  authentication: () => ({
    opening: [],
    read: () => ({ actor: visitor, scopes: new Set(), holder: '', purpose: null }),
  }),
  may: (_actor, permission) => permission === 'public',
};
