/**
 * A person who must be seen nowhere but where they belong, and a client that keeps everything it was ever answered, so
 * that it can be searched for them. The client speaks over whatever carries requests: fetch in the end-to-end run, a
 * server inside the process in tests.
 */
import { completeFields, contracts, controlName, type Field, type Json, type Typed } from '#core/fields';
import { type AppFile, appOf, sampleCase } from './fill.ts';

export interface Sent {
  status: number;
  headers: [string, string][];
  body: string;
}
export type Send = (
  method: string,
  url: string,
  headers: Record<string, string>,
  body?: string,
) => Promise<Sent>;

export const overFetch: Send = async (method, url, headers, body) => {
  const response = await fetch(url, { method, headers, body, redirect: 'manual' });
  return { status: response.status, headers: [...response.headers], body: await response.text() };
};

export interface Reply extends Sent {
  /** Path and query. */
  path: string;
}

export class Web {
  readonly origin: string;
  readonly kept: Reply[] = [];
  readonly cookies = new Map<string, string>();
  readonly #send: Send;

  constructor(origin: string, send: Send = overFetch) {
    this.origin = origin;
    this.#send = send;
  }

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async ask(method: string, path: string, form?: Typed): Promise<Reply> {
    const headers: Record<string, string> = {};
    if (this.cookies.size > 0) headers.cookie = this.cookie;
    let body: string | undefined;
    if (form !== undefined) {
      headers['content-type'] = 'application/x-www-form-urlencoded';
      headers.origin = this.origin;
      body = new URLSearchParams(
        Object.entries(form).flatMap(([name, values]) => values.map((value) => [name, value])),
      ).toString();
    }
    const sent = await this.#send(method, this.origin + path, headers, body);
    for (const [name, value] of sent.headers) {
      if (name.toLowerCase() !== 'set-cookie') continue;
      const [, key, text] = /^([^=]+)=([^;]*)/.exec(value) ?? [];
      if (key !== undefined) this.cookies.set(key, text ?? '');
    }
    const reply = { ...sent, path };
    this.kept.push(reply);
    return reply;
  }

