/** The office for the staff side's route matrix: who there is, whose cases there are, and what is right (the oracle). */
import './route-matrix.environment.ts';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { formOf } from '#core/applications.server';
import { definitionsOf } from '#core/definitions.server';
import { post } from '#core/exchange.server';
import { createIntegration } from '#core/integrations.server';
import { createGroup } from '#core/people.server';
import { insertRecord } from '#core/records.server';
import { createRegisters } from '#core/registers.server';
import { applicationPlace, messagePlace, sealAnswers } from '#core/sealing.server';
import { tokyoDate } from '#kernel/dates';
import { unwrap } from '#kernel/result';
import { hashToken, sealsOf } from '#platform/crypto.server';
import { deliverAll } from '#platform/outbox.server';
import { createPdf, type Pdf } from '#platform/pdf.server';
import { createTestCity, type TestCity } from '../../scripts/test/city.ts';
import { field, publishApp, workApp } from '../../scripts/test/work-app.ts';
import { administrator } from './api.testing.ts';
import { allHandlers } from './handlers.server.ts';
import * as rows from './route-matrix.sql.ts';
import type { Asker, Outcome } from './route-matrix.testing.ts';
import { createTestSite, type RouteEntry, routesOf, type TestSite, undoing } from './testing-site.server.ts';

/** The oracle, part one: what a role brings. Every post may also do what stands under `any`. */
const brings: Record<string, string[]> = {
  any: [
    'app.use',
    'catalogue.read',
    'case.list',
    'case.read',
    'organisation.read',
    'account.self',
    'session.post',
  ],
  intake: [
    'case.enter',
    'case.work',
    'case.assign',
    'export.make',
    'export.cases',
    'app.build',
    'catalogue.edit',
  ],
  check: [
    'app.build',
    'catalogue.edit',
    'case.work',
    'case.decide',
    'case.assign',
    'records.read',
    'records.manage',
    'export.make',
    'export.cases',
    'export.approve',
  ],
  decide: [
    'app.build',
    'catalogue.edit',
    'case.decide',
    'case.assign',
    'export.make',
    'export.cases',
    'export.approve',
    'export.approveRegular',
    'records.read',
    'records.manage',
    'records.approve',
  ],
  counter: ['case.enter', 'case.counter'],
  organisation: ['organisation.import', 'export.make', 'export.staff'],
  records: ['records.read', 'records.office'],
  audit: ['audit.read'],
  administration: [
    'app.build',
    'catalogue.edit',
    'catalogue.manage',
    'app.oversee',
    'organisation.import',
    'audit.read',
    'operations.read',
    'operations.act',
    'export.make',
    'export.staff',
    'integration.manage',
  ],
  protection: ['protection.read', 'protection.manage', 'protection.examine'],
};
export const known = ['public', 'session.start', ...new Set(Object.values(brings).flat())];

/** Where cases are: three of 学事課, one of them under 支援措置; one of 市民税課, one of the other city's 学事課. */
const home = 'KYOI-GAKUJI';
const elsewhere = 'ZAISEI-SHIMINZEI';
export const cases = { G1: home, G2: home, P: home, S: elsewhere, X: `the other city's ${home}` } as const;
export type Case = keyof typeof cases;
export const canary = (which: Case) => `CANARY-${which}-8R`;
export const account = '7654321';

/** What a post at home reaches. */
const here: Case[] = ['G1', 'G2', 'P'];

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
export const people = {
  stranger: nobody,
  'sign-in begun': { stage: 'early', roles: [], reaches: [] },
  'second factor missing': { stage: 'early', roles: [], reaches: [] },
  'no post chosen': { stage: 'post', roles: [], reaches: [] },
  intake: at(['intake'], here),
  check: at(['check'], here),
  decide: at(['decide'], here),
  counter: at(['counter'], here),
  organisation: at(['organisation'], here),
  audit: at(['audit'], here),
  administration: at(['administration'], here),
  records: at(['records'], here),
  protection: at(['protection'], here),
  'no role': at([], here),
  'department above': at(['check'], here),
  'other department': at(['intake', 'check', 'decide', 'counter'], ['S']),
  'stand-in': {
    stage: 'full',
    roles: ['intake'],
    reaches: ['S'],
    standIn: { roles: ['check'], reaches: here },
  },
  suspended: nobody,
  'post ended yesterday': { stage: 'post', roles: [], reaches: [] },
  'session expired': nobody,
  'half an hour idle': nobody,
  'other city': at(['intake', 'check', 'decide', 'counter'], ['X']),
  "other city's cookie here": nobody,
  'own cookie at the other city': nobody,
} as const satisfies Record<string, Who>;
export type Name = keyof typeof people;
export const all = Object.keys(people) as Name[];
export const few: Name[] = ['stranger', 'no post chosen', 'intake', 'check'];

