/** A browser of sorts: one jar of cookies, redirects followed or shown; what stays on the machine is what it keeps. */
import type { FastifyInstance } from 'fastify';

export interface Seen {
  status: number;
  location: string;
  headers: Record<string, string>;
  body: string;
}

export class Terminal {
  readonly cookies = new Map<string, string>();
  readonly #app: FastifyInstance;
  readonly #host: string;
  readonly #userAgent: string | undefined;
  constructor(app: FastifyInstance, host: string, userAgent?: string) {
    this.#userAgent = userAgent;
    this.#app = app;
    this.#host = host;
  }

  async #ask(method: 'GET' | 'POST', url: string, fields?: Record<string, string>): Promise<Seen> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await this.#app.inject({
      method,
      url,
      headers: {
        host: this.#host,
        ...(this.#userAgent === undefined ? {} : { 'user-agent': this.#userAgent }),
        ...(cookie === '' ? {} : { cookie }),
        ...(method === 'POST'
          ? {
              'content-type': 'application/x-www-form-urlencoded',
              origin: `http://${this.#host}`,
            }
          : {}),
      },
      payload: fields === undefined ? undefined : new URLSearchParams(fields).toString(),
    });
    for (const line of [response.headers['set-cookie'] ?? []].flat()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return {
      status: response.statusCode,
      location: String(response.headers.location ?? ''),
      headers: Object.fromEntries(
        Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
      ),
      body: response.body,
    };
  }

  get(url: string): Promise<Seen> {
    return this.#ask('GET', url);
  }

  /** Posts as the page's own form would: with the form token that stands in it. */
  async post(page: string, action: string, fields: Record<string, string>): Promise<Seen> {
    const token = /name="_csrf" value="([^"]+)"/.exec((await this.get(page)).body)?.[1];
    return this.#ask('POST', action, token === undefined ? fields : { ...fields, _csrf: token });
  }
}
