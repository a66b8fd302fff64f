/** What has to be done in one life event. */
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
import { lifeEvents } from '../words.ts';

export const handle = { permission: 'public', cacheable: true } satisfies RouteHandle<ResidentPermission>;
export const headers = cacheableHeaders;

interface Data {
  event: string;
  procedures: ProcedureCard[];
}

export const loader = guardResident(handle, async ({ tx, info, params }): Promise<Data> => {
  const event = lifeEvents.find((one) => one === params.event);
  if (event === undefined) throw data(appError('notFound'), { status: 404 });
  const found = catalogueOf(await definitionsFor(tx, info), today()).ofLifeEvent(event);
  return { event, procedures: found.map((one) => procedureCard(one.body, today(), info.language)) };
});

export default function LifeEvent({ loaderData }: { loaderData: Data }) {
  const t = useT();
  const word = useWord();
  const title = word('event', loaderData.event);
  return (
    <Page
      title={title}
      back={{ to: portalPaths.home, text: t('site.home') }}
      lead={t('event.lead', { event: title })}
    >
      {loaderData.procedures.length === 0 ? (
        <p>{t('search.noneHere')}</p>
      ) : (
        <ProcedureList procedures={loaderData.procedures} />
      )}
    </Page>
  );
}
