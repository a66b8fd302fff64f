/** The gate of the API on the resident side: everybody, counted by address. */
import type { ResidentActor } from '#core/policy';
import type { ApiPort } from '#platform/api.server';
import { hit } from '#platform/http.server';

const aMinute = 120;
const visitor: ResidentActor = { kind: 'visitor', id: null, postId: null, sessionHash: null };

export const publicPort: ApiPort<ResidentActor> = {
  async admit(tx, _request, runtime, info) {
    const key = runtime.keyring.hmac('limit:api', `address:${info.ip}`);
    return (await hit(tx, key, aMinute, 60)) ? 'go' : 'tooMany';
  },
  authenticate: async () => ({ actor: visitor, scopes: new Set(), holder: '', purpose: null }),
  may: (_actor, permission) => permission === 'public',
};
