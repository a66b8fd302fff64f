/** What no role, bundle or table may hold, whatever the pages do. */
import './route-matrix.environment.ts';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRegisters } from '#core/registers.server';
import { deliverAll } from '#platform/outbox.server';
import { createPdf } from '#platform/pdf.server';
import { portalPaths, staffPaths } from '#ui/paths';
import { canary, fillDraft, found, type Send, send, Web } from '../../e2e/support/canary.ts';
import { createTestCity, type TestCity } from '../../scripts/test/city.ts';
import { allHandlers } from './handlers.server.ts';
import { inRoot } from './root.server.ts';
import { cellsWith, rightsOf } from './route-matrix.sql.ts';
import { builtPages, createTestSite, routesOf, type TestSite } from './testing-site.server.ts';

let city: TestCity;
let site: TestSite;
let folder: string;

beforeAll(async () => {
  city = await createTestCity();
  folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-zones-'));
  site = await createTestSite('portal', city.portal, { filesDir: folder });
});
afterAll(async () => {
  await site?.app.close();
  await city?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The oracle: everything each zone may read. What is not named here it cannot, tables of apps and new ones included. */
const shared = ['definitions', 'definition_epoch', 'post_codes', 'data_keys', 'rate_limits'];
const reads: Record<'portal' | 'staff', string[]> = {
  portal: [
    ...shared,
    'accounts',
    'account_channels',
    'login_codes',
    'portal_sessions',
    'drafts',
    'applications',
    'application_events',
    'application_messages',
    'application_documents',
    'session_grants',
    'mandates',
    'portal_files',
    'verifications',
    'secret_attempts',
    'mailbox',
    'procedure_listings',
    'procedure_listing_mark',
  ],
  staff: [
    ...shared,
    'audit',
    'audit_leaves',
    'audit_heads',
    'audit_redactions',
    'audit_sealing_state',
    'departments',
    'staff',
    'posts',
    'procedure_inventory',
    'procedure_inventory_versions',
    'procedure_inventory_mark',
    'procedure_volumes',
    'absences',
    'organisation_mark',
    'staff_credentials',
    'staff_groups',
    'saved_views',
    'staff_group_members',
    'staff_sessions',
    'cases',
    'case_actions',
    'case_comments',
    'case_messages',
    'correction_requests',
    'decisions',
    'approvals',
    'payments',
    'identity_checks',
    'document_number_gaps',
    'document_numbers',
    'dispatch_log',
    'dispatches',
    'documents',
    'repair_tasks',
    'staff_files',
    'saved_filters',
    'record_history',
    'record_comments',
    'record_followers',
    'record_links',
    'notices',
    'notice_rules',
    'notice_quiet_apps',
    'notice_digests',
    'record_merges',
    'record_visits',
    'record_process',
    'record_approvals',
    'record_approval_seats',
    'record_acts',
    'record_seers',
    'record_persons',
    'record_effects',
    'record_reminders',
    'record_documents',
    'offline_boxes',
    'offline_box_records',
    'offline_box_drafts',
    'record_runs',
    'record_run_items',
    'record_imports',
    'record_import_problems',
    'record_import_keys',
    'import_mappings',
    'uploads',
    'upload_pieces',
    'app_tables',
    'app_numbers',
    'app_drafts',
    'app_publications',
    'app_conversions',
    'app_conversion_failures',
    'app_indexes',
    'app_analysis',
    'app_index_asks',
    'retired_apps',
    'app_cards',
    'app_usage',
    'protection_measures',
    'protection_persons',
    'protection_keys',
    'protection_match_decisions',
    'protection_examinations',
    'protection_uses',
    'protection_forwards',
    'protection_proposals',
    'protection_history',
    'protection_record_decisions',
    'protection_record_requests',
    'protection_record_examinations',
    'case_persons',
    'access_tokens',
    'archive_packages',
    'case_terms',
    'disposal_items',
    'disposal_lists',
    'disposals',
    'export_numbers',
    'export_pieces',
    'exports',
    'idempotency_keys',
    'integrations',
    'legal_holds',
    'mail_deliveries',
    // Columns without contents only: see the test of services/operations.
    'outbox',
    'outbox_stuck',
    'regular_outputs',
    'webhook_deliveries',
    'webhook_endpoints',
  ],
};

test("each zone's role reads what is named and nothing else, of no other city and of no other schema", async () => {
  for (const zone of ['portal', 'staff'] as const) {
    const rights = await city.admin.tenant(city.code, 'owner', (tx) => rightsOf(tx, `m${city.code}_${zone}`));
    const readable = rights.filter(
      (one) => one.reads && one.schema !== 'pg_catalog' && one.schema !== 'information_schema',
    );
    const own = readable.filter((one) => one.schema === `m${city.code}`).map((one) => one.name);
    const records = /^(r|v)_/;
    const named = own.filter((name) => !(zone === 'staff' && records.test(name)));
    expect(named.sort(), zone).toEqual([...new Set(reads[zone])].sort());
    expect(
      readable.filter((one) => one.schema === `m${city.other}`),
      zone,
    ).toEqual([]);
    expect(
      readable.filter((one) => one.schema !== `m${city.code}`).map((one) => `${one.schema}.${one.name}`),
      zone,
    ).toEqual([]);
    // Nobody changes what was written down, nor what a definition says.
    for (const name of [
      'audit',
      'audit_leaves',
      'audit_heads',
      'definitions',
      'post_codes',
      'record_history',
      'record_acts',
      'case_actions',
      'approvals',
    ])
      expect(
        rights.find((one) => one.schema === `m${city.code}` && one.name === name)?.changes,
        `${zone} ${name}`,
      ).toBe(false);
  }
});

function textOf(folderOfBuild: string): { file: string; text: string }[] {
  const root = inRoot(folderOfBuild);
  if (!existsSync(root)) throw new Error(`${root} is missing: run \`node bin/build.mjs\` first`);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(js|css|json|html)$/.test(name))
    .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));
}

