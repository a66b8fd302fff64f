/** What the staff side serves besides its pages. */
import { apiScopes } from '#core/integrations';
import { tokenPort } from '#core/integrations.server';
import { createApi } from '#platform/api.server';
import { appsApi } from '#services/apps.server';
import { caseworkApi } from '#services/casework.server';
import { officeApi } from '#services/office.server';
import { staffPaths } from '#ui/paths';

export const apiRoutes = [...caseworkApi, ...officeApi, ...appsApi];
export const api = createApi({
  routes: apiRoutes,
  port: tokenPort,
  title: { ja: '窓口 職員側 API', en: 'Madoguchi staff API' },
  scopes: apiScopes,
});
export const paths: Record<string, string> = staffPaths;
