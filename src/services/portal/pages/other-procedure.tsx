/** A procedure without a full definition: what the stock-take knows, and whom to ask. Not kept: it changes without an epoch. */
import { data, redirect } from 'react-router';
import { guardResident } from '#core/people.server';
import type { ResidentPermission } from '#core/policy';
import type { Listed } from '#core/procedures';
import { listingsOf } from '#core/procedures.server';
import { appError } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { href, portalPaths } from '#ui/paths';
import { definitionsFor, today } from '../site.server.ts';
import { useT, useWord } from '../site-context.tsx';
import { type Fact, Facts } from '../views/facts.tsx';
import { Notice } from '../views/notice.tsx';
import { Page, Section } from '../views/page.tsx';

export const handle = { permission: 'public' } satisfies RouteHandle<ResidentPermission>;

interface Data {
  listed: Listed;
  contact: { department: string; phone: string };
}

export const loader = guardResident(handle, async ({ tx, info, params }): Promise<Data> => {
  const definitions = await definitionsFor(tx, info);
  const code = params.procedure ?? '';
  const listed = (await listingsOf(tx, info.municipality)).find(code);
  if (listed === null) {
    // It has a full page by now.
    if (definitions.procedure(code, { on: today() }) !== null)
      throw redirect(`${info.prefix}${href(portalPaths.procedure, { procedure: code })}`);
    throw data(appError('notFound'), { status: 404 });
  }
  const { departments, municipality } = definitions.organisation(today());
  const department = departments.find((one) => one.code === listed.department);
  return {
    listed,
    contact: {
      department: department?.name ?? municipality.name,
      phone: department?.phone ?? municipality.phone,
    },
  };
});

export default function OtherProcedure({ loaderData: { listed, contact } }: { loaderData: Data }) {
  const t = useT();
  const word = useWord();
  const online = listed.channels.includes('online') || listed.channels.includes('portal');
  const law = `${listed.law}${listed.article === '' ? '' : ` ${listed.article}`}`;
  const facts: Fact[] = [
    { term: t('procedure.when'), value: listed.deadline },
    { term: t('procedure.where'), value: listed.place },
    {
      term: t('procedure.channels'),
      value: listed.channels.map((one) => word('channel', one)).join(t('procedure.channels.between')),
    },
  ].filter((one) => one.value !== '');
  return (
    <Page
      title={listed.name}
      titleLang="ja"
      over={word('kind', listed.kind)}
      back={{ to: portalPaths.search, text: t('search.title') }}
      lead={listed.summary === '' ? undefined : <span lang="ja">{listed.summary}</span>}
    >
      <Notice kind="info" title={t('procedure.brief')}>
        <p>{t(online ? 'procedure.brief.online' : 'procedure.brief.ask')}</p>
      </Notice>
      {facts.length > 0 && <Facts facts={facts} />}
      <Section title={t('procedure.contact')}>
        <p>
          <span lang="ja">{contact.department}</span>
          <br />
          <a href={`tel:${contact.phone.replace(/[^0-9+]/g, '')}`}>
            {t('procedure.contact.phone', { phone: contact.phone })}
          </a>
        </p>
      </Section>
      {listed.law !== '' && (
        <Section title={t('procedure.basis')}>
          <ul className="plain">
            <li lang="ja">
              {listed.lawId === '' ? (
                law
              ) : (
                <a href={`https://laws.e-gov.go.jp/law/${encodeURIComponent(listed.lawId)}`} rel="external">
                  {law}
                </a>
              )}
            </li>
          </ul>
        </Section>
      )}
    </Page>
  );
}
