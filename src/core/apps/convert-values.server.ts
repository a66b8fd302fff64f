/**
 * Values of records on their way to another field, or calculated anew, some hundred at a time beside people who work. Each
 * batch is one transaction that also notes how far it came: killed anywhere, the next worker goes on there.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { evaluateForm, prepareForm } from '#core/forms';
import {
  type CurrentShape,
  convertValue,
  type Fill,
  fillRecords,
  finishReindex,
  reindexRecords,
  selectRecordIds,
  selectUnconverted,
  shapeOf,
} from '#core/records.server';
import { tokyoDate, tokyoStamp } from '#kernel/dates';
import type { Database, Tx } from '#platform/db.server';
import {
  type ConversionRow,
  claimConversion,
  endConversion,
  insertFailures,
  isConverting,
  keepFailures,
  noteProgress,
  selectConverted,
  selectStale,
} from './conversions.sql.ts';
import { lockPublication, selectNewestLayers, selectVersion } from './publications.sql.ts';
import { finishPublication } from './publish-app.server.ts';

export interface ConvertOptions {
  /** Records in one transaction. */
  batch?: number;
  /** Milliseconds between two, for the others. */
  pauseMs?: number;
  signal?: AbortSignal;
  /** Of the batch just done. */
  onProgress?: (row: { id: string; done: number; total: number }) => void;
}

/** Records that nobody else can write for the moment: few enough that nobody notices. */
const usualBatch = 500;
/** Words of a record take longer than one value. */
const mostIndexed = 100;
/** Failures beyond this are counted, not listed one by one. */
const mostFailures = 10_000;

/** Everything that waits in a city. Gives how many records were looked at. */
export async function convertAll(
  db: Database,
  municipality: string,
  options: ConvertOptions = {},
): Promise<number> {
  let seen = 0;
  for (;;) {
    options.signal?.throwIfAborted();
    const step = await db.tenant(municipality, 'builder', (tx) =>
      convertBatch(tx, options.batch ?? usualBatch),
    );
    if (step === null) {
      await finishConverted(db, municipality);
      // What is published may have formulas to calculate anew.
      if (await db.tenant(municipality, 'builder', isConverting)) continue;
      return seen + (await reindexStale(db, municipality, options));
    }
    seen += step.seen;
    options.onProgress?.(step);
    // Rows that somebody holds are asked for again after a moment, not at once.
    await pause(step.seen === 0 ? 100 : (options.pauseMs ?? 5));
  }
}

interface Step {
  id: string;
  seen: number;
  done: number;
  total: number;
}

async function convertBatch(tx: Tx, batch: number): Promise<Step | null> {
  const row = await claimConversion(tx);
  if (row === null) return null;
  if (row.kind === 'reindex') return reindexBatch(tx, row, batch);
  const shape = await shapeOf(tx, row.appId);
  const fill = await fillOf(tx, row, shape);
  const ids = await selectRecordIds(tx, shape, row.cursor, batch);
  const asked = ids.length > 0 ? ids : row.pending.slice(0, 100);
  const filled = await fillRecords(tx, shape, asked, fill);
  await insertFailures(tx, row.id, filled.failures.slice(0, mostFailures));
  const pending =
    ids.length > 0 ? [...row.pending, ...filled.held] : [...row.pending.slice(100), ...filled.held];
  const seen = asked.length - filled.held.length;
  const step = { cursor: ids.at(-1) ?? row.cursor, pending, done: row.done + seen };
  await noteProgress(tx, row.id, step);
  if (ids.length === 0 && pending.length === 0) await finish(tx, row, shape, fill);
  return { id: row.id, seen, done: step.done, total: Math.max(row.total, step.done) };
}

