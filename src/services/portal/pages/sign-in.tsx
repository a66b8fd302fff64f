/** Asks where to send the one-time code. Mail and phone share one box: what was typed says which it is. */
import { data, redirect } from 'react-router';
import { readAddress } from '#core/people/accounts';
import { guardResident } from '#core/people.server';
import type { ResidentPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { portalPaths } from '#ui/paths';
import { askForCode } from '../ask-for-code.server.ts';
import { localPath } from '../local-path.ts';
import { definitionsFor } from '../site.server.ts';
import { useT, useWord } from '../site-context.tsx';
import { Csrf } from '../views/csrf.tsx';
import { Form, Link } from '../views/link.tsx';
import { Notice } from '../views/notice.tsx';
import { Page } from '../views/page.tsx';
import { ErrorSummary, TextField } from '../views/text-field.tsx';

export const handle = { permission: 'public' } satisfies RouteHandle<ResidentPermission>;

interface Data {
  returnTo: string;
  kept: boolean;
}
interface Wrong {
  address: string;
  fault: string;
}

export const loader = guardResident(handle, async ({ tx, info, request, actor }): Promise<Data> => {
  await definitionsFor(tx, info);
  const returnTo = localPath(new URL(request.url).searchParams.get('return'), info.prefix);
  if (actor.kind === 'account') throw redirect(returnTo === '/' ? portalPaths.me : returnTo);
  return { returnTo, kept: new URL(request.url).searchParams.has('kept') };
});

export const action = guardResident(handle, async (scene) => {
  const typed = String(scene.form.get('address') ?? '').slice(0, 320);
  const channel = readAddress(typed);
  if (typeof channel === 'string') return data<Wrong>({ address: typed, fault: channel }, { status: 422 });
  const asked = await askForCode(
    scene,
    channel,
    localPath(String(scene.form.get('return') ?? ''), scene.info.prefix),
  );
  if (!asked.ok) return data<Wrong>({ address: typed, fault: 'tooMany' }, { status: 429 });
  return redirect(portalPaths.signInCode, { headers: asked.value });
});

export default function SignIn({ loaderData, actionData }: { loaderData: Data; actionData?: Wrong }) {
  const t = useT();
  const word = useWord();
  const error = actionData && word('signIn.fault', actionData.fault);
  return (
    <Page title={t('signIn.title')} lead={t('signIn.lead')} errors={error ? 1 : 0}>
      {loaderData.kept && !error && <Notice kind="info" title={t('signIn.kept')} />}
      {error && <ErrorSummary errors={[{ name: 'address', text: error }]} />}
      <Form method="post" className="stack" noValidate>
        <Csrf />
        <input type="hidden" name="return" value={loaderData.returnTo} />
        <TextField
          name="address"
          label={t('signIn.address.label')}
          hint={t('signIn.address.hint')}
          error={error}
          defaultValue={actionData?.address}
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={320}
        />
        <button className="button button-primary" type="submit">
          {t('signIn.send')}
        </button>
      </Form>
      <section>
        <h2>{t('signIn.none.title')}</h2>
        <p>{t('signIn.none.lead')}</p>
        <p>
          <Link to={portalPaths.resume}>{t('resume.title')}</Link>
        </p>
      </section>
    </Page>
  );
}
