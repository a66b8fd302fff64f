/**
 * Acceptance: every route of the resident side × every kind of actor × their own, other people's and other
 * municipalities' identifiers. The routes come from the built site, so a new one is asked for by itself; what is right
 * is said once, in the small oracle below, and what it does not allow is not found.
 */
import './route-matrix.environment.ts';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { definitionsOf } from '#core/definitions.server';
import { tokyoDate } from '#kernel/dates';
import { unwrap } from '#kernel/result';
import { hashToken } from '#platform/crypto.server';
import { createTestCity, type TestCity } from '../../scripts/test/city.ts';
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

/** Whose things there are. A1 and A2 are of one account, in two procedures; V is a visitor's; X is in the other city. */
const owners = ['A1', 'A2', 'B', 'V', 'X'] as const;
type Owner = (typeof owners)[number];
const procedures: Record<Owner, string> = {
  A1: 'school-expense-assistance',
  A2: 'household-survey',
  B: 'school-expense-assistance',
  V: 'school-expense-assistance',
  X: 'school-expense-assistance',
};
const canary = (owner: Owner) => `CANARY-${owner}-7Q`;

/** The oracle, part one: whose things an actor reaches. */
interface Who {
  session: boolean;
  signedIn: boolean;
  reaches: Owner[];
}
const nobody: Who = { session: false, signedIn: false, reaches: [] };
const people = {
  stranger: nobody,
  'invented cookie': nobody,
  visitor: { session: true, signedIn: false, reaches: ['V'] },
  'visitor with nothing': { session: true, signedIn: false, reaches: [] },
  A: { session: true, signedIn: true, reaches: ['A1', 'A2'] },
  B: { session: true, signedIn: true, reaches: ['B'] },
  'proxy in scope': { session: true, signedIn: true, reaches: ['A1'] },
  'proxy of everything': { session: true, signedIn: true, reaches: ['A1', 'A2'] },
  'proxy out of scope': { session: true, signedIn: true, reaches: [] },
  'proxy until yesterday': { session: true, signedIn: true, reaches: [] },
  'proxy who has not accepted': { session: true, signedIn: true, reaches: [] },
  'proxy dismissed': { session: true, signedIn: true, reaches: [] },
  'A, session expired': nobody,
  'A, two hours idle': nobody,
  "A's cookie at the other city": nobody,
  X: { session: true, signedIn: true, reaches: ['X'] },
  "X's cookie at this city": nobody,
} as const satisfies Record<string, Who>;
type Name = keyof typeof people;
const ended: Name[] = ['A, session expired', 'A, two hours idle'];

/** The oracle, part two: what a permission asks for. `whose` names everybody whose things the address speaks of. */
function expected(permission: string, name: Name, whose: string[]): Outcome {
  const who: Who = people[name];
  // Whoever's session ended by itself leaves what was typed, and is shown nothing.
  if (leavesTyping(permission, name)) return expected(permission, 'A', whose);
  switch (permission) {
    case 'public':
      return 'allow';
    case 'account.read':
    case 'account.write':
      return who.signedIn ? 'allow' : 'sign-in';
    case 'draft.write':
    case 'draft.keep':
    case 'application.read':
    case 'application.write':
      return who.session && whose.length === 1 && who.reaches.includes(whose[0] as Owner)
        ? 'allow'
        : 'not-found';
    default:
      return 'not-found';
  }
}
const known = [
  'public',
  'account.read',
  'account.write',
  'draft.write',
  'draft.keep',
  'application.read',
  'application.write',
];

let city: TestCity;
let site: TestSite;
let folder: string;
let routes: RouteEntry[];
const written: { tables: Set<string> | null } = { tables: null };
const askers = {} as Record<Name, Asker>;
type Thing = 'draft' | 'application' | 'document' | 'draftFile' | 'applicationFile' | 'page';
const things = {} as Record<Owner, Record<Thing, string>>;
const code = 'ABCD-EFGH-JKLM';

beforeAll(async () => {
  city = await createTestCity();
  folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-matrix-'));
  site = await createTestSite('portal', undoing(city.portal, written), { filesDir: folder });
  routes = routesOf(site.build);
  await settle();
});
afterAll(async () => {
  await site?.app.close();
  await city?.close();
  await rm(folder, { recursive: true, force: true });
});

