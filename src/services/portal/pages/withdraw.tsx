/** Withdrawing names what is withdrawn and that it cannot be undone. */
import { data, redirect } from 'react-router';
import { findApplication, mayWithdraw, withdraw } from '#core/applications.server';
import { guardResident } from '#core/people.server';
import type { ResidentPermission } from '#core/policy';
import type { Picked } from '#kernel/localized';
import { fail, ok } from '#kernel/result';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { href, portalPaths } from '#ui/paths';
import { titleOf } from '../names.server.ts';
import { definitionsFor } from '../site.server.ts';
import { useSite, useT } from '../site-context.tsx';
import { Csrf } from '../views/csrf.tsx';
import { Form, Link } from '../views/link.tsx';
import { Notice } from '../views/notice.tsx';
import { Page } from '../views/page.tsx';
import { Run } from '../views/run.tsx';
import { TextField } from '../views/text-field.tsx';

export const handle = { permission: 'application.write' } satisfies RouteHandle<ResidentPermission>;

interface Data {
  id: string;
  title: Picked;
  number: string;
  possible: boolean;
}

export const loader = guardResident(handle, async ({ tx, actor, params, info }): Promise<Data> => {
  const definitions = await definitionsFor(tx, info);
  const found = await findApplication(tx, actor, params.application ?? '');
  const { id, receiptNumber, procedureId, procedureVersion, state } = must(
    found === null ? fail('notFound') : ok(found),
  );
  return {
    id,
    number: receiptNumber,
    title: titleOf(definitions, procedureId, procedureVersion, info.language),
    possible: mayWithdraw({ state }),
  };
});

export const action = guardResident(handle, async ({ tx, actor, params, form, touched }) => {
  const id = params.application ?? '';
  const done = await withdraw(tx, actor, id, String(form.get('reason') ?? ''));
  if (!done.ok && done.error.code === 'conflict') return data(null, { status: 409 });
  must(done);
  touched('application', [id], [], 'application.withdraw');
  return redirect(href(portalPaths.application, { application: id }, { notice: 'withdrawn' }));
});

export default function Withdraw({ loaderData: { id, title, number, possible } }: { loaderData: Data }) {
  const t = useT();
  const { city } = useSite();
  const back = href(portalPaths.application, { application: id });
  return (
    <Page title={t('withdraw.title')} over={<Run text={title} />} back={{ to: back }}>
      <p>
        {t('receipt.number')} <span className="digits">{number}</span>
      </p>
      {possible ? (
        <Form method="post" className="stack">
          <Csrf />
          <Notice kind="warning" title={t('withdraw.lead')} />
          <TextField name="reason" rows={3} label={t('withdraw.reason')} maxLength={1000} />
          <button className="button button-danger" type="submit">
            {t('withdraw.submit', { procedure: title.text })}
          </button>
          <p>
            <Link to={back}>{t('withdraw.cancel')}</Link>
          </p>
        </Form>
      ) : (
        <Notice kind="info" title={t('withdraw.tooLate', { phone: city.phone })} />
      )}
    </Page>
  );
}
