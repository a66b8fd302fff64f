/** What both halves of the route matrix share: asking as somebody, and saying what came back in one word. */
import type { FastifyInstance } from 'fastify';
import type { RouteEntry } from './testing-site.server.ts';

export interface Asker {
  name: string;
  host: string;
  /** The whole cookie header. */
  cookie?: string;
  /** Form token of the session, where the cookie opens one at this host. */
  token?: string;
}

/** What happened, as the oracle speaks of it. `allow` is everything a person who may be there can meet. */
export type Outcome = 'allow' | 'not-found' | 'sign-in' | 'refused' | 'broken';

export interface Answer {
  outcome: Outcome;
  status: number;
  /** Body and headers in one text, for looking for what must not be in them. */
  text: string;
}

export interface Ask {
  method: 'GET' | 'POST';
  url: string;
  /** Of the form: the right token, none, or from another site. */
  form?: 'token' | 'no-token' | 'foreign';
  fields?: Record<string, string>;
}

export async function ask(
  app: FastifyInstance,
  who: Asker,
  { method, url, form, fields }: Ask,
): Promise<Answer> {
  const headers: Record<string, string> = { host: who.host };
  if (who.cookie !== undefined) headers.cookie = who.cookie;
  let payload: string | undefined;
  if (method === 'POST') {
    headers['content-type'] = 'application/x-www-form-urlencoded';
    headers.origin = form === 'foreign' ? 'https://elsewhere.example' : `http://${who.host}`;
    payload = new URLSearchParams({
      ...fields,
      ...(form !== 'no-token' && who.token !== undefined ? { _csrf: who.token } : {}),
    }).toString();
  }
  const response = await app.inject({ method, url, headers, payload });
  const location = String(response.headers.location ?? '');
  const text = `${JSON.stringify(response.headers)}\n${response.body}`;
  const { statusCode: status } = response;
  // React Router refuses a foreign form too, with 400, before the guard does with 403.
  const outcome =
    status === 400 && form === 'foreign' ? 'refused' : outcomeOf(status, location, url, response.body);
  return { outcome, status, text };
}

function outcomeOf(status: number, location: string, url: string, body: string): Outcome {
  // 503 is said of what stands outside and does not answer.
  if (status >= 500 && status !== 503) return 'broken';
  if (status === 403) return 'refused';
  // An address that cannot be read is as good as one that leads nowhere.
  if (status === 404 || status === 400) return 'not-found';
  const to = new URL(location || '/none', 'http://here').pathname;
  const asksToSignIn = /^(\/[a-z-]+)?\/(sign-in|post)$/.test(to);
  if (status >= 300 && status < 400 && asksToSignIn) return 'sign-in';
  // A fetch of React Router gets its redirect in the body.
  if (
    new URL(url, 'http://here').pathname.endsWith('.data') &&
    status === 202 &&
    /\/(sign-in|post)\b/.test(body)
  )
    return 'sign-in';
  return 'allow';
}

export const malformed = [
  'x',
  '-'.repeat(36),
  '%00',
  "'%20OR%201=1--",
  '%E0%A4%A',
  '0'.repeat(300),
  '..%2F..%2Fme',
];
export const nowhere = '00000000-0000-4000-8000-000000000000';

export function paramsOf(route: RouteEntry): string[] {
  return [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
}

export function fill(route: RouteEntry, values: Record<string, string>): string {
  return route.path.replace(/:(\w+)/g, (_all, name: string) => {
    const value = values[name];
    if (value === undefined)
      throw new Error(`the matrix does not know what :${name} of ${route.path} is: add it`);
    return value;
  });
}

/** A few at a time, so that the pool of connections is used and not overrun. */
export async function each<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  atOnce = 4,
): Promise<void> {
  const queue = [...items];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
    }),
  );
}

/** Problems that many people share told once: `what` and who met it. */
export class Problems {
  readonly #found = new Map<string, Set<string>>();
  add(who: string, what: string): void {
    this.#found.set(what, (this.#found.get(what) ?? new Set()).add(who));
  }
  get lines(): string[] {
    return [...this.#found].map(([what, who]) => `${what} [${[...who].join(', ')}]`).sort();
  }
}

/** What nobody's form sends. None of it may end as a failure of ours, wherever it is sent. */
export const hostileForms: Record<string, string>[] = [
  { id: 'x', intent: 'drop', mandate: 'x', act: 'end', post: 'x', chosen: 'x:1', verb: 'assign' },
  {
    id: '-'.repeat(36),
    intent: 'act',
    chosen: `${'-'.repeat(36)}:x`,
    verb: 'receive',
    postId: 'x',
    act: 'accept',
  },
  { intent: 'assign', postId: 'x', revision: '1', document: 'x', path: 'f70', response: '{', standIn: 'x' },
  {
    intent: 'comment',
    comment: '\u0000',
    message: '\u0000',
    body: '\u0000',
    code: '\u0000',
    login: '\u0000',
    address: '\u0000',
  },
  {
    intent: '__proto__',
    verb: 'constructor',
    f1: '__proto__',
    _action: 'add:__proto__',
    'f10.keys': '__proto__',
    filter: '%',
  },
  {
    'f10[__proto__].f11': 'x',
    'f1.family': '\ud800',
    'f70.number': '\u0000',
    f21: '𠮷'.repeat(9000),
    _state: 'x',
    kept: 'x',
  },
  {
    intent: 'revoke',
    document: nowhere,
    reason: 'x',
    revision: '99999999999999999999',
    number: '9'.repeat(60),
    secret: '\u0000',
  },
];

/** Where React Router asks what a page reads or does, without drawing the page. */
export const dataOf = (url: string) => (url === '/' ? '/_.data' : url.replace(/(\?|$)/, '.data$1'));

/**
 * Sends every hostile form, as a form and as multipart, with the right token; gives what ended as a failure of ours. The page
 * that answers is drawn for one person at each door: the act is asked of everybody.
 */
export async function attack(
  app: FastifyInstance,
  doors: { url: string; who: Asker; drawn?: boolean }[],
): Promise<string[]> {
  const problems = new Problems();
  const jobs = doors.flatMap(({ url, who, drawn = true }) =>
    hostileForms.map((form, index) => ({ url: drawn ? url : dataOf(url), who, form, index })),
  );
  await each(jobs, async ({ url, who, form, index }) => {
    const plain = await ask(app, who, { method: 'POST', url, form: 'token', fields: form });
    if (plain.outcome === 'broken') problems.add(who.name, `${url} form ${index} → ${plain.status}`);
    const parts = Object.entries({ ...form, _csrf: who.token ?? '' })
      .map(
        ([name, value]) => `--q7Zq7Z\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      )
      .join('');
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';
    const file = `--q7Zq7Z\r\ncontent-disposition: form-data; name="f71"; filename="\u0000../../x.png"\r\ncontent-type: image/png\r\n\r\n${svg}\r\n--q7Zq7Z--\r\n`;
    const headers = {
      host: who.host,
      origin: `http://${who.host}`,
      'content-type': 'multipart/form-data; boundary=q7Zq7Z',
      ...(who.cookie === undefined ? {} : { cookie: who.cookie }),
    };
    const multipart = await app.inject({ method: 'POST', url, headers, payload: parts + file });
    if (multipart.statusCode >= 500 && multipart.statusCode !== 503)
      problems.add(who.name, `${url} multipart ${index} → ${multipart.statusCode}`);
  });
  return problems.lines;
}
