/** Keeps the size of letters in a cookie and goes back. A link, not a form: it changes nothing but this browser's look. */
import { redirect } from 'react-router';
import { guardResident } from '#core/people.server';
import type { ResidentPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { cookieName, setCookie } from '#platform/http.server';
import { localPath } from '../local-path.ts';

export const handle = { permission: 'public' } satisfies RouteHandle<ResidentPermission>;

const year = 365 * 24 * 3600;

export const loader = guardResident(handle, async ({ request, runtime }): Promise<Response> => {
  const asked = new URL(request.url).searchParams;
  const size = ['large', 'largest'].find((one) => one === asked.get('size')) ?? 'standard';
  const secure = runtime.origin.startsWith('https:');
  return redirect(localPath(asked.get('return')), {
    headers: { 'set-cookie': setCookie(cookieName('text-size', secure), size, { secure, maxAge: year }) },
  });
});
