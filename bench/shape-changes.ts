/**
 * Acceptance 5 of issue 4: a field of a million records changes its type in the background while 16 clients read and write, and
 * fields are added, renamed, retired and taken back. Usage: node bench/shape-changes.ts [records] [seconds between changes]
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { appHandlers, convertAll, readPublication } from '#core/apps.server';
import { definitionsOf } from '#core/definitions.server';
import type { DefinedField } from '#core/fields';
import { noticeHandlers } from '#core/notices.server';
import { loadRecords } from '#core/records.server';
import { unwrap } from '#kernel/result';
import { createDatabase } from '#platform/db.server';
import { deliverAll } from '#platform/outbox.server';
import { urlForZone } from '../src/app/database-url.server.ts';
import { buildingOf, field, withFields } from '../src/core/apps/building.testing.ts';
import { check, startLoad } from '../src/core/apps/shape-load.testing.ts';
import { municipality, startCity } from './support/city.ts';
import { type Figure, finish, type Outcome } from './support/figures.ts';
import { countWhere, insertManyRecords } from './support/many-records.sql.ts';
import { writeProof } from './support/proof-page.ts';

const records = Number(process.argv[2] ?? 1_000_000);
const seconds = Number(process.argv[3] ?? 10);
const clients = 16;
/** One in so many holds a text that is no number. */
const odd = 1_000;

const bench = await startCity();
const worker = bench.admin.asZone('worker');
const staff = createDatabase({
  url: urlForZone(bench.admin.adminUrl, 'staff', bench.admin.secret),
  max: clients + 2,
});
const house = await buildingOf({ code: municipality, admin: bench.admin.db, staff, worker });
const figures: Figure[] = [];
try {
  const named = (name: string) => ({ code: name, label: { ja: name } });
  const text = (id: number, name: string): DefinedField => field(id, 'text', named(name));
  const others = Array.from({ length: 12 }, (_, at) =>
    field(20 + at, ['text', 'number', 'date'][at % 3]!, named(`列${at}`)),
  );
  const appId = await house.publishNew([text(1, '数'), text(2, '名'), text(3, '後'), ...others]);
  const table = `r_${appId.replaceAll('-', '_')}`;
  const owner = bench.admin.db;
  for (let from = 1; from <= records; from += 50_000)
    await owner.tenant(municipality, 'owner', (tx) =>
      insertManyRecords(
        tx,
        table,
        {
          f1: sql`CASE WHEN i % ${sql.raw(String(odd))} = 0 THEN '多数' ELSE (i * 3)::text END`,
          f2: sql`'名 ' || i`,
          f3: sql`'後'`,
          ...Object.fromEntries(
            others.map((one, at) => [
              `f${one.id}`,
              [sql`md5(i::text)`, sql`i * 1.5`, sql`date '2000-01-01' + i % 9000`][at % 3]!,
            ]),
          ),
        },
        from,
        Math.min(records, from + 49_999),
      ),
    );
  await owner.tenant(municipality, 'owner', (tx) => sql`ANALYZE ${sql.id(table)}`.execute(tx));

  const load = startLoad(staff, municipality, appId, clients, ['数', '名', '後', '加']);
  const over = async (name: string, work: () => Promise<unknown>) => {
    const [writes, reads, began] = [load.writes, load.reads, performance.now()];
    load.slowest = 0;
    await work();
    const took = performance.now() - began;
    const rate = ((load.writes - writes + load.reads - reads) / took) * 1_000;
    const detail = `${(took / 1_000).toFixed(1)} s, ${rate.toFixed(0)} reads and writes a second meanwhile`;
    figures.push({
      name: `${name}: the longest that anybody waited`,
      value: load.slowest,
      unit: 'ms',
      detail,
    });
    console.log(name, detail, `slowest ${load.slowest.toFixed(0)} ms`);
    return took;
  };
  const publish = async (fields: DefinedField[]) => {
    const id = await house.change(appId, (body) => withFields(body, [...fields, ...others]));
    await deliverAll(
      { db: worker, handlers: { ...appHandlers, ...noticeHandlers({ staffOrigin: '' }) } },
      municipality,
    );
    let said = 0;
    await convertAll(worker, municipality, {
      onProgress({ done, total }) {
        if (Date.now() - said < 5_000) return;
        said = Date.now();
        console.log(`  ${done} of ${total}`);
      },
    });
    const done = await house.desk(async (desk) => unwrap(await readPublication(desk, id)));
    if (done.state !== 'published') throw new Error(`not published: ${JSON.stringify(done.problems)}`);
    return done;
  };
  const rest = () => sleep(seconds * 1_000);

  await over('nothing changes', rest);
  const added = field(4, 'number', named('加'));
  await over(
    'a field is added',
    async () => void (await publish([text(1, '数'), text(2, '名'), text(3, '後'), added])),
  );
  await rest();
  await over('a field is renamed', () =>
    publish([text(1, '数'), { ...text(2, '名'), label: { ja: '氏名' } }, text(3, '後'), added]),
  );
  await rest();
  const number = field(1, 'number', named('数'));
  let failed = 0;
  const took = await over(`the type of a field of ${records} records is changed`, async () => {
    const done = await publish([number, text(2, '名'), text(3, '後'), added]);
    failed = done.conversions.find((one) => one.kind === 'convert')!.failed;
  });
  await rest();
  const { app } = await current();
  const id = app.fields.find((one) => one.code === '数')!.id;
  const kept = { ...number, id };
  await over('a field is retired', () => publish([kept, text(2, '名'), added]));
  await over('and taken back', () => publish([kept, text(2, '名'), text(3, '後'), added]));
  await load.stop();

  const end = await current();
  for (const one of load.kept.keys()) check(load, end.app, one, end.records.get(one)?.answers);
  const now = sql.id(`f${id}`);
  const lost = await owner.tenant(municipality, 'owner', (tx) =>
    countWhere(
      tx,
      table,
      sql`f1 ~ '^[0-9]+$' AND (${now} IS NULL OR (revision = 1 AND ${now} <> f1::numeric))`,
    ),
  );
  const expected = Math.floor(records / odd);
  const none = { at: 'most', value: 0 } as const;
  figures.push(
    {
      name: 'errors that anybody met, and values read that were not those written',
      value: load.errors.length,
      unit: 'ratio',
      target: none,
    },
    {
      name: 'values of the old field that the new one lacks or has otherwise',
      value: lost,
      unit: 'ratio',
      target: none,
    },
    {
      name: 'values that do not fit, listed, of those expected',
      value: failed / Math.max(1, expected),
      unit: 'ratio',
      target: { at: 'least', value: 1 },
    },
    { name: 'records converted under load', value: (records / took) * 1_000, unit: 'per second' },
  );
  if (load.errors.length > 0) console.log(load.errors.slice(0, 10));
  const outcome: Outcome = {
    bench: 'shape-changes',
    figures,
    method: [
      `${records} records of 15 fields; ${clients} clients on ${load.kept.size} records of their own, half of what they do is writing, each value read is compared with what was acknowledged last.`,
      'Clients, publishing and conversion run in one process; the database beside them.',
    ],
    shares: [],
  };
  finish(outcome);
  writeProof('Shapes change while people work', 'a million records, 16 clients.', outcome);

  async function current() {
    return staff.tenant(municipality, 'staff', async (tx) => {
      const found = (await definitionsOf(tx, municipality)).app(appId, { on: '2099-01-01' })!.body;
      return { app: found, records: await loadRecords(tx, found, [...load.kept.keys()]) };
    });
  }
} finally {
  await staff.close();
  await bench.stop();
}
