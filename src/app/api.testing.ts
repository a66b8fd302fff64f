/** An office with an API over it, for its tests: tokens of integrations with chosen roles, and a way to call. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ApiScope, scopeNames } from '#core/integrations';
import { createIntegration, issueToken } from '#core/integrations.server';
import { actorOfLogin, selectStaffByLogin } from '#core/people.server';
import type { StaffActor, StaffRole } from '#core/policy';
import { tokyoDate } from '#kernel/dates';
import { unwrap } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { createTestCity, type TestCity } from '../../scripts/test/city.ts';
import { createTestSite, type TestSite, undoing } from './testing-site.server.ts';

export interface Called {
  status: number;
  headers: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: what came back is what is under test
  json: any;
  text: string;
}

export interface Call {
  token?: string | null;
  body?: unknown;
  /** Sent as it stands. */
  raw?: string | Buffer;
  headers?: Record<string, string>;
  host?: string;
}

export interface ApiOffice {
  city: TestCity;
  site: TestSite;
  call(method: string, path: string, call?: Call): Promise<Called>;
  /** A new integration with a token. */
  join(options?: Joining): Promise<{ token: string; integration: string; tokenId: string }>;
  /** From now on every request is taken back after its answer. */
  undoFromNow(): void;
  close(): Promise<void>;
}
export interface Joining {
  roles?: StaffRole[];
  department?: string;
  position?: string;
  scopes?: ApiScope[];
  municipality?: string;
}

export const home = 'KYOI-GAKUJI';

/** Who may found integrations, without going through a sign-in. */
export async function administrator(tx: Tx): Promise<StaffActor> {
  const login = 'gakuji-shuji';
  if ((await selectStaffByLogin(tx, login)) === null) throw new Error('the demo staff is not loaded');
  const actor = await actorOfLogin(tx, login, tokyoDate(new Date()));
  return { ...actor, post: { ...actor.post!, roles: ['administration'] } };
}

export async function openApiOffice(settings: Record<string, string> = {}): Promise<ApiOffice> {
  const city = await createTestCity();
  const folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-api-'));
  let db = city.staff;
  const changing: typeof db = {
    ...db,
    tenant: (...call) => db.tenant(...call),
  };
  const site = await createTestSite('staff', changing, { filesDir: folder, settings, withoutPages: true });
  return {
    undoFromNow() {
      db = undoing(city.staff);
    },
    city,
    site,
    async call(method, url, { token, body, raw, headers = {}, host = 'a.test' } = {}) {
      const answer = await site.app.inject({
        method: method as 'GET',
        url: url.startsWith('/api/') ? url : `/api/v1${url}`,
        headers: {
          host,
          ...(token == null ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        payload: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
      });
      const type = String(answer.headers['content-type'] ?? '');
      return {
        status: answer.statusCode,
        headers: answer.headers as Record<string, string>,
        json: /json/.test(type) && answer.body !== '' ? JSON.parse(answer.body) : undefined,
        text: answer.body,
      };
    },
    join: ({
      roles = ['intake', 'check', 'counter', 'decide'],
      department = home,
      position = '',
      scopes = scopeNames,
      municipality = city.code,
    } = {}) =>
      city.staff.tenant(municipality, 'staff', async (tx) => {
        const actor = await administrator(tx);
        const made = unwrap(
          await createIntegration(tx, actor, {
            name: `試験 ${randomUUID().slice(0, 8)}`,
            purpose: '試験のため',
            contact: 'test@example.jp',
            department,
            position,
            roles,
          }),
        );
        const issued = unwrap(await issueToken(tx, actor, made.id, { label: '試験', scopes, days: 30 }));
        return { token: issued.token, integration: made.id, tokenId: issued.id };
      }),
    async close() {
      await site.app.close();
      await city.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
