/** Fixed text from the language definitions. */
import { guardResident } from '#core/people.server';
import type { ResidentPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { cacheableHeaders } from '../cacheable.ts';
import { definitionsFor } from '../site.server.ts';
import { useSite, useT } from '../site-context.tsx';
import { Page } from '../views/page.tsx';

export const handle = { permission: 'public', cacheable: true } satisfies RouteHandle<ResidentPermission>;
export const headers = cacheableHeaders;

export const loader = guardResident(handle, async ({ tx, info }): Promise<null> => {
  await definitionsFor(tx, info);
  return null;
});

export default function Privacy() {
  const t = useT();
  const { city } = useSite();
  return (
    <Page title={t('privacy.title')} lead={t('privacy.lead')}>
      {t('privacy.body')
        .split('\n')
        .map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      <p>{t('error.call', { phone: city.phone })}</p>
    </Page>
  );
}
