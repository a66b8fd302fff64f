/** Post code → what stands for it, as JSON for the form script. What belongs to a code is public. */
import { guardResident } from '#core/people.server';
import type { ResidentPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { lookUpTown } from '../look-up-town.server.ts';

export const handle = { permission: 'public' } satisfies RouteHandle<ResidentPermission>;

export const loader = guardResident(handle, async ({ tx, request }): Promise<Response> => {
  const code = (new URL(request.url).searchParams.get('postCode') ?? '').replace(/[^0-9]/g, '');
  const town = await lookUpTown(tx, code);
  return Response.json(town, {
    status: town === null ? 404 : 200,
    headers: { 'cache-control': 'private, max-age=3600' },
  });
});
