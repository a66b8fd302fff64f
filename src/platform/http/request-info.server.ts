/** What a request says about itself before anybody is asked: language, text size, area, whether something is under way. */
import type { FastifyRequest } from 'fastify';
import { cookieName, readCookie } from './cookies.server.ts';
import { networkOf } from './incoming.server.ts';
import type { RequestInfo } from './runtime.server.ts';

/** Language and path prefix of an address. */
export function languageOf(
  url: string,
  languages: string[],
  site: 'portal' | 'staff',
): { prefix: string; language: string } {
  if (site === 'portal') {
    for (const language of languages) {
      if (language === 'ja') continue;
      const prefix = `/${language}`;
      if (url === prefix || url.startsWith(`${prefix}/`) || url.startsWith(`${prefix}?`))
        return { prefix, language };
    }
  }
  return { prefix: '', language: 'ja' };
}

/** The first part of an address that the program knows, behind a language or not; never what somebody made up. */
export function areaOf(url: string, areas: ReadonlySet<string>): string {
  const parts = url.split(/[/?]/, 3).slice(1);
  return parts.find((part) => areas.has(part)) ?? (parts[0] === '' ? 'home' : 'other');
}

export function sizeOf(request: FastifyRequest): RequestInfo['size'] {
  const cookie = request.headers.cookie;
  if (cookie === undefined || !cookie.includes('text-size=')) return 'standard';
  const asked = new Request('http://x/', { headers: { cookie } });
  // Behind TLS the bound name counts; the bare one is what plain http gave.
  const value = readCookie(asked, cookieName('text-size', true)) ?? readCookie(asked, 'text-size');
  return value === 'large' || value === 'largest' ? value : 'standard';
}

/** Somebody who has begun something here. Only a hint for the gate: whoever lies is let in a little earlier. */
export const hasSession = (request: FastifyRequest): boolean =>
  request.headers.cookie?.includes('madoguchi') === true || request.headers.authorization !== undefined;

/** What is known of a request of the API: no language prefix, no page around it. */
export function plainInfo(request: FastifyRequest): Omit<RequestInfo, 'municipality'> {
  return {
    requestId: request.id,
    language: 'ja',
    prefix: '',
    size: 'standard',
    ip: networkOf(request.ip),
    nonce: '',
  };
}
