import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadPacks } from '#core/packs.server';
import type { StaffActor } from '#core/policy';
import { readProcess } from '#core/record-process.server';
import { countRecords, historyOf, listRecords, openApp, readRecord } from '#core/views.server';
import { unwrap } from '#kernel/result';
import { auditOf, keyring, openStudio, type Studio } from '../../../../scripts/test/work-app.ts';
import { inRoot } from '../../root.server.ts';
import type { SampleMade } from './load.server.ts';
import { loadPatients } from './load.server.ts';

const count = 500;
let studio: Studio;
let officer: StaffActor;
let support: StaffActor;
let made: SampleMade;
const order = () => ({ db: studio.city.staff, keyring, municipality: studio.city.code, count });

beforeAll(async () => {
  studio = await openStudio();
  unwrap(await loadPacks(studio.city.admin, studio.city.code, [inRoot('packs/infectious-disease')]));
  made = await loadPatients(order());
  officer = await studio.actor('kansen-shuji');
  support = await studio.actor('asanagi-shimin-shuji');
});
afterAll(() => studio.city.close());

const asked = (actor: StaffActor, question: object, app = 'patients') =>
  studio.as(actor, async (desk) => {
    const open = unwrap(await openApp(desk, app));
    const page = unwrap(await listRecords(open, { limit: 50, ...question }));
    return { ...page, count: unwrap(await countRecords(open, question)).count };
  });
const codesOf = (page: { columns: { field: { code: string } }[] }) =>
  page.columns.map((one) => one.field.code);

test('the sample comes in whole by the import, once', async () => {
  expect(made.patients).toBe(count);
  expect(made.logs).toBeGreaterThan(count / 4);
  expect(made.notes).toBeGreaterThan(0);
  expect((await asked(officer, {})).count).toBe(count);
  expect((await asked(officer, {}, 'health-logs')).count).toBe(made.logs);
  expect(await loadPatients(order())).toEqual({ patients: 0, logs: 0, notes: 0 });
  const imports = (await auditOf(studio.city, 'record')).filter((one) => one.act === 'record.import');
  const named = imports.flatMap((one) => (one.ids[0] === 'patients' ? one.ids.slice(1) : []));
  expect(new Set(named).size).toBe(count);
});

test('a patient is in the state that the sample says, and the log of the record says where it began', async () => {
  const page = await asked(officer, { view: 'high-risk' });
  const [first] = page.rows;
  const process = unwrap(await studio.as(officer, (desk) => readProcess(desk, 'patients', first!.id)))!;
  expect(process.state.title).toBe('療養中');
  expect(process.log.map((one) => one.title)).toEqual(['状態を決めて取込み']);
  const history = await studio.as(officer, async (desk) =>
    unwrap(await historyOf(unwrap(await openApp(desk, 'patients')), first!.id)),
  );
  expect(history.length).toBe(1);
});

test('somebody is found by name, by reading, by the end of the telephone number and by number; who holds it stands beside it', async () => {
  const columns = ['管理番号', '氏名', '電話', '担当'];
  const page = await asked(officer, { view: 'all', columns });
  const [number, name, phone] = columns.map(
    (code) => page.columns.find((one) => one.field.code === code)!.field.id,
  );
  const one = page.rows.find((row) => row.answers[String(phone)] !== undefined)!;
  const answers = one.answers as Record<string, unknown>;
  const person = answers[String(name)] as { family: string; kana: { family: string; given: string } };
  for (const search of [
    person.family,
    `${person.kana.family}${person.kana.given}`,
    String(answers[String(phone)]).slice(-4),
    String(answers[String(number)]),
  ]) {
    const found = await asked(officer, { search, columns });
    const all = await asked(officer, { search, columns: ['管理番号'], limit: 200 });
    expect([search, all.rows.some((row) => row.id === one.id)]).toEqual([search, true]);
    expect(codesOf(found)).toEqual(columns);
  }
});

test('support staff see whom they hold and nobody else, without the address, in search as in lists', async () => {
  const own = await asked(support, { view: 'all' });
  expect(own.count).toBeGreaterThan(0);
  expect(own.count).toBeLessThan(count);
  expect(codesOf(own)).not.toContain('住所');
  expect(codesOf(await asked(officer, { view: 'all' }))).toContain('住所');
  // A town is in every address of it: found by who may read addresses only.
  expect((await asked(officer, { search: '本町' })).count).toBeGreaterThan(0);
  expect((await asked(support, { search: '本町' })).count).toBe(0);
  const ids = new Set(own.rows.map((row) => row.id));
  const other = (await asked(officer, { view: 'all' })).rows.find((row) => !ids.has(row.id))!;
  const holder = await studio.as(officer, async (desk) =>
    unwrap(await readRecord(unwrap(await openApp(desk, 'patients')), other.id)),
  );
  const read = await studio.as(support, async (desk) =>
    readRecord(unwrap(await openApp(desk, 'patients')), other.id),
  );
  const holds = Object.values(holder.answers).includes(support.id as never);
  expect(read.ok).toBe(holds);
  const stranger = await studio.actor('gakuji-kacho');
  expect((await asked(stranger, {})).count).toBe(0);
});
