/**
 * Acceptance: every route of the staff side × every kind of member of staff × cases of their own department, of another
 * and of another municipality. What is right is said once, in the small oracle below.
 */
import './route-matrix.environment.ts';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formOf, sealAnswers, sealerOf } from '#core/applications.server';
import { definitionsOf } from '#core/definitions.server';
import { post } from '#core/exchange.server';
import { createRegisters } from '#core/registers.server';
import { tokyoDate } from '#kernel/dates';
import { unwrap } from '#kernel/result';
import { hashToken } from '#platform/crypto.server';
import { deliverAll } from '#platform/outbox.server';
import { createPdf, type Pdf } from '#platform/pdf.server';
import { createTestCity, type TestCity } from '../../scripts/test/city.ts';
import { allHandlers } from './handlers.server.ts';
import * as rows from './route-matrix.sql.ts';
import {
  type Asker,
  ask,
  attack,
  each,
  fill,
  malformed,
  nowhere,
  type Outcome,
  Problems,
  paramsOf,
} from './route-matrix.testing.ts';
import { createTestSite, type RouteEntry, routesOf, type TestSite, undoing } from './testing-site.server.ts';

/** The oracle, part one: what a role brings. Every post may also do what stands under `any`. */
const brings: Record<string, string[]> = {
  any: ['case.list', 'case.read', 'organisation.read', 'account.self', 'session.post'],
  intake: ['case.enter', 'case.work', 'case.assign'],
  check: ['case.work', 'case.decide', 'case.assign'],
  decide: ['case.decide', 'case.assign'],
  counter: ['case.enter', 'case.counter'],
  organisation: ['organisation.import'],
  audit: ['audit.read'],
  administration: ['organisation.import', 'audit.read'],
};
const known = ['public', 'session.start', ...new Set(Object.values(brings).flat())];

/** Where cases are: two of 学事課, one of 市民税課, one of the other city's 学事課. */
const home = 'KYOI-GAKUJI';
const elsewhere = 'ZAISEI-SHIMINZEI';
const cases = { G1: home, G2: home, S: elsewhere, X: `the other city's ${home}` } as const;
type Case = keyof typeof cases;
const canary = (which: Case) => `CANARY-${which}-8R`;
const account = '7654321';

/** The oracle, part two: who has which roles at whose cases. */
interface Who {
  /** none: nobody; early: password given, code not; post: no post chosen; full. */
  stage: 'none' | 'early' | 'post' | 'full';
  /** Of the post, with the cases it reaches. */
  roles: string[];
  reaches: Case[];
  /** Stood in for, with the cases that reaches. */
  standIn?: { roles: string[]; reaches: Case[] };
}
const nobody: Who = { stage: 'none', roles: [], reaches: [] };
const at = (roles: string[], reaches: Case[]): Who => ({ stage: 'full', roles, reaches });
const people = {
  stranger: nobody,
  'sign-in begun': { stage: 'early', roles: [], reaches: [] },
  'second factor missing': { stage: 'early', roles: [], reaches: [] },
  'no post chosen': { stage: 'post', roles: [], reaches: [] },
  intake: at(['intake'], ['G1', 'G2']),
  check: at(['check'], ['G1', 'G2']),
  decide: at(['decide'], ['G1', 'G2']),
  counter: at(['counter'], ['G1', 'G2']),
  organisation: at(['organisation'], ['G1', 'G2']),
  audit: at(['audit'], ['G1', 'G2']),
  administration: at(['administration'], ['G1', 'G2']),
  'no role': at([], ['G1', 'G2']),
  'department above': at(['check'], ['G1', 'G2']),
  'other department': at(['intake', 'check', 'decide', 'counter'], ['S']),
  'stand-in': {
    stage: 'full',
    roles: ['intake'],
    reaches: ['S'],
    standIn: { roles: ['check'], reaches: ['G1', 'G2'] },
  },
  suspended: nobody,
  'post ended yesterday': { stage: 'post', roles: [], reaches: [] },
  'session expired': nobody,
  'half an hour idle': nobody,
  'other city': at(['intake', 'check', 'decide', 'counter'], ['X']),
  "other city's cookie here": nobody,
  'own cookie at the other city': nobody,
} as const satisfies Record<string, Who>;
type Name = keyof typeof people;
const all = Object.keys(people) as Name[];
const few: Name[] = ['stranger', 'no post chosen', 'intake', 'check'];

