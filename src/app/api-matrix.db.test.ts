/**
 * Acceptance 6, API part: every route × tokens of every role, every scope, expired, revoked, of another city … × own
 * cases, other people's, protected and invented ones, against the plain oracle. And what nobody would send.
 */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scopeNames } from '#core/integrations';
import { stopIntegration } from '#core/integrations.server';
import type { ApiRoute } from '#platform/api.server';
import { field, publishApp, workApp } from '../../scripts/test/work-app.ts';
import { apiRoutesOf } from './api.server.ts';
import { type ApiOffice, administrator, type Call, type Called, home, openApiOffice } from './api.testing.ts';
import {
  bodies,
  type Case,
  canary,
  cases,
  elsewhere,
  everyRole,
  expected,
  hostile,
  numbersOf,
  peopleOf,
  queries,
  sees,
  spoiled,
} from './api-matrix.testing.ts';
import { each } from './route-matrix.testing.ts';

const people = peopleOf(scopeNames);
const nowhere = '00000000-0000-4000-8000-00000000dead';
const malformed = ['x', 'G', '..%2f..%2fx', '%00', "'", '%F0%9F%8F%AF', 'A'.repeat(3000), '%'];
const routes = apiRoutesOf.staff;

let office: ApiOffice;
const tokens: Record<string, { token: string | null; host: string }> = {};
/** A work app of the home department, and its one record. */
const lost = workApp(
  'lost-things',
  [field(1, '品名'), field(2, '明細', 'lines', { fields: [field(21, '数', 'number')] })],
  {
    access: [{ who: [{ department: home, below: true }], may: ['view', 'add', 'edit', 'delete'] }],
  },
);
let record = { id: nowhere, revision: 1 };
const things = {} as Record<Case, { case: string; revision: number }>;

beforeAll(async () => {
  office = await openApiOffice({ API_RATE_PER_MINUTE: '1000000' });
  const { city } = office;
  for (const [name, who] of Object.entries(people)) {
    const joined = await office.join({
      roles: who.roles,
      department: name === 'department closed' ? 'KYOI-GAKUJI' : who.department,
      scopes: who.scopes === 'all' ? scopeNames : who.scopes,
      municipality: name === "other city's token here" ? city.other : city.code,
    });
    tokens[name] = {
      token:
        name === 'no token'
          ? null
          : name === 'invented token'
            ? `mdg_${'A'.repeat(43)}`
            : name === 'token of a session cookie'
              ? 'cookie'
              : joined.token,
      host: name === 'own token at the other city' ? 'b.test' : 'a.test',
    };
    await spoil(name, joined.integration, joined.tokenId);
  }
  await arrive('G', home, city.code);
  await arrive('P', home, city.code);
  await arrive('S', elsewhere, city.code);
  await arrive('X', home, city.other);
  await publishApp(city, lost);
  const { token } = tokens['every role']!;
  record = (
    await office.call('POST', '/apps/lost-things/records', { token, body: { values: { 品名: '傘' } } })
  ).json;
  // Not yet compared with the measures counts as protected.
  await city.admin.tenant(city.code, 'owner', (tx) =>
    sql`DELETE FROM case_persons WHERE case_id = ${things.P.case}`.execute(tx),
  );
  office.undoFromNow();
});
afterAll(() => office?.close());

async function spoil(name: string, integration: string, tokenId: string): Promise<void> {
  const { city } = office;
  const owner = (work: Parameters<typeof city.admin.tenant<unknown>>[2]) =>
    city.admin.tenant(city.code, 'owner', work);
  if (name === 'expired')
    await owner((tx) => sql`UPDATE access_tokens SET expires_at = now() WHERE id = ${tokenId}`.execute(tx));
  if (name === 'revoked')
    await owner((tx) => sql`UPDATE access_tokens SET revoked_at = now() WHERE id = ${tokenId}`.execute(tx));
  const post = sql`(SELECT post_id FROM integrations WHERE id = ${integration})`;
  if (name === 'post ended')
    await owner((tx) =>
      sql`UPDATE posts SET valid_from = '2020-01-01', valid_to = '2020-12-31' WHERE id = ${post}`.execute(tx),
    );
  if (name === 'department closed')
    await owner((tx) => sql`UPDATE posts SET department = 'CLOSED' WHERE id = ${post}`.execute(tx));
  if (name === 'staff row suspended')
    await owner((tx) =>
      sql`UPDATE staff SET suspended_at = now() WHERE id = (SELECT staff_id FROM integrations WHERE id = ${integration})`.execute(
        tx,
      ),
    );
  if (name === 'integration ended')
    await city.staff.tenant(city.code, 'staff', async (tx) =>
      stopIntegration(tx, await administrator(tx), integration),
    );
}

