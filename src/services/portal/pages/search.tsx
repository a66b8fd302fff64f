/** Results of the search. Not kept: what somebody looks for is nobody else's business. */

import { guardResident } from '#core/people.server';
import type { ResidentPermission } from '#core/policy';
import type { ProcedureCard } from '#core/procedures';
import { catalogueOf, procedureCard } from '#core/procedures.server';
import type { RouteHandle } from '#platform/http';
import { portalPaths } from '#ui/paths';
import { definitionsFor, today } from '../site.server.ts';
import { useSite, useT } from '../site-context.tsx';
import { Link } from '../views/link.tsx';
import { Page } from '../views/page.tsx';
import { ProcedureList } from '../views/procedure-list.tsx';
import { SearchForm } from '../views/search-form.tsx';

export const handle = { permission: 'public' } satisfies RouteHandle<ResidentPermission>;

interface Data {
  query: string;
  found: ProcedureCard[];
}

export const loader = guardResident(handle, async ({ tx, info, request }): Promise<Data> => {
  const query = (new URL(request.url).searchParams.get('q') ?? '').trim().slice(0, 200);
  const found = catalogueOf(await definitionsFor(tx, info), today()).search(query);
  return { query, found: found.slice(0, 30).map((one) => procedureCard(one.body, today(), info.language)) };
});

export default function Search({ loaderData: { query, found } }: { loaderData: Data }) {
  const t = useT();
  const { city } = useSite();
  const title = query === '' ? t('search.title') : t('search.results', { query, count: found.length });
  return (
    <Page title={title} back={{ to: portalPaths.home, text: t('site.home') }}>
      <SearchForm query={query} />
      {query === '' && <p>{t('search.empty')}</p>}
      {query !== '' && found.length === 0 && (
        <>
          <p>{t('search.none', { query })}</p>
          <p>{t('search.none.help', { phone: city.phone })}</p>
        </>
      )}
      {found.length > 0 && <ProcedureList procedures={found} />}
      <p>
        <Link to={portalPaths.procedures}>{t('search.all')}</Link>
      </p>
    </Page>
  );
}
