/** Every address nobody registered: the error page, with the city's frame around it. */
import { data } from 'react-router';
import { guardResident } from '#core/people.server';
import type { ResidentPermission } from '#core/policy';
import { appError } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { definitionsFor } from '../site.server.ts';

export const handle = { permission: 'public' } satisfies RouteHandle<ResidentPermission>;

export const loader = guardResident(handle, async ({ tx, info }): Promise<null> => {
  await definitionsFor(tx, info);
  throw data(appError('notFound'), { status: 404 });
});

export const action = loader;

export default function Unknown() {
  return null;
}
