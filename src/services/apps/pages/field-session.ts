/** What a device asks first when it has a line again: who is signed in, and which boxes of theirs stand. */
import type { FieldSession } from '#core/offline';
import { contactBoxes } from '#core/offline.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { csrfToken } from '#platform/http.server';
import { ownerWord } from '../field/owner.server.ts';

export const handle = { permission: 'app.use' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) =>
  Response.json({
    owner: ownerWord(scene),
    csrf: csrfToken(scene.runtime, scene.actor.sessionHash ?? ''),
    boxes: await contactBoxes(scene),
    now: new Date().toISOString(),
  } satisfies FieldSession),
);
