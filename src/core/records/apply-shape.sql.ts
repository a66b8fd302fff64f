/** Brings an app's tables to its definition. Publishing only: as the builder (the worker) or the owner (packs, restores). */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Result } from '#kernel/result';
import { ok } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { statementsOf } from './ddl.sql.ts';
import { keptShape, shapesChange } from './kept-shapes.server.ts';
import type { CurrentShape, RecordApp, Shape, ShapeConversion } from './model.ts';
import { planShape } from './plan-shape.ts';

/**
 * Below PostgreSQL's one second for deadlocks: whoever reads through a view and waits for us is never the one to be ended,
 * and nobody stands behind us for longer.
 */
const patience = '400ms';
const attempts = 24;

/** The shape as it stands at this moment, or null while the app has no table. Requests take `currentShape`, which is kept. */
export async function selectShape(tx: Tx, appId: string): Promise<CurrentShape | null> {
  const { rows } = await sql<{ shape: Shape; epoch: string }>`
    SELECT shape, epoch FROM app_tables WHERE app_id = ${appId}`.execute(tx);
  return rows[0] === undefined ? null : { ...rows[0].shape, epoch: rows[0].epoch };
}

/** Every app's shape. */
export async function selectShapes(tx: Tx): Promise<Shape[]> {
  const { rows } = await sql<{ shape: Shape }>`
    SELECT shape FROM app_tables ORDER BY app_id COLLATE "C"`.execute(tx);
  return rows.map((row) => row.shape);
}

/** The shape of an app that must have been published. */
export async function shapeOf(tx: Tx, appId: string): Promise<CurrentShape> {
  const shape = await selectShape(tx, appId);
  if (shape === null) throw new Error(`app ${appId} has no table; was its pack loaded?`);
  return shape;
}

/** The shape for a request: kept in memory while no shape changes. Null while the app has no table. */
export const currentShape = (tx: Tx, appId: string): Promise<CurrentShape | null> =>
  keptShape(tx, appId, () => selectShape(tx, appId));

/** The same of an app that must have been published. */
export async function currentShapeOf(tx: Tx, appId: string): Promise<CurrentShape> {
  return (await currentShape(tx, appId)) ?? shapeOf(tx, appId);
}

/**
 * Creates or extends the tables; gives whether anything changed. Idempotent. `conversions`: the types that are being changed
 * from now on, when they are others than before.
 */
export async function applyShape(
  tx: Tx,
  app: RecordApp,
  conversions?: ShapeConversion[],
): Promise<Result<{ changed: boolean }>> {
  await sql`SELECT pg_advisory_xact_lock(hashtext(current_schema()), hashtext(${app.id}))`.execute(tx);
  const plan = planShape(app, await selectShape(tx, app.id), conversions);
  if (!plan.ok) return plan;
  const statements = statementsOf(plan.value);
  if (statements.length === 0) return ok({ changed: false });
  const script = await scriptOf(tx, statements);
  await asBuilder(tx, () => underLockTimeout(tx, script));
  shapesChange(tx);
  const { shape } = plan.value;
  await sql`
    INSERT INTO app_tables (app_id, table_name, shape) VALUES (${app.id}, ${shape.table}, ${JSON.stringify(shape)}::jsonb)
    ON CONFLICT (app_id) DO UPDATE SET shape = excluded.shape, epoch = app_tables.epoch + 1`.execute(tx);
  return ok({ changed: true });
}

/**
 * Makes the empty tables of a shape as they would have grown over time, for a restore. `system`: the system columns there were
 * when the backup was taken; migrations add the others once the rows are in.
 */
export async function layShape(tx: Tx, shape: Shape, system: readonly string[]): Promise<void> {
  const plan = {
    shape,
    before: null,
    newColumns: shape.columns,
    newChildren: shape.children,
    newChildColumns: [],
    newSearch: shape.search !== undefined,
    system,
    unchanged: false,
  };
  const script = await scriptOf(tx, statementsOf(plan));
  await asBuilder(tx, () => sql.raw(script).execute(tx));
}

/** All tables of records belong to the builder, whoever makes them: it must be able to change them later. */
export async function asBuilder(tx: Tx, work: () => Promise<unknown>): Promise<void> {
  const { rows } = await sql<{ before: string; builder: string }>`
    SELECT quote_ident(current_user) AS before, quote_ident(current_schema() || '_builder') AS builder`.execute(
    tx,
  );
  const { before, builder } = rows[0]!;
  await sql.raw(`SET LOCAL ROLE ${builder}`).execute(tx);
  await work();
  await sql.raw(`SET LOCAL ROLE ${before}`).execute(tx);
}

async function scriptOf(tx: Tx, statements: string[]): Promise<string> {
  const { rows } = await sql<{ staff: string; worker: string }>`
    SELECT quote_ident(current_schema() || '_staff') AS staff, quote_ident(current_schema() || '_worker') AS worker`.execute(
    tx,
  );
  const { staff, worker } = rows[0]!;
  return statements.join(';\n').replaceAll('{{staff}}', staff).replaceAll('{{worker}}', worker);
}

/** A DDL statement that waits for a lock makes everybody behind it wait too: give up soon, let the others pass, try again. */
export async function underLockTimeout(tx: Tx, script: string): Promise<void> {
  await sql.raw(`SET LOCAL lock_timeout = '${patience}'`).execute(tx);
  for (let attempt = 1; ; attempt += 1) {
    await sql`SAVEPOINT shape`.execute(tx);
    try {
      await sql.raw(script).execute(tx);
      await sql`RELEASE SAVEPOINT shape`.execute(tx);
      break;
    } catch (error) {
      if ((error as { code?: unknown }).code !== '55P03' || attempt === attempts) throw error;
      await sql`ROLLBACK TO SAVEPOINT shape`.execute(tx);
      await pause(Math.min(100 * attempt, 1_500) + Math.random() * 200);
    }
  }
  await sql`SET LOCAL lock_timeout = 0`.execute(tx);
}
