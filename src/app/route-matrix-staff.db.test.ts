/**
 * Acceptance: every route of the staff side × every kind of member of staff × cases of their own department, of another
 * and of another municipality. What is right is said once, in the small oracle below.
 */
import './route-matrix.environment.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  ask,
  attack,
  dataOf,
  each,
  fill,
  malformed,
  nowhere,
  type Outcome,
  Problems,
  paramsOf,
} from './route-matrix.testing.ts';
import {
  account,
  all,
  type Case,
  canary,
  cases,
  expected,
  few,
  known,
  type Name,
  type Office,
  openOffice,
  people,
  seesOf,
} from './route-matrix-office.testing.ts';
import type { RouteEntry } from './testing-site.server.ts';

let office: Office;
let site: Office['site'];
let routes: RouteEntry[];
let askers: Office['askers'];
let things: Office['things'];
let postOf: Office['postOf'];
let exported: Office['exported'];

beforeAll(async () => {
  office = await openOffice();
  ({ site, routes, askers, things, postOf, exported } = office);
});
afterAll(() => office?.close());

interface Target {
  url: string;
  whose: string[] | null;
  /** Theirs alone, whoever else may open such a page. */
  only?: Name[];
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
  // An export is whose it is; a regular output is seen where its department's cases are.
  const ours = names.find((name) => name === 'export' || name === 'output') as
    | keyof Office['exported']
    | undefined;
  if (ours !== undefined)
    return [
      ours === 'export'
        ? { url: fill(route, exported), whose: null, only: ['intake'] }
        : { url: fill(route, exported), whose: ['G1'] },
      ...[nowhere, ...malformed].map((bad) => ({
        url: fill(route, { [ours]: bad }),
        whose: ['nobody'],
        odd: true as const,
      })),
    ];
  // A work app that everybody may use; what its rules leave to whom is the matrix of `core/views` and `core/entries`.
  if (route.path.startsWith('/apps/:app')) {
    // What lies in an app besides (a run, a file) is not there: nobody finds it.
    const absent = names.filter((name) => !['app', 'record', 'import', 'view'].includes(name));
    const own = {
      ...Object.fromEntries(absent.map((name) => [name, nowhere])),
      app: office.app,
      record: office.record,
      import: office.imported,
      view: 'matrix-view',
    };
    // An import is whose it is, and its file is gone.
    if (names.includes('import'))
      return [
        route.path.endsWith('/errors')
          ? { url: fill(route, own), whose: ['nobody'] }
          : { url: fill(route, own), whose: null, only: ['intake'] },
        ...[nowhere, ...malformed].map((bad) => ({
          url: fill(route, { ...own, import: bad }),
          whose: ['nobody'],
          odd: true as const,
        })),
      ];
    const inner = names.find((name) => name === 'record' || name === 'view');
    const odd =
      inner !== undefined
        ? [
            fill(route, { ...own, app: nowhere }),
            ...[nowhere, ...malformed].map((bad) => fill(route, { ...own, [inner]: bad })),
          ]
        : [nowhere, ...malformed].map((bad) => fill(route, { ...own, app: bad }));
    return [
      {
        url: fill(route, own),
        // A view of the definition is changed in the studio, not here; the record has nothing sealed and is on no device.
        whose:
          absent.length > 0 || /\/(views\/:view\/edit|reveal|send)$/.test(route.path) ? ['nobody'] : null,
      },
      ...odd.map((url) => ({ url, whose: ['nobody'], odd: true as const })),
    ];
  }
  // Groups are there for everybody to see; a notice is one person's own, and the others' are not there.
  const single = names.find((name) => name === 'group' || name === 'notice');
  if (single !== undefined)
    return [
      ...(single === 'group' ? [{ url: fill(route, { group: 'matrix-group' }), whose: null }] : []),
      ...[nowhere, ...malformed].map((bad) => ({
        url: fill(route, { [single]: bad }),
        whose: ['nobody'],
        odd: true as const,
      })),
    ];
  // A procedure is read by everybody and changed by the department that answers for it, this one by the home of the matrix.
  if (route.path === '/catalogue/entries/:procedure/edit')
    return [
      {
        url: fill(route, { procedure: 'school-expense-assistance' }),
        whose: null,
        // The other city has a procedure of that name, too, and its own staff change that one.
        only: all.filter(
          (name) => name === 'other city' || expected('catalogue.edit', name, ['G1']) === 'allow',
        ),
      },
      ...[nowhere, ...malformed].map((bad) => ({
        url: fill(route, { procedure: bad }),
        whose: ['nobody'],
        odd: true as const,
      })),
    ];
  const mine = names.filter((name) => ['case', 'file', 'document', 'list'].includes(name));
  if (mine.length === 0)
    return [
      {
        url: fill(route, {
          procedure: 'school-expense-assistance',
          measure: office.measure,
          integration: office.integration,
          app: office.app,
          record: office.record,
          template: 'lost-property',
        }),
        whose: null,
      },
      ...malformed.map((bad) => ({
        url: fill(route, {
          procedure: bad,
          measure: bad,
          integration: bad,
          app: bad,
          record: bad,
          template: bad,
        }),
        whose: [],
        odd: true as const,
      })),
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

/** Nonsense in an address: the first two by a few, all of it by who gets as far as reading it, in the page and in its act. */
function oddAskers(route: RouteEntry, nth: number): Name[] {
  const readers = [route.loader ?? route.declared, route.action].flatMap((permission) => {
    const may = (name: Name) => expected(permission ?? 'none', name, null) === 'allow';
    return (['intake', 'check', ...all] as Name[]).find(may) ?? [];
  });
  return [...new Set([...(nth < 2 ? few : []), ...readers])];
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
  const mayAt = ({ whose, only }: Target, name: Name, permission: string): Outcome => {
    const right = expected(permission, name, whose);
    return right === 'allow' && only?.includes(name) === false ? 'not-found' : right;
  };
  const jobs = routes
    .filter((route) => !route.frame)
    .flatMap((route) => {
      const targets = targetsOf(route);
      const odd = targets.filter((target) => target.odd === true);
      return targets.flatMap((target, index) => {
        const permission = route.loader ?? route.declared ?? 'none';
        // Drawing pages is most of the work, and comes after everything that is asked here: they are drawn for a few, and for
        // the first who may see them. Of everybody else the data is asked, which shows what a page shows and more.
        const first = all.find((name) => mayAt(target, name, permission) === 'allow');
        return (target.odd === true ? oddAskers(route, odd.indexOf(target)) : all).map((name) => {
          const drawn = target.unknown === true || few.includes(name) || name === first;
          // Whether a form is ours is asked before whose case it is about.
          return { route, target, name, drawn, forged: index === 0 || name === 'intake' };
        });
      });
    });
  await each(jobs, async ({ route, target, name, drawn, forged }) => {
    const { url, whose } = target;
    const may = (permission: string) => mayAt(target, name, permission);
    const dataUrl = dataOf(url);
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
      return answer.outcome;
    };
    const permission = route.loader ?? route.declared ?? 'none';
    const right = target.unknown ? 'not-found' : may(permission);
    // An address that cannot be read at all is refused before the question who asks.
    const either: Outcome[] = target.odd === true ? ['not-found'] : [];
    // The pages of signing in lead to its beginning when it has not begun.
    if (route.path.startsWith('/sign-')) either.push('sign-in');
    const readable: Outcome[] = [readsNothing(route) && right === 'allow' ? 'not-found' : right, ...either];
    const byData =
      target.odd === true || target.unknown === true
        ? null
        : await check({ method: 'GET', url: dataUrl }, ['allow', ...readable]);
    // Where the data alone does not tell, the address itself is asked: what is no page has no data.
    if (drawn || byData === null || !readable.includes(byData)) await check({ method: 'GET', url }, readable);
    // An address without an action refuses every post alike, before or after the question who it is.
    if (route.action === undefined && !few.includes(name)) return;
    const acts = route.action === undefined ? null : target.unknown ? 'not-found' : may(route.action ?? '');
    const posted: Outcome[] = acts === null ? ['allow', 'not-found', 'sign-in'] : [acts, ...either];
    // There is no sealed answer in the declaration of S, and nobody has a demo's login here.
    const ended = route.path === '/post' && name === 'post ended yesterday';
    if (ended || route.path === '/sign-in/demo' || (route.path.endsWith('/reveal') && whose?.[0] === 'S'))
      posted.push('not-found');
    // Nobody here has taken anything along.
    if (['/field/acts', '/studio/:app/offline'].includes(route.path)) posted.push('not-found');
    // What is asked for here is cases, or staff, by the role.
    if (route.path.startsWith('/exports/') && route.path.endsWith('/new')) posted.push('not-found');
    // Drawing what an act answers with is most of its work, too: for those whose pages are not drawn the act alone is asked for.
    const door = drawn || byData === null ? url : dataUrl;
    const fields = { ...fieldsFor[route.path], post: postOf[name] ?? '' };
    await check({ method: 'POST', url: door, form: 'token', fields }, posted);
    if (acts === null || !forged) return;
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
});

/** Endpoints that only act: whoever opens their address finds nothing. */
const readsNothing = (route: RouteEntry) =>
  [
    '/sign-in/passkey',
    '/sign-in/demo',
    '/sign-in/oidc/ended',
    '/cases/:case/reveal',
    '/cases/:case/register',
    '/apps/:app/rows',
    '/apps/:app/import/pieces',
    '/apps/:app/records/:record/send',
    '/field/acts',
    '/studio/:app/draft',
    '/apps/:app/views/find',
    '/studio/:app/access/people',
    '/apps/:app/records/:record/find',
    '/apps/:app/records/:record/reveal',
    '/apps/:app/records/:record/pieces',
  ].includes(route.path);
/** What an act needs so that what comes back is about the right, not about an empty form. */
const fieldsFor: Record<string, Record<string, string>> = {
  '/cases/:case/reveal': { path: 'f70' },
  '/cases/bulk': { verb: 'receive' },
  '/apps/:app/bulk': { intent: 'edit', selection: `{"ids":["${nowhere}"]}` },
  '/apps/:app/import/pieces': { intent: 'begin', name: 'a.csv', bytes: '10', changedAt: '1' },
  '/apps/:app/views': { intent: 'copy', view: 'matrix-view' },
  '/apps/:app/views/find': { field: '件名', text: 'x' },
  '/apps/:app/views/:view': { cell: '[{"is":"x"}]' },
  '/apps/:app/views/new': {
    title: 'x',
    view: '{"kind":"table","columns":["件名"],"sort":[],"frozen":0,"totals":[]}',
  },
  '/apps/:app/print': { question: '{}' },
  '/apps/:app/rows': { ask: '{"kind":"open","question":{}}' },
  '/apps/:app/import/:import': { intent: 'cancel' },
  '/apps/:app/records/:record/find': { what: 'people', text: 'x' },
  '/apps/:app/records/:record': { intent: 'follow' },
  '/apps/:app/records/:record/pieces': {
    intent: 'begin',
    field: 'f1',
    name: 'a.jpg',
    bytes: '10',
    mark: 'm',
  },
  '/apps/:app/duplicates': { key: '件名' },
  '/apps/:app/records/:record/edit': { _revision: '1', f1: 'y' },
  '/cases/:case/protection': { intent: 'examine' },
  '/protection/:measure': { intent: 'renew' },
  '/protection/records/:app/:record': { intent: 'examine' },
  '/integrations/:integration': { intent: 'end' },
  '/exports/:export': { intent: 'cancel' },
  '/exports/regular/:output': { intent: 'end' },
  '/studio': { intent: 'restore', app: 'matrix-app' },
  '/studio/:app/review': { intent: 'publish' },
  '/studio/:app/versions': { version: '1' },
  '/studio/:app/analysis': { version: '1', checked: 'yes' },
};

test('reading changes nothing but what says that somebody was here', async () => {
  const changedBy = async (some: RouteEntry[]) => {
    const tables = new Set<string>();
    office.written.tables = tables;
    const jobs = some.flatMap((route) =>
      targetsOf(route)
        .filter(({ odd }) => odd === undefined)
        .flatMap(({ url, whose, only }) =>
          all
            .filter((name) => expected(route.loader ?? route.declared ?? '', name, whose) === 'allow')
            .filter((name) => only?.includes(name) !== false)
            .slice(0, 2)
            .map((name) => ({ url, name })),
        ),
    );
    await each(jobs, async ({ url, name }) => {
      await ask(site.app, askers[name], { method: 'GET', url });
    });
    office.written.tables = null;
    // The last sign of life, once a minute; and the session a sign-in begins with.
    return [...tables].filter((table) => table !== 'staff_sessions').sort();
  };
  const pages = routes.filter((route) => !route.frame);
  const downloads = pages.filter((route) => route.path === '/exports/:export/file');
  expect(downloads).toHaveLength(1);
  const here = pages.filter((route) => route.path === '/apps/:app/records/:record/here');
  const rest = pages.filter((route) => !downloads.includes(route) && !here.includes(route));
  expect(await changedBy(rest)).toEqual(['audit']);
  // Who has a record open: a sign of life, gone after a minute.
  expect(await changedBy(here)).toEqual(['record_visits']);
  // When a file of an export left the house stands beside the export.
  expect(await changedBy(downloads)).toEqual(['audit', 'exports']);
});

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
        .map((name) => ({ url, who: askers[name], drawn: mayThere[0] === name }));
    });
  expect(await attack(site.app, jobs)).toEqual([]);
});