async function settle(): Promise<void> {
  const accounts = Object.fromEntries(Object.keys(people).map((name) => [name, randomUUID()]));
  const cookies = Object.fromEntries(
    Object.keys(people).map((name) => [name, `cookie-of-${name.replace(/\W/g, '-')}`]),
  );
  const mailOf = (name: string) => `${name.replace(/\W/g, '-').toLowerCase()}@example.jp`;
  const borrowed: Record<string, string> = {
    "A's cookie at the other city": 'A',
    "X's cookie at this city": 'X',
  };
  for (const [municipality, host] of [
    [city.code, 'a.test'],
    [city.other, 'b.test'],
  ] as const) {
    const here = host === 'a.test';
    await city.admin.tenant(municipality, 'owner', async (tx) => {
      for (const name of Object.keys(people) as Name[]) {
        const at = name === 'X' || name === "A's cookie at the other city" ? 'b.test' : 'a.test';
        if (at !== host) continue;
        const cookie = cookies[borrowed[name] ?? name]!;
        const hash = hashToken(cookie);
        const bare = name === 'stranger';
        askers[name] = {
          name,
          host,
          ...(bare ? {} : { cookie: `madoguchi=${cookie}` }),
          token: site.keyring.hmac('csrf', hash),
        };
        if (bare || name === 'invented cookie' || borrowed[name] !== undefined) continue;
        const visitor = name.startsWith('visitor');
        const ofA = name.startsWith('A,');
        if (!visitor && !ofA) await rows.insertAccountRow(tx, accounts[name]!, mailOf(name));
        await rows.insertSessionRow(tx, {
          hash,
          accountId: visitor ? null : accounts[ofA ? 'A' : name]!,
          expires: name === 'A, session expired' ? '-1 second' : '1 hour',
          seen: name === 'A, two hours idle' ? '-121 minutes' : '0',
        });
      }
      for (const owner of owners.filter((one) => (one === 'X') !== here)) {
        const session = owner === 'V' ? hashToken(cookies.visitor!) : null;
        const account = owner === 'V' ? null : accounts[owner.startsWith('A') ? 'A' : owner]!;
        things[owner] = await furnish(municipality, tx, owner, account, session);
      }
      if (!here) return;
      const mandates: [Name, string[], string, boolean, boolean][] = [
        ['proxy in scope', [procedures.A1], '1 day', true, false],
        ['proxy of everything', [], '0 days', true, false],
        ['proxy out of scope', ['staff-recruitment'], '1 day', true, false],
        ['proxy until yesterday', [], '-1 day', true, false],
        ['proxy who has not accepted', [], '1 day', false, false],
        ['proxy dismissed', [], '1 day', true, true],
      ];
      for (const [name, scope, last, accepted, ended] of mandates)
        await rows.insertMandateRow(tx, {
          id: randomUUID(),
          from: accounts.A!,
          to: accounts[name]!,
          mail: mailOf(name),
          procedures: scope,
          last,
          accepted,
          ended,
        });
    });
  }
}

async function furnish(
  municipality: string,
  tx: Parameters<typeof rows.insertAccountRow>[0],
  owner: Owner,
  accountId: string | null,
  session: string | null,
): Promise<(typeof things)[Owner]> {
  const definitions = await definitionsOf(tx, municipality);
  const procedure = definitions.procedure(procedures[owner], { on: tokyoDate(new Date()) })!;
  const app = definitions.app(procedure.body.app!, { on: tokyoDate(new Date()) })!;
  const begun = {
    procedure: procedure.body.id,
    procedureVersion: procedure.version,
    app: app.body.id,
    appVersion: app.version,
  };
  const mark = canary(owner);
  const person = { kind: 'two', family: mark, given: mark };
  const typed = { 'f1.family': [mark], 'f1.given': [mark], 'f5.family': [mark] };
  const answers = { 1: person, ...(owner === 'A2' ? { 5: person } : { 21: mark, 23: mark }) };
  const stored = unwrap(
    await site.files.of(municipality).put(Buffer.from(`content ${mark}`), {
      name: 'a.txt',
      allowed: ['text/plain'],
      maxBytes: 1000,
    }),
  );
  const ids = {
    draft: randomUUID(),
    application: randomUUID(),
    document: randomUUID(),
    draftFile: randomUUID(),
    applicationFile: randomUUID(),
    page: (app.body as unknown as { form: { pages: { id: string }[] } }).form.pages[0]!.id,
  };
  await rows.insertDraftRow(tx, { ...begun, id: ids.draft, accountId, typed, answers });
  await rows.insertApplicationRow(tx, {
    ...begun,
    id: ids.application,
    number: `R-${owner}`,
    accountId,
    answers,
    letter: mark,
    fields: [{ path: 'f1', reason: mark }],
  });
  const file = { sha256: stored.sha256, name: `${mark}.txt` };
  await rows.insertPortalFileRow(tx, { ...file, id: ids.draftFile, draftId: ids.draft, applicationId: null });
  await rows.insertPortalFileRow(tx, {
    ...file,
    id: ids.applicationFile,
    draftId: null,
    applicationId: ids.application,
  });
  await rows.insertPortalDocumentRow(tx, {
    id: ids.document,
    applicationId: ids.application,
    title: mark,
    sha256: stored.sha256,
    code: owner === 'A1' || owner === 'X' ? code : randomUUID(),
  });
  if (session !== null) {
    await rows.grantRow(tx, session, { draftId: ids.draft, applicationId: null });
    await rows.grantRow(tx, session, { draftId: null, applicationId: ids.application });
  }
  return ids;
}