async function arrive(which: Case, department: string, municipality: string): Promise<void> {
  const { token } = await office.join({ department, municipality });
  const host = municipality === office.city.other ? 'b.test' : 'a.test';
  const name = department === elsewhere ? '申告者氏名' : '申請者氏名';
  const answers =
    department === elsewhere
      ? {}
      : { [name]: { kind: 'two', family: canary(which), given: '花' }, 振込口座: account };
  const made = await office.call('POST', '/cases', {
    token,
    host,
    body: {
      procedure: department === elsewhere ? 'resident-tax-declaration' : 'school-expense-assistance',
      channel: 'counter',
      incomplete: true,
      answers,
    },
  });
  if (made.status !== 201) throw new Error(`${which}: ${made.text}`);
  things[which] = { case: made.json.id, revision: made.json.revision };
  if (department === elsewhere)
    await office.city.admin.tenant(municipality, 'owner', (tx) =>
      sql`UPDATE cases SET applicant_name = ${canary(which)} WHERE id = ${made.json.id}`.execute(tx),
    );
}
const account = { bank: '9990', branch: '101', kind: '1', number: '7654321', holder: 'ﾔﾏﾀﾞ ﾊﾅ' };

type Target = { path: string; which: Case | 'R' | 'nobody' | null; odd?: true };

function targetsOfRecords(route: ApiRoute): Target[] {
  const fill = (app: string, id: string) =>
    route.path.replace(/:(\w+)/g, (_all, name) =>
      /app$/i.test(name) ? app : name === 'record' ? id : nowhere,
    );
  if (route.path.includes(':run')) return [{ path: fill('', nowhere), which: 'nobody' }];
  const found: Target[] = [
    { path: fill('lost-things', record.id), which: 'R' },
    { path: fill('school-expense-assistance', record.id), which: 'nobody' },
  ];
  if (!route.path.includes(':record')) return found;
  found.push({ path: fill('lost-things', nowhere), which: 'nobody' });
  return [
    ...found,
    ...malformed.map((bad): Target => ({ path: fill('lost-things', bad), which: 'nobody', odd: true })),
  ];
}

function targetsOf(route: ApiRoute): Target[] {
  // What is the caller's own, whatever apps there are.
  const own = ['/apps', '/approvals'].includes(route.path);
  if (route.permission === 'app.use' && !own) return targetsOfRecords(route);
  const fill = (id: string) =>
    route.path.replace(/:(\w+)/g, (_all, name) => (name === 'case' ? id : nowhere));
  if (!route.path.includes(':case')) {
    const named = route.path.replace(/:(\w+)/g, 'school-expense-assistance');
    return [{ path: named, which: null }];
  }
  return [
    ...cases.map((which) => ({ path: fill(things[which].case), which })),
    { path: fill(nowhere), which: 'nobody' as const },
    ...malformed.map((bad) => ({ path: fill(bad), which: 'nobody' as const, odd: true as const })),
  ];
}

/** Where the answer is decided before the case is looked for, one case is as good as four. */
function worthAsking(name: string, { which, odd }: Target): boolean {
  if (odd) return ['no token', 'every role'].includes(name);
  const own = which === 'G' || which === 'R' || which === null;
  return name.startsWith('scope ') ? own : people[name]!.lives || own || which === 'nobody';
}

function callOf(route: ApiRoute, revision: number): Call {
  if (route.method === 'GET') return {};
  const headers: Record<string, string> = route.revision === 'takes' ? { 'if-match': `"${revision}"` } : {};
  return { headers, ...(route.body === undefined ? {} : { body: bodies[route.id] }) };
}

const isProblem = ({ status, headers, json }: Called) =>
  /^application\/problem\+json/.test(headers['content-type'] ?? '') &&
  json?.status === status &&
  typeof json.requestId === 'string';

test('only what the oracle allows; everything else is a problem that shows nothing of anybody', async () => {
  const problems: string[] = [];
  let asked = 0;
  let seen = 0;
  const jobs = routes.flatMap((route) =>
    targetsOf(route).flatMap((target) =>
      Object.keys(people)
        .filter((name) => worthAsking(name, target))
        .map((name) => ({ route, target, name })),
    ),
  );
  await each(jobs, async ({ route, target, name }) => {
    const who = people[name]!;
    const revision = target.which === 'R' ? record.revision : (things[target.which as Case]?.revision ?? 1);
    const numbers = route.id === 'listDocumentNumbers' ? numbersOf(home) : '';
    const answer = await office.call(route.method, `${target.path}${queries[route.id] ?? numbers}`, {
      ...callOf(route, revision),
      ...tokens[name],
    });
    asked += 1;
    const right = target.odd ? 404 : expected(route, who, target.which);
    // Of a reached case: parts that are not there, states that do not fit.
    const also = ['G', 'S', 'R', null].includes(target.which) ? [404, 409, 415, 422, 503] : [];
    const fits =
      (target.odd === true && answer.status === 400) ||
      (right === 'allow' ? answer.status < 300 || also.includes(answer.status) : answer.status === right);
    const says = `${name}: ${route.method} ${target.path.slice(0, 90)} of ${target.which} → ${answer.status}`;
    if (!fits) problems.push(`${says}, not ${right} ${answer.text.slice(0, 200)}`);
    if (answer.status >= 400 && !isProblem(answer)) problems.push(`${says}: no problem+json`);
    for (const which of cases) {
      if (!answer.text.includes(canary(which))) continue;
      seen += 1;
      if (!sees(who).includes(which)) problems.push(`${says} shows ${canary(which)}`);
    }
    if (answer.text.includes(account.number) && !(route.id === 'openSealedField' && right === 'allow'))
      problems.push(`${says} shows a sealed answer`);
  });
  console.log(`api: ${asked} requests, own canaries seen ${seen} times`);
  expect(problems).toEqual([]);
  expect(seen).toBeGreaterThan(20);
});

