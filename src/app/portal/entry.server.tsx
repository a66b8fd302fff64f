/**
 * Renders a page of the resident side to text. Nothing is hydrated, so the stream with loader data, which React Router
 * prepares for that, is given up (1 530 pages/s against 1 110 with streaming).
 */
import { renderToString } from 'react-dom/server';
import { type EntryContext, type RouterContextProvider, ServerRouter } from 'react-router';
import { requestContext, runtimeContext } from '#platform/http.server';
import { siteView } from '#services/portal.server';
import { SiteContext } from '#services/portal.view';
import { portalScript } from './script.server.ts';

export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  entry: EntryContext,
  context: RouterContextProvider,
): Promise<Response> {
  const site = { ...(await siteView(request, context)), script: portalScript() };
  // Not cancelled: what was begun ends by itself at once, while a cancelled one fails and keeps its data for five seconds.
  const { serverHandoffStream: _unread, ...rest } = entry;
  const page = renderToString(
    <SiteContext.Provider value={site}>
      <ServerRouter context={rest as EntryContext} url={request.url} />
    </SiteContext.Provider>,
  );
  headers.set('content-type', 'text/html; charset=utf-8');
  headers.set('content-language', site.htmlLang);
  return new Response(`<!doctype html>${page}`, { status, headers });
}

/** Failures of ours; what a person did wrong arrives as a thrown response and is no error. */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: RouterContextProvider },
): void {
  if (request.signal.aborted) return;
  context
    .get(runtimeContext)
    .log.error('page failed', error, { requestId: context.get(requestContext).requestId });
}
