/** The frame of every staff page: who is signed in, in which post, with which permissions. */
import { Outlet, type ShouldRevalidateFunctionArgs, useLoaderData, useRouteLoaderData } from 'react-router';
import { definitionsOf } from '#core/definitions.server';
import { guardStaff, selectPosts } from '#core/people.server';
import { permissionsOf, type StaffActor, type StaffPermission } from '#core/policy';
import { type Waits, waitsOf } from '#core/record-process.server';
import { tokyoDate } from '#kernel/dates';
import { csrfField, type RouteHandle } from '#platform/http';
import { cookieName, readCookie } from '#platform/http.server';
import { ErrorText, type Me, Shell, type StaffSite, StaffSiteContext } from '#ui/staff';

const permission = { permission: 'public' } satisfies RouteHandle<StaffPermission>;
// `script` is each page's own word: a page that is not hydrated must not become so by its frame.
export const handle = permission;

export const loader = guardStaff(permission, async ({ actor, tx, info, runtime, request }) => {
  const today = tokyoDate(new Date());
  const navCookie = cookieName('staff-nav', runtime.origin.startsWith('https:'));
  const { municipality } = (await definitionsOf(tx, info.municipality)).organisation(today);
  const posts = actor.post === null ? [] : await selectPosts(tx, actor.post.staffId, today);
  return {
    city: municipality.name,
    demo: runtime.config.MADOGUCHI_MODE === 'demo',
    me: actor.post === null ? null : meOf(actor, posts.length > 1, await waitsOf(tx, actor)),
    navCookie,
    folded: readCookie(request, navCookie) === 'folded',
  };
});

function meOf(actor: StaffActor, morePosts: boolean, waits: Waits): Me {
  const { post, standsInFor, name } = actor;
  const roles = [...(post?.roles ?? []), ...standsInFor.flatMap((one) => one.roles)];
  return {
    name,
    department: post?.departmentName ?? '',
    position: post?.position ?? '',
    morePosts,
    ...waits,
    permissions: [...permissionsOf(roles)],
    standsInFor: standsInFor.map((one) => one.position),
  };
}

/** Only an act can change who one is. */
export function shouldRevalidate({ formMethod, currentUrl, nextUrl }: ShouldRevalidateFunctionArgs): boolean {
  return (
    formMethod !== undefined || currentUrl.pathname === '/post' || nextUrl.pathname.startsWith('/sign-in')
  );
}

type FrameData = Omit<StaffSite, 'csrf'> & { csrf?: string };

function siteOf(data: FrameData | undefined): StaffSite {
  const { csrf, ...rest } = data ?? {
    city: '',
    demo: false,
    me: null,
    folded: false,
    navCookie: 'staff-nav',
  };
  return { ...rest, csrf: { name: csrfField, value: csrf } };
}

export default function Frame() {
  return (
    <StaffSiteContext.Provider value={siteOf(useLoaderData<typeof loader>())}>
      <Shell>
        <Outlet />
      </Shell>
    </StaffSiteContext.Provider>
  );
}

export function ErrorBoundary() {
  return (
    <StaffSiteContext.Provider value={siteOf(useRouteLoaderData<typeof loader>('app/staff/frame'))}>
      <Shell>
        <ErrorText />
      </Shell>
    </StaffSiteContext.Provider>
  );
}
