/** Says whether a document is genuine and still holds; never what is in it. */
import { data } from 'react-router';
import { findVerification, type Verification } from '#core/applications.server';
import { limitKey } from '#core/people/accounts.server';
import { guardResident } from '#core/people.server';
import type { ResidentPermission } from '#core/policy';
import { appError } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { hit } from '#platform/http.server';
import { portalPaths } from '#ui/paths';
import { definitionsFor } from '../site.server.ts';
import { useDay, useMoment, useT } from '../site-context.tsx';
import { Facts } from '../views/facts.tsx';
import { Link } from '../views/link.tsx';
import { Notice } from '../views/notice.tsx';
import { Page } from '../views/page.tsx';

export const handle = { permission: 'public' } satisfies RouteHandle<ResidentPermission>;

interface Data {
  found: Verification | null;
}

export const loader = guardResident(handle, async ({ tx, info, params, runtime }) => {
  await definitionsFor(tx, info);
  if (!(await hit(tx, limitKey(runtime.keyring, `verify:${info.ip}`), 60, 600)))
    throw data(appError('tooMany'), { status: 429 });
  const code = (params.code ?? '')
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s‐-―−ー_.]/g, '-');
  const found = (await findVerification(tx, code)) ?? (await findVerification(tx, params.code ?? ''));
  return data<Data>({ found }, { status: found === null ? 404 : 200 });
});

export default function VerifyCode({ loaderData: { found } }: { loaderData: Data }) {
  const t = useT();
  const day = useDay();
  const moment = useMoment();
  return (
    <Page title={t('verify.title')} back={{ to: portalPaths.verify }}>
      {found === null && <Notice kind="error" title={t('verify.unknown')} />}
      {found?.state === 'valid' && (
        <Notice
          kind="success"
          title={t('verify.valid', { issuer: found.issuer, date: day(found.issuedOn) })}
        />
      )}
      {found?.state === 'revoked' && (
        <Notice kind="error" title={t('verify.revoked', { date: day(found.stateOn) })} />
      )}
      {found?.state === 'reissued' && (
        <Notice kind="warning" title={t('verify.reissued', { date: day(found.stateOn) })} />
      )}
      {found !== null && (
        <Facts
          facts={[
            { term: t('verify.kind'), value: found.title },
            { term: t('verify.number'), value: found.number },
            { term: t('verify.issuer'), value: found.issuer },
            { term: t('verify.issuedOn'), value: day(found.issuedOn) },
            ...(found.signer === null || found.signedAt === null
              ? []
              : [
                  { term: t('verify.signer'), value: found.signer },
                  { term: t('verify.signedAt'), value: moment(found.timestampedAt ?? found.signedAt) },
                ]),
            ...(found.timestampedBy === null
              ? []
              : [{ term: t('verify.timestamp'), value: found.timestampedBy }]),
          ]}
        />
      )}
      <p>{t('verify.privacy')}</p>
      <p>
        <Link to={portalPaths.verify}>{t('verify.another')}</Link>
      </p>
    </Page>
  );
}
