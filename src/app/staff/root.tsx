/** The staff side's document: hydrated, except where a page says that it is not. */
import { useContext, useEffect } from 'react';
import { Outlet, Scripts, ScrollRestoration, useMatches, useRouteLoaderData } from 'react-router';
import { PlainError } from '#ui/staff';
import { assets } from './assets.ts';
import { FormScript } from './form-script.ts';

/** Hydrated pages with forms start the forms' script themselves, after React is there. */
export function Layout({ children }: { children: React.ReactNode }) {
  const matches = useMatches();
  const hydrated = matches.some((match) => (match.handle as { script?: boolean } | undefined)?.script);
  const enhanced = matches.some((match) => (match.handle as { enhanced?: boolean } | undefined)?.enhanced);
  const script = useContext(FormScript);
  // Said when all of the page answers to hands, for whoever drives it by program: a press before that may be lost.
  useEffect(() => {
    document.documentElement.dataset.hydrated = '';
  }, []);
  const frame = useRouteLoaderData<{ folded?: boolean } | undefined>('app/staff/frame');
  return (
    <html
      lang="ja"
      className="staff"
      data-nav={frame?.folded ? 'folded' : 'open'}
      data-hydrates={hydrated ? '' : undefined}
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="format-detection" content="telephone=no" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="data:," />
        {enhanced && <link rel="stylesheet" href={assets.entry} />}
        <link rel="stylesheet" href={assets.style} />
        {enhanced && !hydrated && script && <script type="module" src={script} />}
      </head>
      <body>
        {children}
        <link rel="stylesheet" href={assets.fonts} />
        {hydrated && <ScrollRestoration />}
        {hydrated && <Scripts />}
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

/** Only when even the frame could not be shown. */
export function ErrorBoundary() {
  return <PlainError />;
}