/** After rules or fields of search changed: the rows of search follow the records. */
async function reindexBatch(tx: Tx, row: ConversionRow, batch: number): Promise<Step> {
  const app = (await selectVersion(tx, row.appId))!.body;
  const last = await reindexRecords(tx, app, row.cursor, Math.min(batch, mostIndexed));
  if (last === null) {
    await finishReindex(tx, app);
    await endConversion(tx, row.id);
    return { id: row.id, seen: 0, done: row.done, total: row.total };
  }
  const done = Math.min(row.done + Math.min(batch, mostIndexed), Math.max(row.total, row.done + 1));
  await noteProgress(tx, row.id, { cursor: last, pending: [], done });
  return { id: row.id, seen: done - row.done, done, total: row.total };
}

/** From the beginning when it was cut short: nothing depends on how far it is. */
async function reindexStale(db: Database, municipality: string, options: ConvertOptions): Promise<number> {
  const batch = Math.min(options.batch ?? usualBatch, mostIndexed);
  let seen = 0;
  for (const appId of await db.tenant(municipality, 'builder', selectStale)) {
    let after: string | null = null;
    do {
      options.signal?.throwIfAborted();
      after = await db.tenant(municipality, 'builder', async (tx): Promise<string | null> => {
        const app = (await selectVersion(tx, appId))!.body;
        const last = await reindexRecords(tx, app, after, batch);
        if (last === null) await finishReindex(tx, app);
        return last;
      });
      if (after !== null) seen += batch;
      await pause(options.pauseMs ?? 5);
    } while (after !== null);
  }
  return seen;
}

async function fillOf(tx: Tx, row: ConversionRow, shape: CurrentShape): Promise<Fill> {
  const today = tokyoDate(new Date());
  if (row.kind === 'convert') {
    const [to] = row.toFields as [number];
    const conversion = shape.conversions?.find((one) => one.from === row.fromField && one.to === to);
    if (conversion === undefined) throw new Error(`conversion ${row.id} has left its shape`);
    return {
      read: new Set([conversion.from]),
      write: [to],
      compute(answers) {
        const converted = convertValue(conversion, answers[conversion.from], today);
        if ('reason' in converted) return { values: {}, reason: converted.reason };
        // Where there is nothing to convert, what stands there stays: going back, it may be the older value.
        return { values: converted.value === null ? {} : { [to]: converted.value } };
      },
    };
  }
  const app = (await selectVersion(tx, row.appId))!.body;
  const mapped = app.fields.some((field) => field.type === 'area');
  const form = prepareForm(app as never, undefined, mapped ? await selectNewestLayers(tx) : undefined);
  const context = { today, now: tokyoStamp(new Date()), language: 'ja' };
  const still = row.toFields.filter((id) => form.fields.some((field) => field.id === id));
  return {
    write: still,
    compute(answers) {
      const { calculated } = evaluateForm(form, answers, context);
      return { values: Object.fromEntries(still.map((id) => [String(id), calculated[`f${id}`] ?? null])) };
    },
  };
}

async function finish(tx: Tx, row: ConversionRow, shape: CurrentShape, fill: Fill): Promise<void> {
  if (row.kind === 'convert') {
    // People went on writing: what did not fit then is listed too, and what they mended is not.
    const left = await selectUnconverted(tx, shape, row.fromField!, row.toFields[0]!, mostFailures);
    const { failures } = await fillRecords(tx, shape, left, fill);
    await keepFailures(tx, row.id, left);
    await insertFailures(tx, row.id, failures);
    await noteProgress(tx, row.id, { cursor: row.cursor, pending: [], done: row.done });
  }
  await endConversion(tx, row.id);
}

/** In a transaction of its own: whoever waits for a table must hold no record that its writers wait for. */
async function finishConverted(db: Database, municipality: string): Promise<void> {
  const waiting = await db.tenant(municipality, 'builder', selectConverted);
  for (const id of waiting)
    await db.tenant(municipality, 'builder', async (tx) => {
      const publication = await lockPublication(tx, id);
      if (publication?.state === 'converting') await finishPublication(tx, municipality, publication);
    });
}