/** Whose thing each place of an address names; the rest names what is everybody's. */
const personal = ['draft', 'application', 'document', 'file'];
const everybodys: Record<string, string> = {
  procedure: 'school-expense-assistance',
  event: 'moveIn',
  category: 'children',
  code,
};

/** What an endpoint wants to be asked besides. */
const queries: Record<string, (owner: Owner) => string> = {
  '/post-code': () => '?postCode=9080101',
  '/drafts/:draft/save': (owner) => `?page=${things[owner].page}`,
};

const all = Object.keys(people) as Name[];
/** Nonsense in an address is asked for by these alone; two people's things in one address, and other ways of asking, by these. */
const few: Name[] = ['stranger', 'visitor', 'A'];
const some: Name[] = ['stranger', 'visitor', 'A', 'B', 'proxy in scope', 'X', "A's cookie at the other city"];

interface Target {
  url: string;
  /** No identifier at all, or none that exists. */
  odd?: true;
  /** Identifiers of more than one. */
  mixed?: true;
  whose: string[];
  /** Malformed and invented addresses of public pages lead nowhere, which is no matter of permission. */
  exists: boolean;
}

function targetsOf(route: RouteEntry): Target[] {
  const names = paramsOf(route);
  const mine = names.filter((name) => personal.includes(name));
  const thing = (owner: Owner, name: string) =>
    name === 'file'
      ? things[owner][route.path.startsWith('/drafts') ? 'draftFile' : 'applicationFile']
      : things[owner][name as 'draft'];
  if (route.path.endsWith('/*')) return [{ url: '/no/such/page', whose: [], exists: false }];
  if (mine.length === 0) {
    if (names.length === 0)
      return [{ url: `${route.path}${queries[route.path]?.('A1') ?? ''}`, whose: [], exists: true }];
    return [
      { url: fill(route, everybodys), whose: [], exists: true },
      ...malformed.map((bad) => ({
        url: fill(route, Object.fromEntries(names.map((name) => [name, bad]))),
        whose: [],
        exists: false,
        odd: true as const,
      })),
    ];
  }
  const from = (pick: (name: string, index: number) => string, of: Owner = 'A1') =>
    fill(route, {
      ...everybodys,
      page: things[of].page,
      ...Object.fromEntries(mine.map((name, index) => [name, pick(name, index)])),
    }) + (queries[route.path]?.(of) ?? '');
  const mixed: [Owner, Owner][] =
    mine.length < 2
      ? []
      : [
          ['A1', 'B'],
          ['B', 'A1'],
          ['A1', 'A2'],
          ['V', 'A1'],
          ['A1', 'X'],
        ];
  return [
    ...owners.map((owner) => ({
      url: from((name) => thing(owner, name), owner),
      whose: [owner],
      exists: true,
    })),
    ...mixed.map(([first, second]) => ({
      url: from((name, index) => thing(index === 0 ? first : second, name)),
      whose: [first, second],
      exists: true,
      mixed: true as const,
    })),
    ...[nowhere, ...malformed].map((bad) => ({
      url: from(() => bad),
      whose: ['nobody'],
      exists: true,
      odd: true as const,
    })),
  ];
}

