/** The resident side's document. It has no loader, depends on no person and loads no script of React. */
import { Outlet, useMatches } from 'react-router';
import { ErrorPage, Frame, useSite } from '#services/portal.view';
import { assets } from './assets.ts';

export function Layout({ children }: { children: React.ReactNode }) {
  const { htmlLang, size, script } = useSite();
  const enhanced = useMatches().some((match) => (match.handle as { enhanced?: true } | undefined)?.enhanced);
  return (
    <html lang={htmlLang} data-size={size}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="format-detection" content="telephone=no" />
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={assets.style} />
        {enhanced && script && <script type="module" src={script} />}
      </head>
      <body>
        <Frame>{children}</Frame>
        {/* At the end, so that text is read in the system's font while the slices come. */}
        {/* Not on phones: theirs have a good Japanese font, and the slices would weigh more than the page (ADR 8). */}
        <link rel="stylesheet" href={assets.fonts} media="(min-width: 40rem)" />
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary() {
  return <ErrorPage />;
}
