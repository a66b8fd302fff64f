/** Post code → towns, as JSON for the form script. What belongs to a code is public. */
import { guardResident } from '#core/people.server';
import type { ResidentPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { selectTowns } from '../post-codes.sql.ts';

export const handle = { permission: 'public' } satisfies RouteHandle<ResidentPermission>;

export const loader = guardResident(handle, async ({ tx, params }): Promise<Response> => {
  const code = (params.postCode ?? '').normalize('NFKC').replace(/[^0-9]/g, '');
  const towns = code.length === 7 ? await selectTowns(tx, code) : [];
  return Response.json({ towns }, { headers: { 'cache-control': 'private, max-age=3600' } });
});
