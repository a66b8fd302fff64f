/** What the resident side serves besides its pages. */
import { publicPort } from '#core/integrations.server';
import { createApi } from '#platform/api.server';
import { portalApi } from '#services/portal.server';
import { portalPaths } from '#ui/paths';

export const api = createApi({
  routes: portalApi,
  port: publicPort,
  title: { ja: '窓口 公開 API', en: 'Madoguchi public API' },
  scopes: {},
});
export const paths: Record<string, string> = portalPaths;
