/** Procedures of one field. */
import { data } from 'react-router';
import { guardResident } from '#core/people.server';
import type { ResidentPermission } from '#core/policy';
import type { ProcedureCard } from '#core/procedures';
import { catalogueOf, procedureCard } from '#core/procedures.server';
import { appError } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { portalPaths } from '#ui/paths';
import { cacheableHeaders } from '../cacheable.ts';
import { definitionsFor, today } from '../site.server.ts';
import { useT, useWord } from '../site-context.tsx';
import { Page } from '../views/page.tsx';
import { ProcedureList } from '../views/procedure-list.tsx';
import { categories } from '../words.ts';

export const handle = { permission: 'public', cacheable: true } satisfies RouteHandle<ResidentPermission>;
export const headers = cacheableHeaders;

interface Data {
  category: string;
  procedures: ProcedureCard[];
}

export const loader = guardResident(handle, async ({ tx, info, params }): Promise<Data> => {
  const category = categories.find((one) => one === params.category);
  if (category === undefined) throw data(appError('notFound'), { status: 404 });
  const found = catalogueOf(await definitionsFor(tx, info), today()).ofCategory(category);
  return { category, procedures: found.map((one) => procedureCard(one.body, today(), info.language)) };
});

export default function Category({ loaderData }: { loaderData: Data }) {
  const t = useT();
  const word = useWord();
  const title = word('category', loaderData.category);
  return (
    <Page title={title} back={{ to: portalPaths.home, text: t('site.home') }}>
      {loaderData.procedures.length === 0 ? (
        <p>{t('search.noneHere')}</p>
      ) : (
        <ProcedureList procedures={loaderData.procedures} />
      )}
    </Page>
  );
}
