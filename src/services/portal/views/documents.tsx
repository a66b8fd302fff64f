import type { ApplicationDocument } from '#core/applications';
import { printBytes } from '#core/fields';
import { tokyoDate } from '#kernel/dates';
import { href, portalPaths } from '#ui/paths';
import { useDay, useT } from '../site-context.tsx';
import { Link } from './link.tsx';

/** Documents that came; the link opens the PDF itself. */
export function Documents({
  application,
  documents,
}: {
  application: string;
  documents: ApplicationDocument[];
}) {
  const t = useT();
  const day = useDay();
  return (
    <ul className="links">
      {documents.map((one) => {
        const to = { application, document: one.id };
        const date = (at: Date) => day(tokyoDate(at));
        return (
          <li key={one.id}>
            <b>{one.title}</b>
            <p className="quiet">
              {t('document.number', { number: one.number })}{' '}
              {t('document.issued', { date: date(one.issuedAt) })}
            </p>
            {one.revokedAt === null ? (
              <p className="row">
                <Link className="button button-primary" to={href(portalPaths.document, to)}>
                  {t('document.open')}
                </Link>
                <Link to={href(portalPaths.document, to, { save: 1 })}>
                  {t('document.download', { size: printBytes(one.bytes) })}
                </Link>
              </p>
            ) : (
              <p>{t('document.revoked', { date: date(one.revokedAt) })}</p>
            )}
          </li>
        );
      })}
    </ul>
  );
}
