/** One procedure: what it is, who, by when, with what, what it costs; one button. The same for everybody. */
import { data } from 'react-router';
import { guardResident } from '#core/people.server';
import type { ResidentPermission } from '#core/policy';
import type { ProcedurePage } from '#core/procedures';
import { procedurePage } from '#core/procedures.server';
import { appError } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { href, portalPaths } from '#ui/paths';
import { cacheableHeaders } from '../cacheable.ts';
import { definitionsFor, today } from '../site.server.ts';
import { useT, useWord } from '../site-context.tsx';
import { type Fact, Facts } from '../views/facts.tsx';
import { Link } from '../views/link.tsx';
import { Notice } from '../views/notice.tsx';
import { Page, Section } from '../views/page.tsx';
import { Deadline, ProcedureList } from '../views/procedure-list.tsx';
import { Run } from '../views/run.tsx';

export const handle = { permission: 'public', cacheable: true } satisfies RouteHandle<ResidentPermission>;
export const headers = cacheableHeaders;

export const loader = guardResident(handle, async ({ tx, info, params }): Promise<ProcedurePage> => {
  const page = procedurePage(await definitionsFor(tx, info), params.procedure ?? '', today(), info.language);
  if (page === null) throw data(appError('notFound'), { status: 404 });
  return page;
});

export default function Procedure({ loaderData: page }: { loaderData: ProcedurePage }) {
  const t = useT();
  const word = useWord();
  return (
    <Page
      title={page.title.text}
      titleLang={page.title.fellBack ? page.title.lang : undefined}
      over={word('kind', page.kind)}
      back={{
        to: href(portalPaths.category, { category: page.category }),
        text: word('category', page.category),
      }}
      lead={<Run text={page.answer} />}
    >
      <Limits page={page} />
      <Facts facts={factsOf(page, t)} />
      {page.mayStart && (
        <p className="act">
          <Link
            className="button button-primary button-large"
            to={href(portalPaths.start, { procedure: page.id })}
          >
            {t('procedure.start')}
          </Link>
          <span className="hint">{t('procedure.start.minutes', { minutes: page.minutes })}</span>
        </p>
      )}
      <Section title={t('procedure.contact')}>
        <p>
          {page.contact.department}
          <br />
          <a href={`tel:${page.contact.phone.replace(/[^0-9+]/g, '')}`}>
            {t('procedure.contact.phone', { phone: page.contact.phone })}
          </a>
          <br />
          <Run text={page.contact.hours} />
        </p>
      </Section>
      <Section title={t('procedure.basis')}>
        <ul className="plain">
          {page.laws.map((law) => (
            <li key={law.text} lang="ja">
              {law.url === null ? (
                law.text
              ) : (
                <a href={law.url} rel="external">
                  {law.text}
                </a>
              )}
            </li>
          ))}
        </ul>
      </Section>
      {page.related.length > 0 && (
        <Section title={t('procedure.related')}>
          <ProcedureList procedures={page.related} brief />
        </Section>
      )}
    </Page>
  );
}

/** What cannot be done here stands before everything else. */
function Limits({ page }: { page: ProcedurePage }) {
  const t = useT();
  if (page.deadline.kind === 'before' || page.deadline.kind === 'closed') {
    return (
      <Notice kind="warning" title={<Deadline procedure={page} />}>
        <p>{t('procedure.contact.phone', { phone: page.contact.phone })}</p>
      </Notice>
    );
  }
  if (page.cannot !== null) {
    return (
      <Notice kind="info" title={page.online ? t('procedure.cannot.title') : t('procedure.notOnline')}>
        <p>
          <Run text={page.cannot} />
        </p>
      </Notice>
    );
  }
  if (!page.online) return <Notice kind="info" title={t('procedure.notOnline')} />;
  return page.counterCheck ? <Notice kind="info" title={t('procedure.counterCheck')} /> : null;
}

function factsOf(page: ProcedurePage, t: ReturnType<typeof useT>): Fact[] {
  const bring = (
    <ul className="plain">
      {page.bring.map(({ item, when }) => (
        <li key={item.text}>
          <Run text={item} />
          {when !== null && (
            <span className="when">
              <Run text={when} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
  return [
    { term: t('procedure.who'), value: <Run text={page.who} /> },
    {
      term: t('procedure.when'),
      value: (
        <>
          <Run text={page.deadlineText} />
          <Deadline procedure={page} />
        </>
      ),
    },
    { term: t('procedure.bring'), value: page.bring.length === 0 ? t('procedure.bring.none') : bring },
    { term: t('procedure.fee'), value: <Run text={page.fee} /> },
    { term: t('procedure.time'), value: <Run text={page.processing} /> },
    { term: t('procedure.where'), value: <Run text={page.where} /> },
  ];
}
