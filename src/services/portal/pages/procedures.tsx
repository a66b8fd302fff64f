/** All procedures, by field. */

import { guardResident } from '#core/people.server';
import type { ResidentPermission } from '#core/policy';
import type { ProcedureCard } from '#core/procedures';
import { catalogueOf, procedureCard } from '#core/procedures.server';
import type { RouteHandle } from '#platform/http';
import { portalPaths } from '#ui/paths';
import { cacheableHeaders } from '../cacheable.ts';
import { definitionsFor, today } from '../site.server.ts';
import { useT, useWord } from '../site-context.tsx';
import { Page, Section } from '../views/page.tsx';
import { ProcedureList } from '../views/procedure-list.tsx';
import { categories } from '../words.ts';

export const handle = { permission: 'public', cacheable: true } satisfies RouteHandle<ResidentPermission>;
export const headers = cacheableHeaders;

interface Data {
  groups: { category: string; procedures: ProcedureCard[] }[];
}

export const loader = guardResident(handle, async ({ tx, info }): Promise<Data> => {
  const catalogue = catalogueOf(await definitionsFor(tx, info), today());
  const groups = categories.map((category) => ({
    category,
    procedures: catalogue.ofCategory(category).map((one) => procedureCard(one.body, today(), info.language)),
  }));
  return { groups: groups.filter((one) => one.procedures.length > 0) };
});

export default function Procedures({ loaderData }: { loaderData: Data }) {
  const t = useT();
  const word = useWord();
  return (
    <Page title={t('search.all')} back={{ to: portalPaths.home, text: t('site.home') }}>
      {loaderData.groups.map(({ category, procedures }) => (
        <Section key={category} title={word('category', category)} id={category}>
          <ProcedureList procedures={procedures} brief />
        </Section>
      ))}
    </Page>
  );
}
