/**
 * The worker's part: goes through a file in batches, each in a transaction that also moves the position. Whoever is killed has
 * written whole batches only; whoever comes next begins behind them. Each batch asks anew who asks and what they may do.
 */
import { createHash, randomUUID } from 'node:crypto';
import {
  type EntryApp,
  type EntryDesk,
  type Landing,
  landRecords,
  openForImport,
} from '#core/entries.server';
import { tellPeople } from '#core/notices.server';
import { actorsOfStaff } from '#core/people.server';
import { sentenceOf } from '#kernel/errors';
import { insertAudit } from '#platform/audit.server';
import { type Keyring, sealsOf } from '#platform/crypto.server';
import type { Database, Tx } from '#platform/db.server';
import type { FileStore } from '#platform/files.server';
import {
  advance,
  claimImport,
  endImport,
  type ImportRow,
  insertProblems,
  lockClaimed,
  noteKeys,
  releaseImport,
} from './imports.sql.ts';
import { mostRowsOfRecord, recordStarts } from './line-rows.ts';
import { type ImportProblem, problemsKept } from './model.ts';
import { planOf, type ReadRow, readRows } from './read-rows.server.ts';
import { type SheetRow, UnreadableSheet } from './reader/sheet.ts';
import { openKept } from './request-import.server.ts';

export interface ImportTools {
  db: Database;
  keyring: Keyring;
  files: FileStore;
  stopping: () => boolean;
  /** Rows of one transaction. */
  batch?: number;
  /** Seconds without a sign after which another worker goes on. */
  lease?: number;
}

const batchRows = 500;
const leaseSeconds = 60;

/** Works off one import that waits; false when none does. */
export async function runNextImport(tools: ImportTools, municipality: string): Promise<boolean> {
  const { db, lease = leaseSeconds } = tools;
  const claim = randomUUID();
  const row = await db.tenant(municipality, 'staff', (tx) => claimImport(tx, claim, lease));
  if (row === null) return false;
  const staff = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.tenant(municipality, 'staff', work);
  try {
    const rest = await walk(tools, municipality, { ...row, claim });
    if (rest === 'stopping') await staff((tx) => releaseImport(tx, row.id, claim));
    return rest !== 'stopping';
  } catch (error) {
    if (error instanceof UnreadableSheet) {
      await staff(async (tx) => {
        if ((await lockClaimed(tx, row.id, claim)) !== null)
          await endImport(tx, row.id, 'failed', { problem: error.message });
      });
      return true;
    }
    await staff((tx) => releaseImport(tx, row.id, claim)).catch(() => undefined);
    throw error;
  }
}

type Claimed = ImportRow & { claim: string };

async function walk(tools: ImportTools, municipality: string, row: Claimed): Promise<'over' | 'stopping'> {
  const size = tools.batch ?? batchRows;
  const sheet = await openKept(tools.files.of(municipality), row);
  try {
    let batch: SheetRow[] = [];
    let first = true;
    const starts = recordStarts(row.mapping);
    const work = async (rows: SheetRow[]): Promise<boolean> =>
      tools.db.tenant(municipality, 'staff', (tx) => workBatch(tx, tools, municipality, row, rows));
    for await (const one of sheet.rows(row.sheet)) {
      const isHeading = first;
      first = false;
      if (isHeading || one.number <= row.position || isFooter(one)) continue;
      // Rows of one record stay together.
      const full = starts(one.cells) && batch.length >= size;
      if (batch.length >= size + mostRowsOfRecord)
        throw new UnreadableSheet(
          `${one.number}行目まで、レコードの始まりが見つかりません。開始行の列を確かめてください。`,
        );
      if (full) {
        if (!(await work(batch))) return 'over';
        batch = [];
        if (tools.stopping()) return 'stopping';
      }
      batch.push(one);
    }
    if (batch.length > 0 && !(await work(batch))) return 'over';
  } finally {
    await sheet.close();
  }
  await tools.db.tenant(municipality, 'staff', async (tx) => {
    const now = await lockClaimed(tx, row.id, row.claim);
    if (now === null) return;
    await endImport(tx, row.id, now.state === 'running' ? 'done' : 'checked', { total: now.seen });
    // A check is waited for on the page; records being written may take as long as they want.
    if (now.state === 'running')
      await tellPeople(tx, { kind: 'import', app: row.app_id, about: row.id, to: [row.staff_id], by: null });
  });
  return 'over';
}

/** The last row of our own exports says whose file it is. */
const isFooter = ({ cells }: SheetRow): boolean =>
  cells[0]?.startsWith('# ') === true && cells.slice(1).every((cell) => cell === '');

