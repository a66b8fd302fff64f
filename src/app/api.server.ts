/** The API of each site: the rooms' routes behind the site's gate. */
import { apiScopes } from '#core/integrations';
import { publicPort, tokenPort } from '#core/integrations.server';
import { createApi } from '#platform/api.server';
import { caseworkApi } from '#services/casework.server';
import { officeApi } from '#services/office.server';
import { portalApi } from '#services/portal.server';

export const staffApi = createApi({
  routes: [...caseworkApi, ...officeApi],
  port: tokenPort,
  title: { ja: '窓口 職員側 API', en: 'Madoguchi staff API' },
  scopes: apiScopes,
});

export const residentApi = createApi({
  routes: portalApi,
  port: publicPort,
  title: { ja: '窓口 公開 API', en: 'Madoguchi public API' },
  scopes: {},
});

export const apiOf = (site: 'portal' | 'staff') => (site === 'portal' ? residentApi : staffApi);
export const apiRoutesOf = { staff: [...caseworkApi, ...officeApi], portal: portalApi };