test('the portal holds no staff route, page or word, and what residents load nothing of the server', () => {
  const portal = Object.values(portalPaths) as string[];
  const staffOnly = (Object.values(staffPaths) as string[]).filter(
    (one) => !portal.includes(one) && one.length > 5,
  );
  expect(staffOnly.length).toBeGreaterThan(15);
  const paths = routesOf(builtPages('portal')).map((route) => route.path);
  expect(paths.filter((one) => staffOnly.includes(one))).toEqual([]);
  const words = [
    'services/casework',
    'services/office',
    'app/staff/',
    'madoguchi-staff',
    'case_comments',
    'staff_credentials',
    '収受する',
    '起案して回す',
    '内部メモ',
  ];
  for (const { file, text } of textOf('build/portal'))
    for (const word of [...staffOnly, ...words]) {
      // `account` alone is a word of both sides; with its slash it is the address.
      const places = word.split('/').length > 2 ? [word, word.slice(1)] : [word];
      const quoted = places.some((one) =>
        ['"', "'", '`'].some((mark) => text.includes(`${mark}${one}${mark}`)),
      );
      const there = staffOnly.includes(word) ? quoted : text.includes(word);
      expect(there, `${file} holds ${word}`).toBe(false);
    }
  for (const built of ['build/portal/client', 'build/staff/client', 'build/browser'])
    for (const { file, text } of textOf(built))
      for (const word of [
        'SET LOCAL ROLE',
        'set local role',
        'MADOGUCHI_SECRET',
        'INSERT INTO',
        'process.env.DATABASE',
        'node:crypto',
      ])
        expect(text.includes(word), `${built}/${file} holds ${word}`).toBe(false);
});

test('a bank account stands in clear in no table, neither while it is written, nor sent, nor worked on', async () => {
  const person = canary('sealed');
  const over: Send = async (method, url, headers, body) => {
    const { host, pathname, search } = new URL(url);
    const response = await site.app.inject({
      method: method as 'GET',
      url: pathname + search,
      headers: { ...headers, host },
      payload: body,
    });
    const pairs = Object.entries(response.headers).flatMap(([name, value]) =>
      [value].flat().map((each): [string, string] => [name, String(each)]),
    );
    return { status: response.statusCode, headers: pairs, body: response.body };
  };
  const web = new Web('http://a.test', over);
  const clear = () =>
    city.admin.tenant(city.code, 'owner', (tx) =>
      cellsWith(
        tx,
        [`m${city.code}`, `m${city.other}`, 'graphile_worker', 'madoguchi', 'public'],
        [person.bankAccount, 'ｳｸﾞｲｽﾀﾞﾆ'],
      ),
    );
  const draft = await fillDraft(web, person.appId, person.answers);
  expect(await clear()).toEqual([]);
  // It is there all the same: the person who wrote it sees it.
  expect((await web.get(`/drafts/${draft}/pages/bank-account`)).body).toContain(person.bankAccount);
  await send(web, draft);
  expect(await clear()).toEqual([]);
  const pdf = createPdf();
  await deliverAll(
    { db: city.worker, handlers: allHandlers({ ...site.runtime, registers: createRegisters({}), pdf }) },
    city.code,
  );
  pdf.close();
  expect(await clear()).toEqual([]);
  // The search for it works: what is not sealed is found.
  const open = await city.admin.tenant(city.code, 'owner', (tx) =>
    cellsWith(tx, [`m${city.code}`], ['鶯谷']),
  );
  expect(open.length).toBeGreaterThan(2);
  // And nothing of them is in a log line's reach: ids and addresses hold none of it.
  expect(web.kept.flatMap((reply) => found(reply.path, person.strings))).toEqual([]);
});