const rights = (roles: readonly string[]) => ['any', ...roles].flatMap((role) => brings[role] ?? []);

/** The oracle, part three. `whose` names every case the address speaks of. */
export function expected(permission: string, name: Name, whose: string[] | null): Outcome {
  const who: Who = people[name];
  if (permission === 'public' || permission === 'session.start') return 'allow';
  if (who.stage === 'none' || who.stage === 'early') return 'sign-in';
  if (who.stage === 'post') return permission === 'session.post' ? 'allow' : 'sign-in';
  const own = rights(who.roles).includes(permission);
  const other = who.standIn !== undefined && rights(who.standIn.roles).includes(permission);
  if (whose === null) return own || other ? 'allow' : 'not-found';
  if (whose.length !== 1) return 'not-found';
  const which = whose[0] as Case;
  // A strict examination is for officers of 支援措置, at cases a measure meets, and nowhere else.
  if (permission === 'protection.examine') return own && which === 'P' ? 'allow' : 'not-found';
  // The records office sees the lists of every department of its city, by number.
  if (permission === 'records.read' && rights(who.roles).includes('records.office'))
    return ['G1', 'G2', 'S', 'P'].includes(which) ? 'allow' : 'not-found';
  const mine = (own && who.reaches.includes(which)) || (other && who.standIn?.reaches.includes(which));
  return mine ? 'allow' : 'not-found';
}
export const seesOf = (who: Who): Case[] => [...who.reaches, ...(who.standIn?.reaches ?? [])];

export interface Office {
  site: TestSite;
  /** Tables that requests would have changed, had they not been taken back. */
  written: { tables: Set<string> | null };
  routes: RouteEntry[];
  askers: Record<Name, Asker>;
  postOf: Partial<Record<Name, string>>;
  /** The protection measure of P. */
  measure: string;
  things: Record<Case, { case: string; file: string; document: string; list: string }>;
  /** Of `intake`: a finished export, which is theirs alone, and a regular output of their department. */
  exported: { export: string; output: string };
  integration: string;
  /** A work app of both cities in which everybody may do everything. */
  app: string;
  /** A record of it, of one id in both cities. */
  record: string;
  /** An import into it, of `intake` alone; its file is gone. */
  imported: string;
  close(): Promise<void>;
}

let city: TestCity;
let site: TestSite;
let pdf: Pdf;
const written: Office['written'] = { tables: null };
const askers = {} as Office['askers'];
const postOf: Office['postOf'] = {};
const things = {} as Office['things'];

