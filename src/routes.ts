/** The routes of the site that is being built; both for types. */
import type { RouteConfig } from '@react-router/dev/routes';
import { site } from '../site.config.ts';

const portal = async () => (await import('./app/portal-routes.ts')).portalRoutes;
const staff = async () => {
  // The staff side is wired by its own table; until it exists the portal stands alone.
  const table = './app/staff-routes.ts';
  return ((await import(/* @vite-ignore */ table)) as { staffRoutes: Awaited<RouteConfig> }).staffRoutes;
};

const routes = { portal, staff, all: portal };
export default routes[site]() satisfies RouteConfig;
