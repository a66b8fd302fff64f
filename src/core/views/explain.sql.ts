import { type RawBuilder, sql } from 'kysely';
import type { Database } from '#platform/db.server';
import type { OpenApp } from './open-app.server.ts';
import { type Order, orderBy } from './paging.sql.ts';
import { tableOf } from './rows.sql.ts';

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: PlanNode[];
}

/** Whether the first page of a list is found without reading the whole table. */
export async function usesIndex(open: OpenApp, where: RawBuilder<boolean>, order: Order): Promise<boolean> {
  const { rows } = await sql<{ 'QUERY PLAN': { Plan: PlanNode }[] }>`
    EXPLAIN (FORMAT JSON) SELECT r.id FROM ${tableOf(open)} WHERE ${where}
    ORDER BY ${orderBy(order, 'onward')} LIMIT 50`.execute(open.desk.tx);
  return !readsAll(rows[0]!['QUERY PLAN'][0]!.Plan, open.shape.table);
}

function readsAll(node: PlanNode, table: string): boolean {
  if (node['Node Type'] === 'Seq Scan' && node['Relation Name'] === table) return true;
  return (node.Plans ?? []).some((one) => readsAll(one, table));
}

/** About how many records the app has, as the planner believes. */
export async function selectSize(open: OpenApp): Promise<number> {
  const { rows } = await sql<{ size: number }>`
    SELECT greatest(reltuples, 0)::integer AS size FROM pg_class WHERE oid = ${open.shape.table}::regclass`.execute(
    open.desk.tx,
  );
  return rows[0]!.size;
}

/** From here on statements of this transaction may take so long; an unindexed question must not hold a connection for longer. */
export async function allow(open: OpenApp, milliseconds: number): Promise<void> {
  await sql`SELECT set_config('statement_timeout', ${String(milliseconds)}, true)`.execute(open.desk.tx);
}

/** The running transaction, as another connection of the same login can name it. */
export async function runningOf(open: OpenApp): Promise<{ pid: number; since: string }> {
  const { rows } = await sql<{ pid: number; since: string }>`
    SELECT pg_backend_pid() AS pid, now()::text AS since`.execute(open.desk.tx);
  return rows[0]!;
}

/** Ends the statement that runs in that transaction; nothing when it has ended, whoever has the connection now. */
export async function cancel(db: Database, running: { pid: number; since: string }): Promise<void> {
  await db.shared((client) =>
    client.query(
      'SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE pid = $1 AND xact_start = $2::timestamptz',
      [running.pid, running.since],
    ),
  );
}