/** False: not ours any more, or called off, or it cannot go on. */
async function workBatch(
  tx: Tx,
  tools: ImportTools,
  municipality: string,
  claimed: Claimed,
  rows: SheetRow[],
): Promise<boolean> {
  const row = await lockClaimed(tx, claimed.id, claimed.claim);
  if (row === null) return false;
  const fail = async (problem: string): Promise<false> => {
    await endImport(tx, row.id, 'failed', { problem });
    return false;
  };
  const actor = (await actorsOfStaff(tx, row.staff_id)).find((one) => one.postId === row.post_id);
  if (actor === undefined) return fail('取込みを始めた人が、いまはその役職にいません。');
  const seals = sealsOf({ tx, keyring: tools.keyring, municipality }, 'staff');
  const desk: EntryDesk = { tx, municipality, actor, seals, touched: () => undefined };
  const opened = await openForImport(desk, row.app_id);
  if (!opened.ok) return fail(sentenceOf(opened.error));
  const open = opened.value;
  const plan = planOf(open, row);
  if (plan === null) return fail('業務アプリの項目が変わりました。列の対応を選び直してください。');
  const write = row.state === 'running';
  const read = await readRows(desk, open, row, plan, rows);
  await refuseTwins(tx, row, read);
  const arrivals = read.flatMap((one) => one.arrival ?? []);
  const landings = await landRecords(desk, open, arrivals, { write });
  if (!write) await refuseSameKeys(tx, row, landings);
  await conclude(tx, row, open, read, landings, rows.at(-1)!.number);
  return true;
}

/** The same key twice in one file: which of the two rows counts is not ours to say. */
async function refuseTwins(tx: Tx, row: ImportRow, read: ReadRow[]): Promise<void> {
  const keys = read.flatMap((one) =>
    one.key === null ? [] : [{ key: digest(row.id, `k ${one.key}`), row: one.row }],
  );
  const twins = await noteKeys(tx, row.id, keys);
  for (const one of read) {
    const first = twins.get(one.row);
    if (first === undefined) continue;
    one.arrival = null;
    one.issues.push({
      path: '',
      message: `${first}行目と、照合に使う項目が同じです。1つにまとめてください。`,
    });
  }
}

/** What the database would refuse when it is written, said already when it is checked. */
async function refuseSameKeys(tx: Tx, row: ImportRow, landings: Landing[]): Promise<void> {
  const keys = landings.flatMap((one) =>
    one.keys.map((key) => ({ key: digest(row.id, `u ${key}`), row: one.row })),
  );
  const twins = await noteKeys(tx, row.id, keys);
  for (const one of landings) {
    const first = twins.get(one.row);
    if (first === undefined || one.outcome === 'wrong') continue;
    one.outcome = 'wrong';
    one.issues = [{ path: '', message: `${first}行目と、重複できない項目が同じです。` }];
  }
}

/** With the import's id: digests of two files tell nothing about each other. */
const digest = (id: string, key: string): Buffer =>
  createHash('sha256').update(`${id} ${key}`).digest().subarray(0, 16);

async function conclude(
  tx: Tx,
  row: ImportRow,
  open: EntryApp,
  read: readonly ReadRow[],
  landings: readonly Landing[],
  position: number,
): Promise<void> {
  const count = (outcome: Landing['outcome']) => landings.filter((one) => one.outcome === outcome).length;
  const unread = read.filter((one) => one.arrival === null);
  const wrong = [
    ...unread.map((one) => ({ row: one.row, issues: one.issues })),
    ...landings.filter((one) => one.outcome === 'wrong'),
  ].sort((a, b) => a.row - b.row);
  if (row.wrong < problemsKept)
    await insertProblems(
      tx,
      row.id,
      wrong.flatMap((one) => problemsIn(row, open, one.row, one.issues)),
    );
  const written = landings.filter((one) => one.outcome === 'new' || one.outcome === 'changed');
  await advance(tx, row.id, {
    position,
    seen: read.length,
    added: count('new'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    wrong: wrong.length,
    warned: written.filter((one) => one.warned).length,
  });
  if (row.state !== 'running' || written.length === 0) return;
  const fields = new Set(row.mapping.columns.map((target) => target?.split('.')[0]));
  const classes = open.fields.filter((one) => fields.has(String(one.id))).map((one) => one.classification);
  await insertAudit(tx, {
    zone: 'staff',
    actorKind: 'staff',
    actorId: row.staff_id,
    postId: row.post_id,
    act: 'record.import',
    noun: 'record',
    ids: [row.app_id, ...written.flatMap((one) => one.id ?? [])],
    fieldClasses: [...new Set(classes)].sort(),
    purpose: `import ${row.id}`,
    requestId: null,
  });
}

function problemsIn(
  row: ImportRow,
  open: EntryApp,
  number: number,
  issues: Landing['issues'],
): ImportProblem[] {
  const told = issues.length > 0 ? issues : [{ path: '', message: 'この行は取り込めません。' }];
  return told.slice(0, 20).map(({ path, message }) => {
    const id = /^f(\d+)/.exec(path)?.[1] ?? (path === 'id' ? 'id' : '');
    const place = id === '' ? -1 : row.mapping.columns.indexOf(id);
    if (place >= 0) return { row: number, place, message };
    const label = open.fields.find((one) => String(one.id) === id)?.label.ja;
    return { row: number, place: null, message: label === undefined ? message : `「${label}」：${message}` };
  });
}
