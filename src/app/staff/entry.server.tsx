/**
 * Renders a page of the staff side to text. Where the page is hydrated, the stream with loader data, which
 * renderToString would drop, is read to its end and appended as one script under the request's nonce.
 */
import { renderToString } from 'react-dom/server';
import { type EntryContext, type RouterContextProvider, ServerRouter } from 'react-router';
import { requestContext, runtimeContext } from '#platform/http.server';
import { portalScript } from '../portal/script.server.ts';
import { FormScript } from './form-script.ts';

export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  entry: EntryContext,
  context: RouterContextProvider,
): Promise<Response> {
  const { nonce } = context.get(requestContext);
  const { serverHandoffStream, ...rest } = entry;
  const shown = rest as EntryContext;
  const page = renderToString(
    <FormScript.Provider value={portalScript() ?? undefined}>
      <ServerRouter context={shown} url={request.url} nonce={nonce} />
    </FormScript.Provider>,
  );
  // Left unread where there is no script, not cancelled: that would keep its data for five seconds.
  const script =
    serverHandoffStream === undefined || !shown.renderMeta?.didRenderScripts
      ? undefined
      : handOff(await readAll(serverHandoffStream), nonce);
  const body = script === undefined ? page : page.replace('</body>', () => `${script}</body>`);
  headers.set('content-type', 'text/html; charset=utf-8');
  return new Response(`<!doctype html>${body}`, { status, headers });
}

async function readAll(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>)
    text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

/** JSON inside a script: nothing in it may end the script or start a comment. */
function handOff(data: string, nonce: string): string {
  const literal = JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const work = `const c=window.__reactRouterContext.streamController;c.enqueue(${literal});c.close();`;
  return `<script nonce="${nonce}">${work}</script>`;
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
