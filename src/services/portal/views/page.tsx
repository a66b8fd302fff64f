/** The frame inside every page: where one came from, the title, the content. */
import type { ReactNode } from 'react';
import { useSite, useT } from '../site-context.tsx';
import { Link } from './link.tsx';

interface PageProps {
  title: string;
  /** BCP 47 tag when the title is not in the page's language. */
  titleLang?: string;
  back?: { to: string; text?: string };
  /** What stands small above the title, such as the procedure a form belongs to. */
  over?: ReactNode;
  lead?: ReactNode;
  /** In front of the title in the window's name after an error, as screen readers hear it first. */
  errors?: number;
  children?: ReactNode;
}

export function Page({ title, titleLang, back, over, lead, errors = 0, children }: PageProps) {
  const t = useT();
  const { city } = useSite();
  const prefix = errors > 0 ? `${t('error.prefix')}${title}` : title;
  return (
    <>
      <title>{`${prefix} | ${t('site.name', { city: city.name })}`}</title>
      {back && (
        <p className="back">
          <Link to={back.to}>{back.text ?? t('site.back')}</Link>
        </p>
      )}
      {over && <p className="over">{over}</p>}
      <h1 lang={titleLang}>{title}</h1>
      {lead && <p className="lead">{lead}</p>}
      {children}
    </>
  );
}

/** One section with its heading; `id` lets a link lead here. */
export function Section({ title, id, children }: { title: string; id?: string; children: ReactNode }) {
  return (
    <section id={id}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
