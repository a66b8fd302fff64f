/**
 * One export from the wish to the file, in the worker. Everything is read in one snapshot; what is written goes out in short
 * transactions of its own, so that progress shows, cancelling works and no long transaction holds up the house.
 */
import { hash, randomUUID } from 'node:crypto';
import { definitionsOf } from '#core/definitions.server';
import { tellPeople } from '#core/notices.server';
import { holdMeasures } from '#core/protection.server';
import { tokyoDate, tokyoDateTimeParts } from '#kernel/dates';
import { insertAudit } from '#platform/audit.server';
import { type Keyring, randomSecret } from '#platform/crypto.server';
import type { Database, Tx } from '#platform/db.server';
import type { Log } from '#platform/log.server';
import { type Cell, csvText } from './cells.ts';
import { actorInPost, sourceFor } from './desk.server.ts';
import { type ExportRow, selectExportById } from './exports.sql.ts';
import { type Misfits, secondPersonAbove, sources } from './model.ts';
import { type PieceStore, readPackage, writePackage } from './package-file.server.ts';
import { DistinctCounter } from './persons.ts';
import { deletePieces, insertPiece, selectPiece } from './pieces.sql.ts';
import type { Source } from './source.ts';
import { MisfitList, replacementText } from './windows31j.server.ts';
import {
  type Counts,
  claimExport,
  failExport,
  finishExport,
  noteProgress,
  readOneMoment,
  releaseExport,
  selectMoment,
  settleCount,
} from './work.sql.ts';

export interface ExportTools {
  db: Database;
  keyring: Keyring;
  log: Log;
  /** Rows of one sheet; tests lower it. */
  maxRows?: number;
  /** True while the process is being stopped. */
  stopping?: () => boolean;
}

/** Called off, taken over by another worker, or the process ends: nothing more is to be done here. */
class Stopped extends Error {}
/** Cannot be done however often it is tried; the word is shown to whoever asked. */
class Impossible extends Error {}

/** Does one export that waits; false when none does. */
export async function runNextExport(tools: ExportTools, municipality: string): Promise<boolean> {
  const claim = randomUUID();
  const staff = <T>(work: (tx: Tx) => Promise<T>) => tools.db.tenant(municipality, 'staff', work);
  const id = await staff((tx) => claimExport(tx, claim));
  if (id === null) return false;
  try {
    await staff(async (snapshot) => {
      await readOneMoment(snapshot);
      const readAt = await selectMoment(snapshot);
      await workOn({ ...tools, municipality, claim, id, snapshot, readAt, staff });
    });
  } catch (error) {
    if (error instanceof Impossible) await staff((tx) => failExport(tx, id, claim, error.message));
    else {
      if (!(error instanceof Stopped)) tools.log.error('export failed', error, { export: id });
      await staff((tx) => releaseExport(tx, id, claim));
    }
    await staff((tx) => deletePieces(tx, id, claim));
  }
  return true;
}

interface Work extends ExportTools {
  municipality: string;
  id: string;
  claim: string;
  /** Reads only, all of one moment. */
  snapshot: Tx;
  readAt: Date;
  staff: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
}

async function workOn(work: Work): Promise<void> {
  const { snapshot, municipality } = work;
  const row = (await selectExportById(snapshot, work.id))!;
  const actor = await actorInPost(
    snapshot,
    row.requester_staff_id,
    row.requester_post_id,
    row.requester_name,
  );
  if (actor === null) throw new Impossible('post-left');
  const source = await sourceFor({ tx: snapshot, municipality, actor }, row);
  // A field that became sealed, or a right that ended, since it was asked for.
  if (source === null || source.columns.length !== row.columns.length) throw new Impossible('right-lost');
  const mark = await watermarkOf(work, row);
  const { counts, misfits } = await countAll(work, source, row, mark);
  const to = misfits !== null ? 'choosing' : agreed(row, counts) ? 'building' : 'waiting';
  if (!(await work.staff((tx) => settleCount(tx, work.id, work.claim, counts, to, misfits))))
    throw new Stopped();
  if (to === 'building') await build(work, row, source, counts, mark);
}

/** Regular outputs were agreed to for the year; above 100 persons somebody has to have agreed to just this number. */
function agreed(row: ExportRow, counts: Counts): boolean {
  if (row.regular_output_id !== null || counts.persons <= secondPersonAbove) return true;
  return (
    row.approver_staff_id !== null &&
    row.approver_staff_id !== row.requester_staff_id &&
    row.approved_rows === counts.rows &&
    row.approved_persons === counts.persons
  );
}

async function countAll(
  work: Work,
  source: Source,
  row: ExportRow,
  mark: Watermark,
): Promise<{ counts: Counts; misfits: Misfits | null }> {
  const persons = new DistinctCounter((key) => hash('sha256', key, 'buffer').readBigUInt64LE());
  const misfits = row.encoding === 'windows-31j' ? new MisfitList(row.replacements) : null;
  for (const label of row.column_labels) misfits?.look(label, 0, '見出し');
  misfits?.look(mark.line(0), 0, '最後の行（控え）');
  let rows = 0;
  for await (const batch of source.walk()) {
    for (const key of batch.persons) persons.add(key);
    for (const cells of batch.cells) {
      rows += 1;
      if (misfits !== null)
        cells.forEach((cell, index) => void misfits.look(csvText(cell), rows, source.columns[index]!.label));
    }
    await goOn(work, 0);
  }
  const expected = await source.count();
  if (rows !== expected) throw new Error(`${rows} rows were read, ${expected} were selected`);
  return {
    counts: { rows, persons: persons.count, leftOut: await source.leftOut() },
    misfits: misfits?.found ?? null,
  };
}

