/** The front page: one search, eight life events, what is due this month. The same for everybody. */

import { guardResident } from '#core/people.server';
import type { ResidentPermission } from '#core/policy';
import type { ProcedureCard } from '#core/procedures';
import { catalogueOf, procedureCard } from '#core/procedures.server';
import type { RouteHandle } from '#platform/http';
import { href, portalPaths } from '#ui/paths';
import { cacheableHeaders } from '../cacheable.ts';
import { definitionsFor, today } from '../site.server.ts';
import { useSite, useT, useWord } from '../site-context.tsx';
import { EventIcon } from '../views/icons.tsx';
import { Link } from '../views/link.tsx';
import { ProcedureList } from '../views/procedure-list.tsx';
import { SearchForm } from '../views/search-form.tsx';
import { categories, lifeEvents } from '../words.ts';

export const handle = { permission: 'public', cacheable: true } satisfies RouteHandle<ResidentPermission>;
export const headers = cacheableHeaders;

export const loader = guardResident(handle, async ({ tx, info }) => {
  const definitions = await definitionsFor(tx, info);
  const closing = catalogueOf(definitions, today()).closingThisMonth.slice(0, 5);
  return { closing: closing.map((one): ProcedureCard => procedureCard(one.body, today(), info.language)) };
});

export default function Home({ loaderData }: { loaderData: { closing: ProcedureCard[] } }) {
  const t = useT();
  const word = useWord();
  const { city } = useSite();
  return (
    <>
      <title>{t('site.name', { city: city.name })}</title>
      <h1 className="question">{t('home.title')}</h1>
      <SearchForm large />
      <section>
        <h2>{t('home.events.title')}</h2>
        <ul className="events">
          {lifeEvents.map((event) => (
            <li key={event}>
              <Link to={href(portalPaths.lifeEvent, { event })}>
                <EventIcon event={event} />
                <span>{word('event', `${event}.short`)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </section>
      {loaderData.closing.length > 0 && (
        <section>
          <h2>{t('home.due.title')}</h2>
          <ProcedureList procedures={loaderData.closing} brief />
        </section>
      )}
      <section>
        <h2>{t('home.resume.title')}</h2>
        <ul className="links">
          <li>
            <Link to={portalPaths.me}>{t('myPage.title')}</Link>
            <p>{t('home.mypage.lead')}</p>
          </li>
          <li>
            <Link to={portalPaths.resume}>{t('resume.title')}</Link>
            <p>{t('home.resume.lead')}</p>
          </li>
        </ul>
      </section>
      <section>
        <h2>{t('home.categories.title')}</h2>
        <ul className="categories">
          {categories.map((category) => (
            <li key={category}>
              <Link to={href(portalPaths.category, { category })}>{word('category', category)}</Link>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