/** The oracle of acts at a case: what each verb takes. */
const acts: Record<string, string> = {
  receive: 'case.work',
  approve: 'case.decide',
  decide: 'case.decide',
  deputyDecide: 'case.decide',
  sendBack: 'case.decide',
  recall: 'case.work',
  assign: 'case.assign',
  checkIdentity: 'case.counter',
  recordPayment: 'case.counter',
  withdraw: 'case.work',
  close: 'case.work',
  comment: 'case.read',
  message: 'case.work',
  revoke: 'case.decide',
  reissue: 'case.decide',
};

test('each act at a case is for those whose role brings it there; nobody else gets anything done', async () => {
  const problems = new Problems();
  const jobs = Object.entries(acts).flatMap(([intent, permission]) =>
    (Object.keys(cases) as Case[]).flatMap((which) =>
      all.map((name) => ({ intent, permission, which, name })),
    ),
  );
  const done = new Set<string>();
  await each(jobs, async ({ intent, permission, which, name }) => {
    const reached = expected('case.read', name, [which]);
    const fields = {
      intent,
      revision: '1',
      comment: 'x',
      message: 'x',
      reason: 'x',
      note: 'x',
      kinds: 'passport',
      document: things[which].document,
    };
    const page = `/cases/${things[which].case}`;
    // What an act answers with is drawn for a few; what it does is asked of everybody.
    const url = few.includes(name) ? page : dataOf(page);
    const answer = await ask(site.app, askers[name], { method: 'POST', url, form: 'token', fields });
    const says = `${intent} at ${which} → ${answer.status}`;
    // Out of reach there is nothing; within reach it may be said that the state or the post does not fit.
    if (reached !== 'allow' && answer.outcome !== reached) problems.add(name, `${says}, not ${reached}`);
    if (answer.outcome === 'broken') problems.add(name, says);
    if (answer.status >= 400 || reached !== 'allow') return;
    done.add(intent);
    if (expected(permission, name, [which]) !== 'allow')
      problems.add(name, `${says}: done without ${permission}`);
    // Whoever drafted does not approve.
    if (name === 'intake' && ['approve', 'decide'].includes(intent)) problems.add(name, says);
  });
  expect(problems.lines).toEqual([]);
  expect([...done].sort()).toEqual([
    'approve',
    'assign',
    'comment',
    'message',
    'recall',
    'receive',
    'reissue',
    'revoke',
    'sendBack',
    'withdraw',
  ]);
});
