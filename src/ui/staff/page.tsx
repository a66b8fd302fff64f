/** The frame inside every page: crumbs, title, what can be done here, the content. */
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useStaffSite } from './site.tsx';

interface PageProps {
  title: string;
  /** From the home down; the page itself is added. */
  crumbs?: { to: string; text: string }[];
  /** Buttons at the right of the title. */
  actions?: ReactNode;
  /** Things to mend, said first in the window's name. */
  errors?: number;
  /** Narrow pages are for reading and typing, wide ones for lists. */
  wide?: boolean;
  /** The content brings its own heading. */
  bare?: boolean;
  /** What the crumb says where the title is too long. */
  crumb?: string;
  children?: ReactNode;
}

export function Page({ title, crumbs, actions, errors = 0, wide, bare, crumb, children }: PageProps) {
  const { city } = useStaffSite();
  return (
    <div className={wide ? 'page page-wide' : 'page'}>
      <title>{`${errors > 0 ? 'エラー：' : ''}${title} | ${city} 窓口`}</title>
      {crumbs && (
        <nav className="crumbs" aria-label="現在の場所">
          <ol>
            {crumbs.map((one) => (
              <li key={one.to}>
                <Link to={one.to}>{one.text}</Link>
              </li>
            ))}
            <li aria-current="page">{crumb ?? title}</li>
          </ol>
        </nav>
      )}
      {!bare && (
        <div className="page-head">
          <h1>{title}</h1>
          {actions && <div className="page-actions">{actions}</div>}
        </div>
      )}
      {children}
    </div>
  );
}

export function Section({
  title,
  id,
  actions,
  children,
}: {
  title: string;
  id?: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section id={id} className="section" aria-labelledby={id === undefined ? undefined : `${id}-title`}>
      <div className="section-head">
        <h2 id={id === undefined ? undefined : `${id}-title`}>{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  );
}