async function build(
  work: Work,
  row: ExportRow,
  source: Source,
  counts: Counts,
  mark: Watermark,
): Promise<void> {
  const { id, claim, staff } = work;
  await staff((tx) => deletePieces(tx, id, claim));
  const store: PieceStore = {
    async put(position, bytes) {
      if (!(await staff((tx) => insertPiece(tx, { exportId: id, claim, position }, bytes))))
        throw new Stopped();
    },
    get: (position) => staff((tx) => selectPiece(tx, id, position)),
  };
  const password = randomSecret(20);
  const written = await writePackage(
    {
      format: row.format,
      encoding: row.encoding,
      replacements: row.replacements,
      labels: row.column_labels,
      batches: auditedRows(work, row, source),
      fileName: mark.fileName,
      password,
      title: `${sources[row.source]} ${row.number}`,
      author: mark.who,
      watermark: () => mark.line(counts.rows),
      receipt: () => mark.receipt(counts),
      maxRows: work.maxRows,
    },
    store,
  );
  // Read again as the recipient will: what is missing now would be missing there.
  const read = await readPackage(store, written, { ...row, password });
  if (read.rows !== counts.rows || read.sha256 !== written.sha256)
    throw new Error(`${counts.rows} rows were selected, ${read.rows} are in the file`);
  const file = {
    fileName: `${mark.fileName}.zip`,
    sha256: written.sha256,
    bytes: written.bytes,
    sheets: written.sheets,
    passwordSealed: work.keyring.seal(password, passwordContext(work.municipality, id)),
  };
  await staff(async (tx) => {
    await holdMeasures(tx);
    if (!(await finishExport(tx, id, claim, file, work.readAt))) throw new Stopped();
    await insertAudit(tx, auditOf(row, 'export.ready', 'export', [id]));
    await tellPeople(tx, { kind: 'export', about: id, to: [row.requester_staff_id], by: null });
  });
  work.log.info('export ready', { municipality: work.municipality, export: id, rows: counts.rows });
}

/** The rows as they are written, each batch noted: "who saw this case" has to find exports too. */
async function* auditedRows(work: Work, row: ExportRow, source: Source): AsyncGenerator<Cell[][]> {
  let rows = 0;
  for await (const batch of source.walk()) {
    rows += batch.cells.length;
    await goOn(work, rows, (tx) => insertAudit(tx, auditOf(row, 'export.rows', source.noun, batch.ids)));
    yield batch.cells;
  }
}

async function goOn(work: Work, rows: number, also?: (tx: Tx) => Promise<void>): Promise<void> {
  const mine = await work.staff(async (tx) => {
    await also?.(tx);
    return noteProgress(tx, work.id, work.claim, rows);
  });
  if (!mine || work.stopping?.() === true) throw new Stopped();
}

const auditOf = (row: ExportRow, act: string, noun: string, ids: string[]) => ({
  zone: 'worker' as const,
  actorKind: 'staff',
  actorId: row.requester_staff_id,
  postId: row.requester_post_id,
  act,
  noun,
  ids,
  fieldClasses: row.field_classes,
  purpose: `${row.number} ${row.purpose}`,
  requestId: null,
});

/** By the keyring, not the vault: it lies there for a day at most, and when the keys change meanwhile a new export is made. */
export const passwordContext = (municipality: string, id: string) => ({
  municipality,
  purpose: `export-password:${id}`,
});

interface Watermark {
  fileName: string;
  who: string;
  line(rows: number): string;
  receipt(counts: Counts): [string, string][];
}

/** Who took it, when, why and under which number: in the name, in the file, and beside it. */
async function watermarkOf(work: Work, row: ExportRow): Promise<Watermark> {
  const now = new Date();
  const { date, hour, minute } = tokyoDateTimeParts(now);
  const two = (part: number) => String(part).padStart(2, '0');
  const { municipality } = (await definitionsOf(work.snapshot, work.municipality)).organisation(
    tokyoDate(now),
  );
  const who = `${row.department_name} ${row.requester_position} ${row.requester_name}`;
  const at = `${date} ${two(hour)}:${two(minute)}`;
  const purpose = row.purpose.replace(/\s+/g, ' ');
  return {
    fileName: `${row.number}_${row.requester_login.replace(/[^A-Za-z0-9.-]/g, '_')}_${date.replaceAll('-', '')}${two(hour)}${two(minute)}`,
    who: `${municipality.name} ${who}`,
    line: (rows) => `${row.number} ${municipality.name} ${who} ${at} 目的：${purpose} ${rows}件`,
    receipt: (counts) => [
      ['出力番号', row.number],
      ['出力した人', `${municipality.name} ${who}`],
      ['出力した日時', at],
      ['目的', purpose],
      ...(row.recipient === null ? [] : ([['提供先', row.recipient]] as [string, string][])),
      ['対象', sources[row.source]],
      ['項目', row.column_labels.join('、')],
      ['件数', String(counts.rows)],
      ['人数', String(counts.persons)],
      ...(Object.keys(row.replacements).length === 0
        ? []
        : ([['置き換えた文字', replacementText(row.replacements)]] as [string, string][])),
      ...(row.approver_name === null ? [] : ([['承認した人', row.approver_name]] as [string, string][])),
    ],
  };
}