/** Two cities with people and cases, and the staff side over them. Every request is taken back after its answer. */
export async function openOffice(): Promise<Office> {
  city = await createTestCity();
  const folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-matrix-'));
  pdf = createPdf();
  site = await createTestSite('staff', undoing(city.staff, written), { filesDir: folder });
  const posts = await engage();
  for (const [which, procedure] of [
    ['G1', 'school-expense-assistance'],
    ['G2', 'school-expense-assistance'],
    ['P', 'school-expense-assistance'],
    ['S', 'resident-tax-declaration'],
    ['X', 'school-expense-assistance'],
  ] as const)
    things[which] = await arrive(which, procedure, posts);
  const measure = await city.admin.tenant(city.code, 'owner', (tx) =>
    rows.insertMeasureRow(tx, things.P.case, postOf.protection!, commonRecord),
  );
  await city.admin.tenant(city.code, 'owner', (tx) => rows.putToApproval(tx, things.G2.case, postOf.intake!));
  for (const municipality of [city.code, city.other])
    await city.staff.tenant(municipality, 'staff', async (tx) => {
      const group = { id: 'matrix-group', name: '班', department: home };
      unwrap(await createGroup(tx, await administrator(tx), group, tokyoDate(new Date())));
    });
  const integration = await city.staff.tenant(city.code, 'staff', async (tx) =>
    unwrap(
      await createIntegration(tx, await administrator(tx), {
        name: 'matrix',
        purpose: 'x',
        contact: 'x',
        department: home,
        position: '',
        roles: [],
      }),
    ),
  );
  const exported = await city.admin.tenant(city.code, 'owner', (tx) => rows.plantExport(tx, postOf.intake!));
  return {
    site,
    written,
    exported,
    integration: integration.id,
    app: await commonApp(),
    record: commonRecord,
    imported: await city.admin.tenant(city.code, 'owner', (tx) => rows.plantImport(tx, postOf.intake!)),
    routes: routesOf(site.build),
    askers,
    postOf,
    things,
    measure,
    async close() {
      await site.app.close();
      pdf.close();
      await city.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const commonRecord = '5b1c8f0a-6f0e-4d6b-9a55-0d3f6a1c2e77';

async function commonApp(): Promise<string> {
  const everybody = {
    who: [{ everyone: true as const }],
    may: [
      'view' as const,
      'add' as const,
      'edit' as const,
      'delete' as const,
      'export' as const,
      'import' as const,
      'manage' as const,
    ],
  };
  const view = {
    id: 'matrix-view',
    title: { ja: '件名ごと' },
    kind: 'chart' as const,
    chart: 'bar' as const,
    x: { field: '件名', by: 'value' as const },
    measure: { by: 'count' as const },
    defaultFor: [],
  };
  const app = workApp('matrix-app', [field(1, '件名', 'text')], {
    title: ['件名'],
    offline: { hours: 12 },
    access: [everybody],
    views: [view],
    // Under the id by which the matrix asks for templates of any kind.
    documents: [
      {
        id: 'lost-property',
        title: { ja: '控え' },
        orientation: 'portrait',
        numbered: false,
        verifiable: false,
        blocks: [{ type: 'fields', fields: ['件名'], columns: 1 }],
      },
    ],
  });
  await publishApp(city, app);
  await publishApp({ ...city, code: city.other }, app);
  for (const municipality of [city.code, city.other])
    await city.staff.tenant(municipality, 'staff', (tx) => {
      const seals = sealsOf({ tx, keyring: site.keyring, municipality }, 'staff');
      const writer = { kind: 'staff', postId: null };
      return insertRecord(tx, seals, app as never, commonRecord, { 1: 'x' }, writer);
    });
  return app.id;
}

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
          post: {
            id: postId,
            department,
            position: positionOf(roles),
            roles,
            to: ended ? '-1 day' : undefined,
          },
        });
        if (name === 'other city' || name === 'counter') writers[municipality] = postId;
        if (name === 'stand-in') {
          const owner = randomUUID();
          await rows.insertStaffRow(tx, {
            id: owner,
            login: 'matrix-absent',
            suspended: false,
            post: { id: absent, department: home, position: '係長', roles: ['check'] },
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

/** What the procedure's steps ask for by name. */
const positionOf = (roles: string[]): string =>
  roles.includes('check') ? '係長' : roles.includes('decide') ? '課長' : '係員';

/** An application crosses from the portal, as in life, and gets a comment, a scan and a document. */
async function arrive(
  which: Case,
  procedureId: string,
  posts: Record<string, string>,
): Promise<Office['things'][Case]> {
  const municipality = which === 'X' ? city.other : city.code;
  const mark = canary(which);
  const ids = { application: randomUUID(), file: randomUUID(), document: randomUUID(), list: randomUUID() };
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
    const seals = sealsOf({ tx, keyring: site.keyring, municipality }, 'portal');
    const fields = formOf(definitions, app.body, app.version).fields as never;
    const plain = {
      1: { kind: 'two', family: mark, given: mark },
      ...(procedureId === 'school-expense-assistance'
        ? {
            21: mark,
            23: mark,
            70: { bank: '9990', branch: '101', kind: '1', number: account, holder: 'ｶﾅﾘｱ' },
          }
        : {}),
    } as never;
    const arrivedAt = new Date().toISOString();
    const here = applicationPlace(ids.application, app.body.id);
    const onTheWay = messagePlace('application.submitted', ids.application, arrivedAt, app.body.id);
    await rows.insertApplicationRow(tx, {
      ...begun,
      id: ids.application,
      number: `R-${which}`,
      accountId: null,
      answers: await sealAnswers(seals, here, fields, plain),
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
      arrivedAt,
      language: 'ja',
      assurance: 'mail',
      answers: await sealAnswers(seals, onTheWay, fields, plain),
      attachments: [],
    });
  });
  const tools = { ...site.runtime, registers: createRegisters({}), pdf };
  await deliverAll({ db: city.worker, handlers: allHandlers(tools) }, municipality);
  const stored = unwrap(
    await site.files.of(municipality).put(Buffer.from(`content ${mark}`), {
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
      listId: ids.list,
      sha256: stored.sha256,
    }),
  );
  if (found.department !== (which === 'S' ? elsewhere : home))
    throw new Error(`${which} came to ${found.department}`);
  return { case: found.id, file: ids.file, document: ids.document, list: ids.list };
}
