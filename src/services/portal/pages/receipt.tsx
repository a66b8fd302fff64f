/** What arrived and when (到達日時), the number, the secret for who has no account, and what happens next. */

import { findApplication, paperSecretOf } from '#core/applications.server';
import { guardResident } from '#core/people.server';
import type { Picked } from '#kernel/localized';
import { pick } from '#kernel/localized';
import { fail, ok } from '#kernel/result';
import { must } from '#platform/http.server';
import { href, portalPaths } from '#ui/paths';
import { procedureOf } from '../names.server.ts';
import type { PageHandle } from '../page-handle.ts';
import { definitionsFor } from '../site.server.ts';
import { useMoment, useSite, useT, useWord } from '../site-context.tsx';
import { Csrf } from '../views/csrf.tsx';
import { Facts } from '../views/facts.tsx';
import { Form, Link } from '../views/link.tsx';
import { Notice } from '../views/notice.tsx';
import { Page, Section } from '../views/page.tsx';
import { PaperNumber } from '../views/paper-number.tsx';
import { Run } from '../views/run.tsx';

export const handle = { permission: 'application.read', enhanced: true } satisfies PageHandle;

interface Data {
  id: string;
  title: Picked;
  number: string;
  secret: string | null;
  arrivedAt: Date;
  again: boolean;
  processing: Picked | null;
  where: Picked | null;
  counterCheck: boolean;
  signedIn: boolean;
}

const anHour = 3600_000;

export const loader = guardResident(
  handle,
  async ({ tx, actor, params, info, runtime, request, touched }): Promise<Data> => {
    const definitions = await definitionsFor(tx, info);
    const found = await findApplication(tx, actor, params.application ?? '');
    const application = must(found === null ? fail('notFound') : ok(found));
    touched('application', [application.id], ['internal']);
    const procedure = procedureOf(definitions, application.procedureId, application.procedureVersion);
    const fresh = Date.now() - application.arrivedAt.getTime() < anHour;
    return {
      id: application.id,
      title:
        procedure === null
          ? { text: application.procedureId, lang: 'ja', fellBack: true }
          : pick(procedure.title, info.language),
      number: application.receiptNumber,
      secret: fresh ? await paperSecretOf(tx, runtime.keyring, 'application', application.id) : null,
      arrivedAt: application.arrivedAt,
      again: new URL(request.url).searchParams.has('again'),
      processing: procedure && pick(procedure.processing.text, info.language),
      where: procedure && pick(procedure.where, info.language),
      counterCheck: procedure?.counterCheck ?? false,
      signedIn: actor.kind === 'account',
    };
  },
);

export default function Receipt({ loaderData }: { loaderData: Data }) {
  const t = useT();
  const word = useWord();
  const moment = useMoment();
  const { city } = useSite();
  const { id, secret, signedIn } = loaderData;
  return (
    <Page title={t('receipt.title')} over={<Run text={loaderData.title} />}>
      {loaderData.again && <Notice kind="info" title={t('receipt.again')} />}
      <PaperNumber label={t('receipt.number')} number={loaderData.number} secret={secret} />
      <Facts
        facts={[
          { term: t('receipt.arrived'), value: moment(loaderData.arrivedAt) },
          { term: t('receipt.state'), value: word('case.state', 'arrived') },
          { term: t('receipt.to'), value: city.name },
        ]}
      />
      <Section title={t('receipt.next.title')}>
        <ol className="next-steps">
          {loaderData.counterCheck && loaderData.where && (
            <li>
              {t('receipt.next.visit')} <Run text={loaderData.where} />
            </li>
          )}
          <li>{loaderData.processing ? <Run text={loaderData.processing} /> : null}</li>
          <li>{t(signedIn ? 'receipt.next.account' : 'receipt.next.paper')}</li>
        </ol>
      </Section>
      <p className="act no-print">
        <Link className="button button-primary" to={href(portalPaths.application, { application: id })}>
          {t('receipt.follow')}
        </Link>
      </p>
      {!signedIn && (
        <Form method="post" action={portalPaths.signOut} className="no-print">
          <Csrf />
          <p>{t('later.shared')}</p>
          <button className="button button-secondary" type="submit">
            {t('later.leave')}
          </button>
        </Form>
      )}
    </Page>
  );
}
