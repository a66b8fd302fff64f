/**
 * The site view of a request. Loaders meet the definitions anyway and leave them here; the rendering entry takes them up
 * without a query of its own. Only a page whose loader never ran (an unknown address) asks the database.
 */
import type { RouterContextProvider } from 'react-router';
import { type Definitions, definitionsOf } from '#core/definitions.server';
import { tokyoDate } from '#kernel/dates';
import type { Tx } from '#platform/db.server';
import { type RequestInfo, requestContext, runtimeContext } from '#platform/http.server';
import type { SiteView } from './site-context.tsx';

const met = new Map<string, Definitions>();

/** The current definitions of the request's municipality. */
export async function definitionsFor(tx: Tx, info: RequestInfo): Promise<Definitions> {
  const definitions = await definitionsOf(tx, info.municipality);
  met.set(info.municipality, definitions);
  return definitions;
}

export const today = () => tokyoDate(new Date());

export async function siteView(
  request: Request,
  context: Readonly<RouterContextProvider>,
): Promise<Omit<SiteView, 'script'>> {
  const runtime = context.get(runtimeContext);
  const info = context.get(requestContext);
  const definitions =
    met.get(info.municipality) ??
    (await runtime.db.tenant(info.municipality, runtime.site, (tx) => definitionsFor(tx, info)));
  const url = new URL(request.url);
  const path = url.pathname.slice(info.prefix.length) || '/';
  return {
    ...definitions.derived(`portal-site:${info.language}:${today()}`, () => lasting(definitions, info)),
    prefix: info.prefix,
    size: info.size,
    path: `${path}${request.method === 'GET' ? url.search : ''}`,
    requestId: info.requestId,
    demo: runtime.config.MADOGUCHI_MODE === 'demo',
  };
}

type Lasting = Pick<SiteView, 'language' | 'htmlLang' | 'languages' | 'texts' | 'city'>;

function lasting(definitions: Definitions, info: RequestInfo): Lasting {
  const languages = definitions.languages();
  const own = languages.find((one) => one.id === info.language);
  const japanese = languages.find((one) => one.id === 'ja')?.texts ?? {};
  const { name, nameEn, phone, address, postCode } = definitions.organisation(today()).municipality;
  const foreign = info.language !== 'ja' && info.language !== 'ja-easy';
  return {
    language: info.language,
    htmlLang: own?.htmlLang ?? 'ja',
    languages: languages.map((one) => ({
      id: one.id,
      name: one.name,
      htmlLang: one.htmlLang,
      prefix: one.id === 'ja' ? '' : `/${one.id}`,
    })),
    texts: { own: own?.texts ?? {}, japanese },
    city: { name: foreign ? nameEn : name, phone, address, postCode },
  };
}
