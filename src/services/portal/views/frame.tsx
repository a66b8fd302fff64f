/** What stands around every page: skip link, languages and size, the city, the footer. The same for everybody. */
import type { ReactNode } from 'react';
import { href, portalPaths } from '#ui/paths';
import { useSite, useT } from '../site-context.tsx';
import { Mark } from './icons.tsx';
import { Link } from './link.tsx';

export function Frame({ children }: { children: ReactNode }) {
  const t = useT();
  const { city, demo } = useSite();
  return (
    <>
      <a className="skip" href="#main">
        {t('site.skip')}
      </a>
      <header className="site">
        {demo && <p className="demo">{t('site.demo')}</p>}
        <div className="width site-row">
          <Link to={portalPaths.home} className="site-name">
            <Mark />
            <span>
              <b>{city.name}</b> {t('site.window')}
            </span>
          </Link>
          <nav aria-label={t('site.menu')}>
            <Link to={portalPaths.me}>{t('myPage.title')}</Link>
          </nav>
        </div>
        <div className="width site-tools">
          <Languages />
          <Sizes />
        </div>
      </header>
      <main id="main" className="width" tabIndex={-1}>
        {children}
      </main>
      <Footer />
    </>
  );
}

/** The other languages, each in its own; plain addresses, because the language is the prefix. */
function Languages() {
  const t = useT();
  const { languages, language, path } = useSite();
  return (
    <nav aria-label={t('language.label')}>
      <ul className="inline">
        {languages
          .filter((one) => one.id !== language)
          .map((one) => (
            <li key={one.id}>
              <a href={`${one.prefix}${path}`} lang={one.htmlLang} hrefLang={one.htmlLang}>
                {one.name}
              </a>
            </li>
          ))}
      </ul>
    </nav>
  );
}

const sizes = ['standard', 'large', 'largest'] as const;
const sizeKeys = { standard: 'size.normal', large: 'size.large', largest: 'size.huge' } as const;

function Sizes() {
  const t = useT();
  const { size, path } = useSite();
  return (
    <nav aria-label={t('size.label')}>
      <ul className="inline">
        <li aria-hidden="true">{t('size.short')}</li>
        {sizes.map((one) => (
          <li key={one}>
            <Link
              to={href(portalPaths.textSize, undefined, { size: one, return: path })}
              aria-current={one === size ? 'true' : undefined}
            >
              {t(sizeKeys[one])}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Footer() {
  const t = useT();
  const { city, demo } = useSite();
  const links = [
    [portalPaths.procedures, t('search.all')],
    [portalPaths.resume, t('resume.title')],
    [portalPaths.verify, t('verify.title')],
    [portalPaths.accessibility, t('footer.accessibility')],
    [portalPaths.privacy, t('footer.privacy')],
    ...(demo ? [[portalPaths.mailbox, t('mailbox.title')]] : []),
  ];
  return (
    <footer className="site-end">
      <div className="width">
        <ul className="end-links">
          {links.map(([to, text]) => (
            <li key={to}>
              <Link to={to!}>{text}</Link>
            </li>
          ))}
        </ul>
        <p>
          {city.name}
          <br />
          {t('footer.address', { postCode: city.postCode, address: city.address })}
          <br />
          {t('footer.phone', { phone: city.phone })}
        </p>
      </div>
    </footer>
  );
}
