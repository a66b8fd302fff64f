/** Every address of both sites, once. Pages link by `href`, routes are registered from the same tables. */

export const portalPaths = {
  home: '/',
  search: '/search',
  lifeEvent: '/life-events/:event',
  category: '/categories/:category',
  procedures: '/procedures',
  procedure: '/procedures/:procedure',
  otherProcedure: '/other-procedures/:procedure',
  start: '/procedures/:procedure/start',
  draft: '/drafts/:draft',
  draftPage: '/drafts/:draft/pages/:page',
  draftReview: '/drafts/:draft/review',
  draftLater: '/drafts/:draft/later',
  draftSave: '/drafts/:draft/save',
  draftFile: '/drafts/:draft/files/:file',
  resume: '/resume',
  application: '/applications/:application',
  receipt: '/applications/:application/receipt',
  correction: '/applications/:application/correction',
  withdraw: '/applications/:application/withdraw',
  applicationFile: '/applications/:application/files/:file',
  document: '/applications/:application/documents/:document',
  signIn: '/sign-in',
  signInCode: '/sign-in/code',
  signOut: '/sign-out',
  me: '/me',
  proxies: '/me/proxies',
  closeAccount: '/me/close',
  ownSessions: '/me/sessions',
  verify: '/verify',
  verifyCode: '/verify/:code',
  textSize: '/text-size',
  accessibility: '/accessibility',
  privacy: '/privacy',
  mailbox: '/mailbox',
  postCode: '/post-code',
} as const;

export { type StaffPath, staffPaths } from './staff.ts';

export type PortalPath = (typeof portalPaths)[keyof typeof portalPaths];

/** `'/drafts/:draft/pages/:page'` → `'draft' | 'page'`. */
export type ParamsOf<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamsOf<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

type Arguments<Path extends string> = [ParamsOf<Path>] extends [never]
  ? [params?: undefined, query?: Query]
  : [params: Record<ParamsOf<Path>, string>, query?: Query];
type Query = Record<string, string | number | undefined>;

/** An address with its places filled in and escaped; leaving one out does not compile. */
export function href<const Path extends string>(path: Path, ...rest: Arguments<Path>): string {
  const [params, query] = rest as [Record<string, string> | undefined, Query | undefined];
  const filled = path.replace(/:(\w+)/g, (_place, name: string) => encodeURIComponent(params?.[name] ?? ''));
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== '');
  if (pairs.length === 0) return filled;
  return `${filled}?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]))}`;
}
