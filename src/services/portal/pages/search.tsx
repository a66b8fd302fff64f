/** Results of the search. Not kept: what somebody looks for is nobody else's business. */

import { guardResident } from '#core/people.server';
import type { ResidentPermission } from '#core/policy';
import type { ProcedureCard } from '#core/procedures';
import { type Found, listingsOf, procedureCard, searchAll } from '#core/procedures.server';
import type { RouteHandle } from '#platform/http';
import { portalPaths } from '#ui/paths';
import { definitionsFor, today } from '../site.server.ts';
import { useSite, useT } from '../site-context.tsx';
import { Link } from '../views/link.tsx';
import { type ListedCard, ListedItem } from '../views/listed-item.tsx';
import { Page } from '../views/page.tsx';
import { ProcedureItem } from '../views/procedure-list.tsx';
import { SearchForm } from '../views/search-form.tsx';

export const handle = { permission: 'public' } satisfies RouteHandle<ResidentPermission>;

interface Data {
  query: string;
  found: ({ full: ProcedureCard } | { listed: ListedCard })[];
}

export const loader = guardResident(handle, async ({ tx, info, request }): Promise<Data> => {
  const query = (new URL(request.url).searchParams.get('q') ?? '').trim().slice(0, 200);
  const definitions = await definitionsFor(tx, info);
  const listings = await listingsOf(tx, info.municipality);
  const found = searchAll(definitions, listings, today(), query).slice(0, 30);
  return { query, found: found.map((one) => cardOf(one, info.language)) };
});

function cardOf(one: Found, language: string): Data['found'][number] {
  if (one.kind === 'full') return { full: procedureCard(one.procedure.body, today(), language) };
  const { code, name, summary } = one.listed;
  return { listed: { code, name, summary } };
}

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
      {found.length > 0 && (
        <ul className="procedures">
          {found.map((one) =>
            'full' in one ? (
              <ProcedureItem key={one.full.id} procedure={one.full} />
            ) : (
              <ListedItem key={`listed:${one.listed.code}`} listed={one.listed} />
            ),
          )}
        </ul>
      )}
      <p>
        <Link to={portalPaths.procedures}>{t('search.all')}</Link>
      </p>
    </Page>
  );
}