test('what a post may by its role is done, what it may not is not', async () => {
  const done: string[] = [];
  for (const route of routes.filter((one) => one.path.includes(':case') && one.method === 'POST')) {
    const answer = await office.call('POST', targetsOf(route)[0]!.path, {
      ...callOf(route, things.G.revision),
      ...tokens['every role'],
    });
    if (answer.status < 300) done.push(route.id);
  }
  expect(done.sort()).toEqual([
    'addComment',
    'askCorrection',
    'assignCase',
    'draftDecision',
    'openSealedField',
    'receiveCase',
    'withdrawCase',
  ]);
  expect(everyRole).toHaveLength(4);
});

test('hostile JSON is refused with a problem, and never a failure of ours', async () => {
  const problems: string[] = [];
  const posts = routes.filter((route) => route.body !== undefined && route.body !== 'file');
  const jobs = posts.flatMap((route) => {
    const { path } = targetsOf(route)[0]!;
    const sound = callOf(route, things.G.revision);
    const whole = hostile.map(([name, raw]) => ({
      route,
      name,
      path,
      must: true,
      call: {
        ...sound,
        body: undefined,
        raw,
        headers: { ...sound.headers, 'content-type': 'application/json' },
      },
    }));
    const parts = [...spoiled(bodies[route.id])].map((body, index) => ({
      route,
      name: `value ${index}`,
      path,
      must: false,
      call: { ...sound, body },
    }));
    return [...whole, ...parts];
  });
  await each(jobs, async ({ route, name, path, must, call }) => {
    const answer = await office.call('POST', path, { ...call, ...tokens['every role'] });
    const says = `${route.id} ${name} → ${answer.status}`;
    if (answer.status >= 500 && answer.status !== 503) problems.push(`${says} ${answer.text.slice(0, 200)}`);
    if (must && answer.status < 400) problems.push(`${says}: taken`);
    if (answer.status >= 400 && !isProblem(answer)) problems.push(`${says}: no problem+json`);
  });
  console.log(`api: ${jobs.length} hostile bodies`);
  expect(problems).toEqual([]);
});

test('methods, media types and paths that are not there are problems too', async () => {
  const { token } = tokens['every role']!;
  const id = things.G.case;
  const wrong: [string, string, number, Call?][] = [
    ['DELETE', `/cases/${id}`, 405],
    ['PUT', `/cases/${id}`, 405],
    ['PATCH', '/cases', 405],
    ['OPTIONS', '/cases', 405],
    ['POST', '/departments', 405],
    ['GET', '/nothing', 404],
    ['GET', '', 404],
    ['GET', '/cases/', 404],
    ['GET', '/cases?limit=5000', 422],
    ['GET', '/cases?nothing=1', 422],
    ['GET', '/cases?limit=5&limit=6', 422],
    ['GET', '/cases?state=%00', 400],
    ['GET', '/cases/%', 400],
    ['POST', `/cases/${id}/comments`, 415, { raw: 'body=x', headers: { 'content-type': 'text/plain' } }],
    ['POST', '/files', 415, { raw: '{}', headers: { 'content-type': 'application/json' } }],
    ['POST', '/files', 400, { raw: 'x', headers: { 'content-type': 'multipart/form-data; boundary=q' } }],
    ['POST', `/cases/${id}/comments`, 400, { body: { body: 'x' }, headers: { 'idempotency-key': 'short' } }],
    ['POST', `/cases/${id}/receive`, 400, { headers: { 'if-match': '*' } }],
  ];
  for (const [method, path, status, call] of wrong) {
    const answer = await office.call(method, path, { token, ...call });
    expect([method, path, answer.status], answer.text).toEqual([method, path, status]);
    expect(isProblem(answer), `${method} ${path} ${answer.text}`).toBe(true);
    if (status === 405) expect(answer.headers.allow).toBeDefined();
  }
});
