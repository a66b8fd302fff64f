/** The routes of the site that is being built; for types, the portal's. */
import type { RouteConfig } from '@react-router/dev/routes';
import { site } from '../site.config.ts';
import { portalRoutes } from './app/portal-routes.ts';
import { staffRoutes } from './app/staff-routes.ts';

export default (site === 'staff' ? staffRoutes : portalRoutes) satisfies RouteConfig;
