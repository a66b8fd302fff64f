/**
 * Builds the indexes that work apps ask for and drops those that nobody asks for any more, beside people who work: CONCURRENTLY,
 * on a connection of its own, one after the other. What was cut short is dropped and built again.
 */
import { createHash } from 'node:crypto';
import type { App } from '#core/definitions';
import { type IndexParts, type Shape, selectShape, type WantedIndex } from '#core/records.server';
import { type Connection, type Database, roleOf, schemaOf, type Tx } from '#platform/db.server';
import { selectIndexAsks } from './index-asks.sql.ts';
import {
  type AppIndex,
  deleteIndex,
  noteIndex,
  noteUse,
  selectBuilt,
  selectIndexes,
  selectUnused,
  selectWorkApps,
  upsertIndex,
} from './indexes.sql.ts';

/** Derived by core/views, above this room: handed in where the worker is put together. */
export type WantedIndexes = (app: App, shape: Shape, asks: readonly IndexParts[]) => WantedIndex[];

/** What is not unique gives way beyond this and what people asked for: every write pays for every index. core/views asks for eight, and the record's own. */
const mostPerApp = 12;

export interface IndexReport {
  built: string[];
  dropped: string[];
  failed: string[];
}

/** One round over a city. Nothing when another worker is at it. */
export async function buildIndexes(
  db: Database,
  municipality: string,
  wantedOf: WantedIndexes,
  signal?: AbortSignal,
): Promise<IndexReport> {
  const report: IndexReport = { built: [], dropped: [], failed: [] };
  const builder = <T>(work: (tx: Tx) => Promise<T>) => db.tenant(municipality, 'builder', work);
  await onOwnConnection(db, municipality, async (client) => {
    await builder((tx) => register(tx, wantedOf));
    const [rows, there] = await builder(
      async (tx) => [await selectIndexes(tx), await selectBuilt(tx)] as const,
    );
    for (const [name, { valid, scans }] of there)
      await builder((tx) => noteUse(tx, name, valid ? scans : '0'));
    const unused = new Set(await builder(selectUnused));
    const known = new Map(rows.map((row) => [row.name, row]));
    for (const [name, { valid }] of there) {
      const row = known.get(name);
      if (valid && row !== undefined && kept(row) && !unused.has(name)) continue;
      await client.query(`DROP INDEX CONCURRENTLY IF EXISTS "${name}"`);
      there.delete(name);
      report.dropped.push(name);
      if (unused.has(name)) await builder((tx) => noteIndex(tx, name, { state: 'unused' }));
    }
    for (const row of rows) {
      if (signal?.aborted) return;
      if (!kept(row) || unused.has(row.name)) continue;
      if (there.has(row.name)) {
        if (row.state !== 'ready') await builder((tx) => noteIndex(tx, row.name, { state: 'ready' }));
        continue;
      }
      await build(client, builder, row, report);
    }
  });
  return report;
}

const kept = (row: AppIndex): boolean => row.state !== 'over' && row.state !== 'unused';

async function build(
  client: Connection,
  builder: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  row: AppIndex,
  report: IndexReport,
): Promise<void> {
  await builder((tx) => noteIndex(tx, row.name, { state: 'building' }));
  try {
    await client.query(row.definition);
    await builder((tx) => noteIndex(tx, row.name, { state: 'ready' }));
    report.built.push(row.name);
  } catch (error) {
    const problem = String((error as { code?: unknown }).code ?? 'error');
    await client.query(`DROP INDEX CONCURRENTLY IF EXISTS "${row.name}"`).catch(() => undefined);
    await builder((tx) => noteIndex(tx, row.name, { state: 'failed', problem }));
    report.failed.push(row.name);
  }
}

/** The register says what is wanted now; unique ones first, then in the order they are asked for. */
async function register(tx: Tx, wantedOf: WantedIndexes): Promise<void> {
  const wanted = new Set<string>();
  const asks = await selectIndexAsks(tx);
  for (const app of await selectWorkApps(tx)) {
    const shape = await selectShape(tx, app.id);
    if (shape === null) continue;
    const own = asks.filter((one) => one.appId === app.id).map((one) => one.parts);
    const all = wantedOf(app, shape, own);
    const ordered = [
      ...all.filter((one) => one.unique === true),
      ...all.filter((one) => one.unique !== true),
    ];
    for (const [position, one] of ordered.entries()) {
      const name = indexName(one);
      if (wanted.has(name)) continue;
      wanted.add(name);
      await upsertIndex(tx, {
        name,
        appId: app.id,
        table: one.table,
        definition: definitionOf(name, one),
        unique: one.unique === true,
        reason: one.reason ?? one.key,
        over: one.unique !== true && position >= mostPerApp + own.length,
      });
    }
  }
  for (const row of await selectIndexes(tx)) if (!wanted.has(row.name)) await deleteIndex(tx, row.name);
}

/** Another definition is another index: the new one is there before the old one goes. */
export function indexName(one: WantedIndex): string {
  const digest = createHash('sha256')
    .update(`${one.key}\n${definitionOf('', one)}`)
    .digest('hex');
  return `derived_${one.table.replace(/^r_/, '').slice(0, 36)}_${digest.slice(0, 12)}`;
}

function definitionOf(name: string, one: WantedIndex): string {
  const where = one.where === undefined ? '' : ` WHERE ${one.where}`;
  return (
    `CREATE ${one.unique === true ? 'UNIQUE ' : ''}INDEX CONCURRENTLY "${name}" ON "${one.table}" ` +
    `USING ${one.using ?? 'btree'} (${one.expressions.join(', ')})${where}`
  );
}

/** CONCURRENTLY does not run inside a transaction. The connection never goes back to the others: it has another role. */
async function onOwnConnection(
  db: Database,
  municipality: string,
  work: (client: Connection) => Promise<void>,
): Promise<void> {
  const client = await db.pool.connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>(
      `SELECT pg_try_advisory_lock(hashtext('madoguchi-indexes'), hashtext($1)) AS mine`,
      [municipality],
    );
    if (!rows[0]!.mine) return;
    await client.query(
      `SET ROLE "${roleOf(municipality, 'builder')}"; SET search_path TO "${schemaOf(municipality)}", pg_temp; SET statement_timeout = 0`,
    );
    await work(client);
  } finally {
    // The server notices a closed connection a moment later only: the next round must not find the lock held.
    await client.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
    client.release(true);
  }
}
