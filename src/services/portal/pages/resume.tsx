/** Number and secret from paper open a draft or an application for this session. Every failure reads the same. */
import { data, redirect } from 'react-router';
import { grantTo, resume } from '#core/applications.server';
import { limitKey } from '#core/people/accounts.server';
import { guardResident } from '#core/people.server';
import type { ResidentPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { hit } from '#platform/http.server';
import { href, portalPaths } from '#ui/paths';
import { ensureVisit } from '../session.server.ts';
import { definitionsFor } from '../site.server.ts';
import { useSite, useT } from '../site-context.tsx';
import { Csrf } from '../views/csrf.tsx';
import { Form } from '../views/link.tsx';
import { Notice } from '../views/notice.tsx';
import { Page } from '../views/page.tsx';
import { ErrorSummary, TextField } from '../views/text-field.tsx';

export const handle = { permission: 'public' } satisfies RouteHandle<ResidentPermission>;

interface Wrong {
  wrong: true;
  number: string;
}

export const loader = guardResident(handle, async ({ tx, info, request }): Promise<{ kept: boolean }> => {
  await definitionsFor(tx, info);
  return { kept: new URL(request.url).searchParams.has('kept') };
});

export const action = guardResident(handle, async ({ tx, info, form, runtime, actor, touched }) => {
  await definitionsFor(tx, info);
  const number = String(form.get('number') ?? '').slice(0, 60);
  const wrong = (status: number) => data<Wrong>({ wrong: true, number }, { status });
  if (!(await hit(tx, limitKey(runtime.keyring, `resume:${info.ip}`), 60, 900))) return wrong(429);
  const found = await resume(tx, runtime.keyring, {
    number,
    secret: String(form.get('secret') ?? '').slice(0, 60),
  });
  touched('paper-secret', found.ok ? [found.value.id] : [], [], found.ok ? 'resume' : 'resume.failed');
  if (!found.ok) return wrong(422);
  const { kind, id } = found.value;
  // Only now: a session begun with a failure would leave this page without its form token.
  const visit = await ensureVisit(tx, runtime, actor);
  await grantTo(tx, visit.hash, kind, id);
  const to =
    kind === 'draft'
      ? href(portalPaths.draft, { draft: id })
      : href(portalPaths.application, { application: id });
  return redirect(to, { headers: visit.headers });
});

export default function Resume({
  loaderData,
  actionData,
}: {
  loaderData: { kept: boolean };
  actionData?: Wrong;
}) {
  const t = useT();
  const { city } = useSite();
  const error = actionData && t('resume.wrong');
  return (
    <Page
      title={t('resume.title')}
      lead={t('resume.lead')}
      back={{ to: portalPaths.home, text: t('site.home') }}
      errors={error ? 1 : 0}
    >
      {loaderData.kept && !error && <Notice kind="info" title={t('resume.kept')} />}
      {error && <ErrorSummary errors={[{ name: 'number', text: error }]} />}
      <Form method="post" className="stack" noValidate>
        <Csrf />
        <TextField
          name="number"
          label={t('resume.number.label')}
          hint={t('resume.number.hint')}
          error={error}
          defaultValue={actionData?.number}
          className="code"
          inputMode="numeric"
          autoComplete="off"
          maxLength={60}
        />
        <TextField
          name="secret"
          label={t('resume.secret.label')}
          hint={t('resume.secret.hint')}
          className="code"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={60}
        />
        <button className="button button-primary" type="submit">
          {t('resume.submit')}
        </button>
      </Form>
      <p>{t('resume.lost', { phone: city.phone })}</p>
    </Page>
  );
}
