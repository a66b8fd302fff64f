/**
 * What a page with a process costs in a city hall of 20 000: with the organisation kept in memory, with the organisation read anew (as
 * every page did before, and as the first one after a change still does), and without any process. Use cases, not HTTP: what differs is
 * the organisation alone. Usage: node bench/process-world.ts [people] [pages a round] [rounds]
 */
import type { EntryDesk } from '#core/entries.server';
import { addRecord } from '#core/entries.server';
import { answersFromCodes } from '#core/fields';
import { actorsOfStaff } from '#core/people.server';
import { actOnRecord, readProcess } from '#core/record-process.server';
import { openApp, readRecord } from '#core/views.server';
import { unwrap } from '#kernel/result';
import { sealsOf } from '#platform/crypto.server';
import { createDatabase, type Tx } from '#platform/db.server';
import { urlForZone } from '../src/app/database-url.server.ts';
import { municipality, startCity } from './support/city.ts';
import { median } from './support/figures.ts';
import { drafterOf, fillStaff, renewMark } from './support/many-staff.sql.ts';

const people = Number(process.argv[2] ?? 20_000);
const pages = Number(process.argv[3] ?? 20);
const rounds = Number(process.argv[4] ?? 5);
const appId = 'purchase-requests';

const city = await startCity();
const db = createDatabase({ url: urlForZone(city.admin.adminUrl, 'staff', city.admin.secret), max: 2 });
try {
  await city.admin.db.tenant(municipality, 'owner', (tx) => fillStaff(tx, people));
  const record = await inOne(async (desk) => {
    const { fields } = unwrap(await openApp(desk, appId)).app;
    const values = { 件名: '試験', 品名と数量: '机 1', 金額: '5000', 購入の理由: '試験' };
    const { answers } = answersFromCodes(fields as never, values as never, () => null);
    return unwrap(await addRecord(desk, appId, answers)).id;
  });
  await inOne((desk) =>
    actOnRecord(desk, appId, record, { act: 'submit', note: '', revision: 1 }).then(unwrap),
  );

  const page = (desk: EntryDesk) => readProcess(desk, appId, record).then(unwrap);
  const bare = async (desk: EntryDesk) =>
    unwrap(await readRecord(unwrap(await openApp(desk, appId)), record));
  const anew = async (desk: EntryDesk) => {
    await renewMark(desk.tx);
    await page(desk);
  };
  const times: Record<'bare' | 'kept' | 'anew', number[]> = { bare: [], kept: [], anew: [] };
  await inOne(page);
  for (let round = 0; round < rounds; round++) {
    times.bare.push(await msEach(bare));
    times.kept.push(await msEach(page));
    times.anew.push(await msEach(anew));
  }
  const [without, kept, read] = [median(times.bare), median(times.kept), median(times.anew)];
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  console.log(`${people} people, median of ${rounds} rounds of ${pages} pages`);
  console.log(`record without its process  ${ms(without)}`);
  console.log(`process, organisation kept  ${ms(kept)}`);
  console.log(`process, organisation read  ${ms(read)}`);
  console.log(`read / kept ${(read / kept).toFixed(1)}; kept / record alone ${(kept / without).toFixed(2)}`);
} finally {
  await db.close();
  await city.stop();
}

async function msEach(work: (desk: EntryDesk) => Promise<unknown>): Promise<number> {
  const started = performance.now();
  for (let at = 0; at < pages; at++) await inOne(work);
  return (performance.now() - started) / pages;
}

/** A transaction of its own, as a request is. */
function inOne<T>(work: (desk: EntryDesk) => Promise<T>): Promise<T> {
  return db.tenant(municipality, 'staff', async (tx: Tx) => {
    const [actor] = await actorsOfStaff(tx, await drafterOf(tx));
    const seals = sealsOf({ tx, keyring: city.admin.keyring, municipality }, 'staff');
    return work({ tx, municipality, actor: actor!, seals, touched: () => undefined });
  });
}