test('every loader and action is guarded, with a permission that exists', () => {
  expect(routes.length).toBeGreaterThan(25);
  for (const route of routes) {
    for (const handler of [route.loader, route.action])
      if (handler !== undefined)
        expect(known, `${route.id} has a handler without a guard`).toContain(handler);
    // A page without a loader depends on nobody: it is public, and says so.
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
        (target.odd === true ? few : target.mixed === true ? some : all).map((name) => ({
          route,
          target,
          name,
        })),
      ),
    );
  await each(jobs, async ({ route, target, name }) => {
    const { url, whose } = target;
    const check = async (ask_: Parameters<typeof ask>[2], right: Outcome[]) => {
      const answer = await ask(site.app, askers[name], ask_);
      asked += 1;
      const says = `${ask_.method} ${ask_.url.slice(0, 120)} ${ask_.form ?? ''} of ${whose.join('+')} → ${answer.status}`;
      if (answer.outcome === 'broken' || !right.includes(answer.outcome))
        problems.add(name, `${says} ${answer.outcome}, not ${right.join(' or ')}`);
      for (const owner of owners) {
        if (!answer.text.includes(canary(owner))) continue;
        seen += 1;
        if (!(people[name].reaches as readonly Owner[]).includes(owner))
          problems.add(name, `${says} shows ${canary(owner)}`);
      }
    };
    const permission = route.loader ?? route.declared ?? 'none';
    const right = target.exists ? expected(permission, name, whose) : 'not-found';
    // An endpoint for posting only has nothing to read: any refusal will do, and it is none of a person's things.
    const readable: Outcome[] =
      route.loader === undefined && route.action !== undefined ? ['not-found', 'allow'] : [right];
    // Where no such thing can exist an empty search is as good as nothing found.
    await check({ method: 'GET', url }, readable);
    const otherwise = some.includes(name) && (target.odd === undefined || name === 'A');
    if (otherwise) await check({ method: 'GET', url: `/en${url}` }, readable);
    if (otherwise && !route.path.endsWith('*'))
      await check({ method: 'GET', url: url === '/' ? '/_.data' : url.replace(/(\?|$)/, '.data$1') }, [
        'allow',
        ...readable,
      ]);
    const acts = route.action === undefined ? null : expected(route.action ?? 'none', name, whose);
    const posted: Outcome[] = acts === null ? ['allow', 'not-found'] : [target.exists ? acts : 'not-found'];
    if (acts === 'allow' && route.path === '/*') posted.push('not-found');
    if (acts === 'allow' && leavesTyping(route.action!, name)) posted.push('sign-in');
    await check({ method: 'POST', url, form: 'token' }, posted);
    if (acts === null) return;
    // Whoever may not even know the page is not told about a missing token either.
    const withoutToken: Outcome =
      (people[name].session || leavesTyping(route.action!, name)) && permissionAlone(route.action!, name)
        ? 'refused'
        : posted[0]!;
    await check({ method: 'POST', url, form: 'no-token' }, [withoutToken, ...(target.odd ? posted : [])]);
    await check({ method: 'POST', url, form: 'foreign' }, ['refused', ...(target.exists ? [] : posted)]);
  });
  console.log(`portal: ${asked} requests, own canaries seen ${seen} times`);
  expect(problems.lines).toEqual([]);
  expect(seen).toBeGreaterThan(100);
});

test('reading changes nothing but what says that somebody was here', async () => {
  const changedBy = async (some: RouteEntry[]) => {
    const tables = new Set<string>();
    written.tables = tables;
    const jobs = some.flatMap((route) =>
      targetsOf(route)
        .filter(({ odd, mixed }) => odd === undefined && mixed === undefined)
        .flatMap(({ url, whose }) =>
          all
            .filter((name) => expected(route.loader ?? route.declared ?? '', name, whose) === 'allow')
            .slice(-2)
            .map((name) => ({ url, name })),
        ),
    );
    await each(jobs, async ({ url, name }) => {
      await ask(site.app, askers[name], { method: 'GET', url });
    });
    written.tables = null;
    // The last sign of life, once a minute.
    return [...tables].filter((table) => table !== 'portal_sessions').sort();
  };
  const pages = routes.filter((route) => !route.frame);
  const documents = pages.filter((route) => route.path.endsWith('/documents/:document'));
  expect(documents).toHaveLength(1);
  // Beside the audit: how often codes of documents were asked for.
  expect(await changedBy(pages.filter((route) => !documents.includes(route)))).toEqual([
    'audit',
    'rate_limits',
  ]);
  // Opening a document is what is noted here, and told to the office.
  expect(await changedBy(documents)).toEqual([
    'application_documents',
    'application_events',
    'audit',
    'outbox',
  ]);
});

test('what nobody would send is refused, and never a failure of ours', async () => {
  const jobs = routes
    .filter((route) => !route.frame && route.action !== undefined && !route.path.endsWith('/*'))
    .flatMap((route) => (['A', 'visitor', 'stranger'] as Name[]).map((name) => ({ route, name })))
    .flatMap(({ route, name }) => {
      const own = name === 'A' ? 'A1' : 'V';
      const target = targetsOf(route).find((one) => one.whose.length === 0 || one.whose[0] === own);
      return target === undefined ? [] : [{ url: target.url, who: askers[name] }];
    });
  expect(await attack(site.app, jobs)).toEqual([]);
});

/** Whether the permission itself is not refused, before any row is looked at. */
function permissionAlone(permission: string, name: Name): boolean {
  return permission.startsWith('account.')
    ? people[name].signedIn
    : people[name].session || permission === 'public' || leavesTyping(permission, name);
}

const leavesTyping = (permission: string, name: Name) => permission === 'draft.keep' && ended.includes(name);