const rights = (roles: readonly string[]) => ['any', ...roles].flatMap((role) => brings[role] ?? []);

/** The oracle, part three. `whose` names every case the address speaks of. */
function expected(permission: string, name: Name, whose: string[] | null): Outcome {
  const who: Who = people[name];
  if (permission === 'public' || permission === 'session.start') return 'allow';
  if (who.stage === 'none' || who.stage === 'early') return 'sign-in';
  if (who.stage === 'post') return permission === 'session.post' ? 'allow' : 'sign-in';
  const own = rights(who.roles).includes(permission);
  const other = who.standIn !== undefined && rights(who.standIn.roles).includes(permission);
  if (whose === null) return own || other ? 'allow' : 'not-found';
  if (whose.length !== 1) return 'not-found';
  const which = whose[0] as Case;
  const mine = (own && who.reaches.includes(which)) || (other && who.standIn?.reaches.includes(which));
  return mine ? 'allow' : 'not-found';
}
const seesOf = (who: Who): Case[] => [...who.reaches, ...(who.standIn?.reaches ?? [])];

let city: TestCity;
let site: TestSite;
let pdf: Pdf;
let folder: string;
let routes: RouteEntry[];
const askers = {} as Record<Name, Asker>;
const postOf: Partial<Record<Name, string>> = {};
const things = {} as Record<Case, { case: string; file: string; document: string }>;

