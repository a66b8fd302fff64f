/** 支援措置 in work apps: what says where somebody is does not leave in a file, whatever the name was written like. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addRecord } from '#core/entries.server';
import { recordMeasure } from '#core/protection.server';
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