  /** Follows where it is sent. */
  async #follow(reply: Reply): Promise<Reply> {
    let last = reply;
    for (let hops = 0; hops < 10 && last.status >= 300 && last.status < 400; hops += 1) {
      const to = last.headers.find(([name]) => name.toLowerCase() === 'location')?.[1] ?? '/';
      const url = new URL(to, this.origin + last.path);
      if (url.origin !== new URL(this.origin).origin) return last;
      last = await this.ask('GET', url.pathname + url.search);
    }
    return last;
  }

  async get(path: string): Promise<Reply> {
    return this.#follow(await this.ask('GET', path));
  }

  /** With the form token of the last page that had one. */
  async post(path: string, form: Typed = {}): Promise<Reply> {
    const token = this.token;
    return this.#follow(
      await this.ask('POST', path, token === undefined ? form : { ...form, _csrf: [token] }),
    );
  }

  get token(): string | undefined {
    for (const reply of this.kept.toReversed()) {
      const found = hidden(reply.body, '_csrf');
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Every address a page links to that can be opened, and what those link to, up to so many. */
  async crawl(starts: string[], most: number): Promise<void> {
    const seen = new Set<string>(starts);
    const queue = [...starts];
    let opened = 0;
    for (let path = queue.shift(); path !== undefined && opened < most; path = queue.shift()) {
      opened += 1;
      const reply = await this.get(path);
      for (const [, link = ''] of reply.body.matchAll(/(?:href|src)="([^"#]+)/g)) {
        const url = URL.parse(link.replaceAll('&amp;', '&'), this.origin + reply.path);
        if (url === null || url.origin !== new URL(this.origin).origin) continue;
        const next = url.pathname + url.search;
        // The demo's mailbox stands for the post: everybody's letters lie there. Scripts and fonts hold nobody.
        if (seen.has(next) || /^(\/[a-z-]+)?\/mailbox$|^\/(assets|browser)\//.test(url.pathname)) continue;
        seen.add(next);
        queue.push(next);
      }
    }
  }
}

/** Value of a hidden control. */
export function hidden(html: string, name: string): string | undefined {
  return new RegExp(`name="${name}"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="${name}"`)
    .exec(html)
    ?.slice(1)
    .find(Boolean);
}

/** What the page of a form posts for these answers. */
export function typedFor(app: AppFile, pageId: string, answers: Record<string, Json>): Typed {
  const codes =
    app.form.pages.find((one) => one.id === pageId)?.items.flatMap((item) => item.field ?? []) ?? [];
  const typed: Typed = {};
  for (const code of codes) {
    const field = app.fields.find((one) => one.code === code);
    const value = answers[code];
    if (field === undefined || value === undefined || ['formula', 'file', 'photo'].includes(field.type))
      continue;
    Object.assign(
      typed,
      field.fields === undefined ? typedOf(field, controlName(field), value) : linesOf(field, value),
    );
  }
  return typed;
}

const typedOf = (field: Field, name: string, value: Json): Typed =>
  contracts[field.type].toTyped(value as never, name, field as never);

function linesOf(field: Field, value: Json): Typed {
  const name = controlName(field);
  const lines = value as Record<string, Json>[];
  const children = completeFields((field.fields ?? []) as never) as unknown as Field[];
  const typed: Typed = { [`${name}.keys`]: lines.map((_line, index) => `k${index + 1}`) };
  for (const [index, line] of lines.entries())
    for (const child of children) {
      const inner = line[child.code];
      if (inner === undefined || child.type === 'formula') continue;
      Object.assign(typed, typedOf(child, `${name}[k${index + 1}].f${child.id}`, inner));
    }
  return typed;
}

/** From the start page to the review, as without script; gives the draft. */
export async function fillDraft(web: Web, appId: string, answers: Record<string, Json>): Promise<string> {
  const app = appOf(appId);
  await web.get(`/procedures/${appId}/start`);
  let reply = await web.post(`/procedures/${appId}/start`);
  for (let steps = 0; steps < 40; steps += 1) {
    const [, draft, page] = /^\/drafts\/([^/]+)\/pages\/([^/?]+)/.exec(reply.path) ?? [];
    if (page === undefined || draft === undefined) break;
    reply = await web.post(`/drafts/${draft}/pages/${page}`, {
      ...typedFor(app, page, answers),
      _action: ['next'],
    });
    if (reply.status >= 400)
      throw new Error(`${page} was not taken (${reply.status}): ${errorsOf(reply.body)}`);
  }
  const draft = /^\/drafts\/([^/]+)\/review/.exec(reply.path)?.[1];
  if (draft === undefined)
    throw new Error(`no review but ${reply.path} (${reply.status}): ${errorsOf(reply.body)}`);
  return draft;
}

const errorsOf = (html: string): string =>
  (/class="error-summary[\s\S]*?<\/(div|section)>/.exec(html)?.[0] ?? html.slice(0, 300))
    .replace(/<[^>]*>/g, ' ')
    .slice(0, 500);

/** Sends the reviewed draft; gives the application. */
export async function send(web: Web, draft: string): Promise<{ applicationId: string; receipt: Reply }> {
  const review = await web.get(`/drafts/${draft}/review`);
  const receipt = await web.post(`/drafts/${draft}/review`, { body: [hidden(review.body, 'body') ?? ''] });
  const applicationId = /^\/applications\/([0-9a-f-]{36})\/receipt/.exec(receipt.path)?.[1];
  if (applicationId === undefined)
    throw new Error(`no receipt but ${receipt.path} (${receipt.status}): ${errorsOf(receipt.body)}`);
  return { applicationId, receipt };
}

/** Signs in on the resident side with a code from wherever mail arrives. */
export async function signInWeb(
  web: Web,
  mail: string,
  codeOf: (mail: string) => Promise<string>,
): Promise<Reply> {
  await web.get('/sign-in');
  await web.post('/sign-in', { address: [mail], return: ['/'] });
  return web.post('/sign-in/code', { code: [await codeOf(mail)] });
}

export interface Canary {
  appId: string;
  answers: Record<string, Json>;
  mail: string;
  /** What must be found nowhere else. */
  strings: string[];
  bankAccount: string;
}

/** Somebody whose every answer is unlike anybody's in the demo city. */
export function canary(tag: string): Canary {
  const { answers } = sampleCase('school-approving-1');
  const bankAccount = '7418529';
  const mail = `uguisu-${tag}@kanaria.example`;
  const name = (given: string) => ({
    kind: 'two',
    family: '鶯谷',
    given,
    kana: { family: 'ウグイスダニ', given: 'カナリヤ' },
  });
  answers.申請者氏名 = name('金糸雀') as unknown as Json;
  answers.電話番号 = '090-7777-4185';
  answers.メール = mail;
  const address = answers.住所 as Record<string, string>;
  Object.assign(address, {
    block: '77番88号',
    katagaki: '鶯の籠荘309号',
    asWritten: `${address.prefecture}${address.city}${address.ward}${address.town}77番88号　鶯の籠荘309号`,
  });
  const [child] = answers.子ども as unknown as Record<string, Json>[];
  child!.子氏名 = name('目白丸') as unknown as Json;
  answers.子ども = [child] as unknown as Json;
  answers.申請者所得 = '1357913';
  answers.世帯員 = [];
  Object.assign(answers.振込口座 as object, { number: bankAccount, holder: 'ｳｸﾞｲｽﾀﾞﾆ ｶﾅﾘﾔ' });
  const strings = [
    '鶯谷',
    '金糸雀',
    '目白丸',
    'ウグイスダニ',
    '77番88号',
    '鶯の籠荘',
    '090-7777-4185',
    '09077774185',
    mail,
    '1357913',
    bankAccount,
    'ｳｸﾞｲｽﾀﾞﾆ',
  ];
  return { appId: 'school-expense-assistance', answers, mail, strings, bankAccount };
}

/** Which of the strings stand in a text, in any of the ways they may be written. */
export function found(text: string, strings: readonly string[]): string[] {
  return strings.filter((string) => {
    const escaped = [...string]
      .map((sign) => (sign < '\u0080' ? sign : `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`))
      .join('');
    return [
      string,
      encodeURIComponent(string),
      escaped,
      Buffer.from(string).toString('base64').replace(/=+$/, ''),
    ].some((way) => text.includes(way));
  });
}

/** Everything a client was ever answered in which one of the strings stands. */
export function leaks(web: Web, strings: readonly string[]): string[] {
  return web.kept.flatMap((reply) => {
    const seen = found(`${reply.headers.map((pair) => pair.join(': ')).join('\n')}\n${reply.body}`, strings);
    return seen.length === 0 ? [] : [`${reply.path} (${reply.status}): ${seen.join(', ')}`];
  });
}
