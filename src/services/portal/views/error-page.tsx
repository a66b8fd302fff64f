/** What happened, what was kept, what to do next. */
import { isRouteErrorResponse, useRouteError } from 'react-router';
import type { AppError } from '#kernel/errors';
import { portalPaths } from '#ui/paths';
import { useSite, useT, useWord } from '../site-context.tsx';
import { Link } from './link.tsx';
import { Page } from './page.tsx';

const known = ['403', '404', '410', '413', '429', '500', '503'];

export function ErrorPage() {
  const t = useT();
  const word = useWord();
  const { city, requestId, path } = useSite();
  const error = useRouteError();
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const said = isRouteErrorResponse(error) ? (error.data as AppError | null)?.message : undefined;
  const kind = known.includes(String(status)) ? String(status) : status < 500 ? '404' : '500';
  const ours = status >= 500;
  return (
    <Page title={word('error', `${kind}.title`)}>
      <p className="lead">{said ?? word('error', `${kind}.lead`).replace('{minutes}', '15')}</p>
      <ul className="next">
        {(ours || kind === '403') && (
          <li>
            {/* The same address again, as a fresh page with a fresh form token. */}
            <a href={path}>{t('error.again')}</a>
          </li>
        )}
        <li>
          <Link to={portalPaths.home}>{t('error.404.action')}</Link>
        </li>
        <li>
          <Link to={portalPaths.me}>{t('error.kept')}</Link>
        </li>
      </ul>
      <p>{t('error.call', { phone: city.phone })}</p>
      {ours && <p className="quiet">{t('error.500.number', { number: requestId })}</p>}
    </Page>
  );
}
