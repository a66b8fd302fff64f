/** Around a page of a form, which brings its own heading: name of the window, way back, the procedure. */
import type { ReactNode } from 'react';
import { useSite, useT } from '../site-context.tsx';
import { Link } from './link.tsx';

interface FormFrameProps {
  /** Heading of the page, for the window's name. */
  title: string;
  over: ReactNode;
  back: string | null;
  errors: number;
  children: ReactNode;
}

export function FormFrame({ title, over, back, errors, children }: FormFrameProps) {
  const t = useT();
  const { city } = useSite();
  return (
    <>
      <title>{`${errors > 0 ? t('error.prefix') : ''}${title} | ${t('site.name', { city: city.name })}`}</title>
      {back !== null && (
        <p className="back">
          <Link to={back}>{t('form.back')}</Link>
        </p>
      )}
      <p className="over">{over}</p>
      {children}
    </>
  );
}
