/** Where the code on an official document is typed. */
import { redirect } from 'react-router';
import { guardResident } from '#core/people.server';
import type { ResidentPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { href, portalPaths } from '#ui/paths';
import { definitionsFor } from '../site.server.ts';
import { useT } from '../site-context.tsx';
import { Form } from '../views/link.tsx';
import { Page } from '../views/page.tsx';
import { TextField } from '../views/text-field.tsx';

export const handle = { permission: 'public' } satisfies RouteHandle<ResidentPermission>;

/** A GET form, so that the checked document has an address; the code goes into the path as on the QR. */
export const loader = guardResident(handle, async ({ tx, info, request }): Promise<null> => {
  await definitionsFor(tx, info);
  const code = (new URL(request.url).searchParams.get('code') ?? '').normalize('NFKC').trim().slice(0, 60);
  if (code !== '') throw redirect(href(portalPaths.verifyCode, { code }));
  return null;
});

export default function Verify() {
  const t = useT();
  return (
    <Page title={t('verify.title')} lead={t('verify.lead')}>
      <Form method="get" className="stack">
        <TextField
          name="code"
          label={t('verify.code.label')}
          className="code"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={60}
        />
        <button className="button button-primary" type="submit">
          {t('verify.submit')}
        </button>
      </Form>
      <p>{t('verify.privacy')}</p>
    </Page>
  );
}