beforeAll(async () => {
  city = await createTestCity();
  folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-matrix-'));
  pdf = createPdf();
  site = await createTestSite('staff', undoing(city.staff), { filesDir: folder });
  routes = routesOf(site.build);
  const posts = await engage();
  for (const [which, procedure] of [
    ['G1', 'school-expense-assistance'],
    ['G2', 'school-expense-assistance'],
    ['S', 'resident-tax-declaration'],
    ['X', 'school-expense-assistance'],
  ] as const)
    things[which] = await arrive(which, procedure, posts);
}, 120_000);
afterAll(async () => {
  await site?.app.close();
  pdf?.close();
  await city?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Gives a post in each city that can have written comments. */
async function engage(): Promise<Record<string, string>> {
  const writers: Record<string, string> = {};
  const cookieOf = (name: string) => `cookie-of-${name.replace(/\W/g, '-')}`;
  for (const [municipality, host] of [
    [city.code, 'a.test'],
    [city.other, 'b.test'],
  ] as const) {
    await city.admin.tenant(municipality, 'owner', async (tx) => {
      const absent = randomUUID();
      for (const name of all) {
        const there = name === 'other city' || name === 'own cookie at the other city';
        if ((host === 'b.test') !== there) continue;
        const borrowed =
          name === "other city's cookie here"
            ? 'other city'
            : name === 'own cookie at the other city'
              ? 'intake'
              : name;
        const cookie = cookieOf(borrowed);
        const hash = hashToken(cookie);
        const bare = name === 'stranger';
        askers[name] = {
          name,
          host,
          ...(bare ? {} : { cookie: `madoguchi-staff=${cookie}` }),
          token: site.keyring.hmac('csrf', hash),
        };
        if (bare || borrowed !== name) continue;
        const who: Who = people[name];
        const [id, postId] = [randomUUID(), randomUUID()];
        const department =
          name === 'other department' || name === 'stand-in'
            ? elsewhere
            : name === 'department above'
              ? 'KYOI'
              : home;
        const ended = name === 'post ended yesterday';
        const past = ['suspended', 'session expired', 'half an hour idle'].includes(name);
        postOf[name] = postId;
        const roles = ended || past ? ['intake', 'check'] : [...who.roles];
        await rows.insertStaffRow(tx, {
          id,
          login: `matrix-${name.replace(/\W/g, '-')}`,
          suspended: name === 'suspended',
          post: { id: postId, department, roles, to: ended ? '-1 day' : undefined },
        });
        if (name === 'other city' || name === 'counter') writers[municipality] = postId;
        if (name === 'stand-in') {
          const owner = randomUUID();
          await rows.insertStaffRow(tx, {
            id: owner,
            login: 'matrix-absent',
            suspended: false,
            post: { id: absent, department: home, roles: ['check'] },
          });
          await rows.insertAbsenceRow(tx, absent, postId);
        }
        const begun = name === 'sign-in begun';
        const early = begun || name === 'second factor missing' || name === 'no post chosen';
        await rows.insertStaffSessionRow(tx, {
          hash,
          staffId: begun ? null : id,
          postId: early ? null : postId,
          stage: begun
            ? 'start'
            : name === 'second factor missing'
              ? 'second-factor'
              : early
                ? 'post'
                : 'full',
          expires: name === 'session expired' ? '-1 second' : undefined,
          seen: name === 'half an hour idle' ? '-31 minutes' : undefined,
        });
      }
    });
  }
  return writers;
}

/** An application crosses from the portal, as in life, and gets a comment, a scan and a document. */
async function arrive(
  which: Case,
  procedureId: string,
  posts: Record<string, string>,
): Promise<(typeof things)[Case]> {
  const municipality = which === 'X' ? city.other : city.code;
  const mark = canary(which);
  const ids = { application: randomUUID(), file: randomUUID(), document: randomUUID() };
  await city.portal.tenant(municipality, 'portal', async (tx) => {
    const today = tokyoDate(new Date());
    const definitions = await definitionsOf(tx, municipality);
    const procedure = definitions.procedure(procedureId, { on: today })!;
    const app = definitions.app(procedure.body.app!, { on: today })!;
    const begun = {
      procedure: procedureId,
      procedureVersion: procedure.version,
      app: app.body.id,
      appVersion: app.version,
    };
    const answers = sealAnswers(
      sealerOf({ keyring: site.keyring, municipality }, app.body.id),
      formOf(definitions, app.body, app.version).fields as never,
      {
        1: { kind: 'two', family: mark, given: mark },
        ...(procedureId === 'school-expense-assistance'
          ? {
              21: mark,
              23: mark,
              70: { bank: '9990', branch: '101', kind: '1', number: account, holder: 'ｶﾅﾘｱ' },
            }
          : {}),
      } as never,
    );
    await rows.insertApplicationRow(tx, {
      ...begun,
      id: ids.application,
      number: `R-${which}`,
      accountId: null,
      answers,
      letter: 'x',
      fields: [],
    });
    await post(tx, 'application.submitted', {
      applicationId: ids.application,
      receiptNumber: `R-${which}`,
      procedureId,
      procedureVersion: procedure.version,
      appId: app.body.id,
      appVersion: app.version,
      arrivedAt: new Date().toISOString(),
      language: 'ja',
      assurance: 'mail',
      answers,
      attachments: [],
    });
  });
  const tools = { ...site.runtime, registers: createRegisters({}), pdf };
  await deliverAll({ db: city.worker, handlers: allHandlers(tools) }, municipality);
  const stored = unwrap(
    await site.files.put(Buffer.from(`content ${mark}`), {
      name: 'a.txt',
      allowed: ['text/plain'],
      maxBytes: 1000,
    }),
  );
  const found = await city.admin.tenant(municipality, 'owner', (tx) =>
    rows.furnishCase(tx, {
      applicationId: ids.application,
      canary: mark,
      postId: posts[municipality]!,
      fileId: ids.file,
      documentId: ids.document,
      sha256: stored.sha256,
    }),
  );
  expect(found.department, which).toBe(which === 'S' ? elsewhere : home);
  return { case: found.id, file: ids.file, document: ids.document };
}

interface Target {
  url: string;
  whose: string[] | null;
  odd?: true;
  /** An address nobody registered. */
  unknown?: true;
}
const queries: Record<string, string> = {
  '/cases': '?q=CANARY&state=all',
  '/cases/find': '?q=CANARY',
  '/cases/bulk': '?state=all',
};

function targetsOf(route: RouteEntry): Target[] {
  const names = paramsOf(route);
  if (route.path.endsWith('/*')) return [{ url: '/no/such/page', whose: null, unknown: true }];
  if (names.length === 0) return [{ url: `${route.path}${queries[route.path] ?? ''}`, whose: null }];
  const mine = names.filter((name) => ['case', 'file', 'document'].includes(name));
  if (mine.length === 0)
    return [
      { url: fill(route, { procedure: 'school-expense-assistance' }), whose: null },
      ...malformed.map((bad) => ({ url: fill(route, { procedure: bad }), whose: [], odd: true as const })),
    ];
  const from = (pick: (name: 'case', index: number) => string) =>
    fill(route, Object.fromEntries(mine.map((name, index) => [name, pick(name as 'case', index)])));
  const pairs: [Case, Case][] =
    mine.length < 2
      ? []
      : [
          ['G1', 'G2'],
          ['G1', 'S'],
          ['S', 'G1'],
          ['G1', 'X'],
        ];
  return [
    ...(Object.keys(cases) as Case[]).map((which) => ({
      url: from((name) => things[which][name]),
      whose: [which],
    })),
    ...pairs.map(([first, second]) => ({
      url: from((name, index) => things[index === 0 ? first : second][name]),
      whose: [first, second],
    })),
    ...[nowhere, ...malformed].map((bad) => ({
      url: from(() => bad),
      whose: ['nobody'],
      odd: true as const,
    })),
  ];
}

test('every loader and action is guarded, with a permission that exists', () => {
  expect(routes.length).toBeGreaterThan(20);
  for (const route of routes) {
    for (const handler of [route.loader, route.action])
      if (handler !== undefined)
        expect(known, `${route.id} has a handler without a guard`).toContain(handler);
    if (!route.frame) expect(known, `${route.id} declares its permission`).toContain(route.declared);
    if (!route.frame && route.loader === undefined && route.action === undefined)
      expect(route.declared, route.id).toBe('public');
  }
});

test('only what the oracle allows; everything else is not found, and shows nothing of anybody', async () => {
  const problems = new Problems();
  let asked = 0;
  let seen = 0;
  const jobs = routes
    .filter((route) => !route.frame)
    .flatMap((route) =>
      targetsOf(route).flatMap((target) =>
        (target.odd === true ? few : all).map((name) => ({ route, target, name })),
      ),
    );
  await each(jobs, async ({ route, target, name }) => {
    const { url, whose } = target;
    const check = async (what: Parameters<typeof ask>[2], right: Outcome[]) => {
      const answer = await ask(site.app, askers[name], what);
      asked += 1;
      const says = `${what.method} ${url.slice(0, 120)} ${what.form ?? ''} ${JSON.stringify(what.fields ?? '')} of ${whose?.join('+') ?? '-'} → ${answer.status}`;
      if (answer.outcome === 'broken' || !right.includes(answer.outcome))
        problems.add(name, `${says} ${answer.outcome}, not ${right.join(' or ')}`);
      for (const which of Object.keys(cases) as Case[]) {
        if (!answer.text.includes(canary(which))) continue;
        seen += 1;
        if (!seesOf(people[name]).includes(which)) problems.add(name, `${says} shows ${canary(which)}`);
      }
      const opens =
        route.path.endsWith('/reveal') &&
        what.method === 'POST' &&
        expected(route.action ?? '', name, whose) === 'allow';
      if (answer.text.includes(account) && !opens) problems.add(name, `${says} shows a sealed answer`);
    };
    const permission = route.loader ?? route.declared ?? 'none';
    const right = target.unknown ? 'not-found' : expected(permission, name, whose);
    // An address that cannot be read at all is refused before the question who asks.
    const either: Outcome[] = target.odd === true ? ['not-found'] : [];
    // The pages of signing in lead to its beginning when it has not begun.
    if (route.path.startsWith('/sign-')) either.push('sign-in');
    const readable: Outcome[] = [readsNothing(route) && right === 'allow' ? 'not-found' : right, ...either];
    await check({ method: 'GET', url }, readable);
    if (target.odd !== true && target.unknown !== true)
      await check({ method: 'GET', url: url === '/' ? '/_.data' : url.replace(/(\?|$)/, '.data$1') }, [
        'allow',
        ...readable,
      ]);
    const acts =
      route.action === undefined
        ? null
        : target.unknown
          ? 'not-found'
          : expected(route.action ?? '', name, whose);
    // Without an action every post is refused alike, before or after the question who it is.
    const posted: Outcome[] = acts === null ? ['allow', 'not-found', 'sign-in'] : [acts, ...either];
    // There is no sealed answer in the declaration of S, and nobody has a demo's login here.
    const ended = route.path === '/post' && name === 'post ended yesterday';
    if (ended || route.path === '/sign-in/demo' || (route.path.endsWith('/reveal') && whose?.[0] === 'S'))
      posted.push('not-found');
    await check(
      { method: 'POST', url, form: 'token', fields: { ...fieldsFor[route.path], post: postOf[name] ?? '' } },
      posted,
    );
    if (acts === null) return;
    const session = ['early', 'post', 'full'].includes(people[name].stage);
    const mayAtAll = expected(route.action ?? '', name, null) === 'allow';
    await check({ method: 'POST', url, form: 'no-token' }, [
      session && mayAtAll && target.unknown !== true ? 'refused' : posted[0]!,
      ...(target.odd === true ? posted : either),
      ...(route.path === '/sign-in/demo' ? posted : []),
    ]);
    await check({ method: 'POST', url, form: 'foreign' }, [
      'refused',
      ...(target.odd === true ? posted : []),
    ]);
  });
  console.log(`staff: ${asked} requests, own canaries seen ${seen} times`);
  expect(problems.lines).toEqual([]);
  expect(seen).toBeGreaterThan(50);
}, 120_000);

/** Endpoints that only act: whoever opens their address finds nothing. */
const readsNothing = (route: RouteEntry) =>
  ['/sign-in/passkey', '/sign-in/demo', '/cases/:case/reveal', '/cases/:case/register'].includes(route.path);
/** What an act needs so that what comes back is about the right, not about an empty form. */
const fieldsFor: Record<string, Record<string, string>> = {
  '/cases/:case/reveal': { path: 'f70' },
  '/cases/bulk': { verb: 'receive' },
};

test('what nobody would send is refused, and never a failure of ours', async () => {
  const jobs = routes
    .filter((route) => !route.frame && route.action !== undefined && !route.path.endsWith('/*'))
    .flatMap((route) => {
      const { url } = targetsOf(route)[0]!;
      const mayThere = all.filter(
        (name) =>
          expected(route.action ?? '', name, paramsOf(route).includes('case') ? ['G1'] : null) === 'allow',
      );
      return mayThere
        .filter((name) => few.includes(name) || mayThere.indexOf(name) === 0)
        .map((name) => ({ url, name }));
    });
  expect(
    await attack(
      site.app,
      jobs.map(({ url, name }) => ({ url, who: askers[name] })),
    ),
  ).toEqual([]);
}, 60_000);
