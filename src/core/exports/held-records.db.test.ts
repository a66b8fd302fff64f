/** 支援措置 in work apps: what says where somebody is does not leave in a file, whatever the name was written like. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addRecord } from '#core/entries.server';
import { askToSee, examineRecord, recordMeasure } from '#core/protection.server';
import { recordNames } from '#core/relations.server';
import { listRecords, openApp } from '#core/views.server';
import { tokyoDate } from '#kernel/dates';
import { unwrap } from '#kernel/result';
import { field, openStudio, type Studio, workApp } from '../../../scripts/test/work-app.ts';
import { recordSource } from './record-source.server.ts';

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio?.city.close());

const app = workApp(
  'held-visits',
  [
    field(1, '氏名', 'person-name'),
    field(2, '生年月日', 'birth-date'),
    field(3, '電話', 'phone'),
    field(4, 'メモ'),
  ],
  { title: ['メモ'], access: [{ who: [{ everyone: true }], may: ['view', 'add', 'export'] }] },
);
const person = (family: string, given: string) => ({ kind: 'two', family, given });

test('records of somebody under a measure leave without phone and address, others whole; when it ends, all leave whole', async () => {
  await studio.publish(app);
  const clerk = await studio.actor('gakuji-kacho');
  const add = async (family: string, day: string, phone: string) =>
    unwrap(
      await studio.as(clerk, (desk) =>
        addRecord(desk, app.id, {
          1: person(family, '花子'),
          2: day,
          3: phone,
          4: `かけ直し ${phone}`,
        } as never),
      ),
    ).id;
  // 髙 and 高 are one name; another birth date is another person.
  const met = await add('髙橋', '1990-01-02', '0312345678');
  const other = await add('高橋', '1991-01-02', '0387654321');
  const owner = (text: ReturnType<typeof sql>) =>
    studio.city.admin.tenant(studio.city.code, 'owner', (tx) => text.execute(tx));
  const officer = await studio.actor('koseki-kakaricho');
  unwrap(
    await studio.as(officer, (desk) =>
      recordMeasure(desk, {
        kind: 'stalking',
        validFrom: '2026-01-01',
        validTo: '2099-12-31',
        consulted: '',
        persons: [
          {
            role: 'protected',
            name: person('高橋', '花子') as never,
            birthDate: '1990-01-02',
            addresseeNumber: null,
            addresses: [],
          },
        ],
      }),
    ),
  );
  const rows = () =>
    studio.as(clerk, async (desk) => {
      const source = await recordSource(desk, { app: app.id }, ['id', 'f1', 'f3', 'f4']);
      const found: string[][] = [];
      for await (const { cells } of source!.walk())
        found.push(...cells.map((row) => row.map((cell) => cell?.value ?? '')));
      return new Map(found.map((row) => [row[0], row.slice(1)]));
    });
  const file = await rows();
  expect(file.get(met)).toEqual(['髙橋　花子', '（省略）', 'かけ直し （省略）']);
  expect(JSON.stringify([...file.values()])).not.toMatch(/03-?1234-?5678/);
  expect(file.get(other)?.[1]).toMatch(/^03/);
  await owner(sql`UPDATE protection_measures SET ended_at = now()`);
  expect((await rows()).get(met)?.[1]).toMatch(/^03/);
});

test('what a held record is called goes into no file that speaks of it, whoever was let see it', async () => {
  const rules = (title: string[]) => ({
    title,
    access: [{ who: [{ everyone: true as const }], may: ['view', 'add', 'export'] }] as never,
  });
  // Called by a number, also as it stands in a text of their own.
  const people = workApp(
    'held-people',
    [
      field(1, '氏名', 'person-name'),
      field(2, '生年月日', 'birth-date'),
      field(3, '電話', 'phone'),
      field(4, '覚え'),
      field(5, '家族', 'reference', { options: { app: 'held-people' } }),
    ],
    rules(['電話', '覚え']),
  );
  const calls = workApp(
    'held-calls',
    [field(1, '用件'), field(2, '相手', 'reference', { options: { app: people.id } })],
    rules(['用件']),
  );
  for (const one of [people, calls]) await studio.publish(one);
  const clerk = await studio.actor('gakuji-kacho');
  const officer = await studio.actor('koseki-kakaricho');
  const add = async (to: string, answers: object) =>
    unwrap(await studio.as(clerk, (desk) => addRecord(desk, to, answers as never))).id;
  const named = { 1: person('支援', '太郎'), 2: '1980-03-04', 3: '0311112222', 4: '夜は 0311112222 へ' };
  const met = await add(people.id, named);
  await add(people.id, { 4: '子', 5: [met] });
  await add(calls.id, { 1: '相談', 2: [met] });
  const whom = {
    role: 'protected' as const,
    name: named[1] as never,
    birthDate: named[2],
    addresseeNumber: null,
    addresses: [],
  };
  const measure = {
    kind: 'stalking' as const,
    validFrom: '2026-01-01',
    validTo: '2099-12-31',
    consulted: '',
    persons: [whom],
  };
  unwrap(await studio.as(officer, (desk) => recordMeasure(desk, measure)));
  const place = { appId: people.id, recordId: met };
  unwrap(await studio.as(clerk, (desk) => askToSee(desk, place, '電話をかけるため')));
  const verdict = {
    staffId: clerk.id!,
    verdict: 'allow' as const,
    // Not today, which may end meanwhile.
    validTo: tokyoDate(new Date(Date.now() + 2 * 86_400_000)),
    reason: '電話のため',
    seen: ['本人に確認'],
  };
  unwrap(await studio.as(officer, (desk) => examineRecord(desk, place, verdict)));
  const onScreen = await studio.as(clerk, async (desk) => {
    const open = unwrap(await openApp(desk, calls.id));
    const page = unwrap(await listRecords(open, { columns: ['相手'], limit: 5 }));
    return recordNames(open, page.rows, page.columns, 'ja');
  });
  const number = /03-?1111-?2222/;
  expect(JSON.stringify(onScreen)).toMatch(number);
  const cells = (app: string, key: string) =>
    studio.as(clerk, async (desk) => {
      const source = await recordSource(desk, { app }, ['id', key]);
      const found: string[] = [];
      for await (const page of source!.walk()) found.push(...page.cells.map((row) => row[1]?.value ?? ''));
      return found.filter((one) => one !== '');
    });
  expect(await cells(calls.id, 'f2')).toEqual(['夜は （省略） へ']);
  expect(await cells(people.id, 'f5')).toEqual(['夜は （省略） へ']);
});
