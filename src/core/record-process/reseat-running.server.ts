/** Seats running approvals anew after 人事異動, absences, groups and suspensions, piece by piece; the log of each record lists what moved. */
import { definitionsOf } from '#core/definitions.server';
import { fail, ok, type Result } from '#kernel/result';
import { insertAudit } from '#platform/audit.server';
import { atomically, type Database, isUnavailable, type Tx } from '#platform/db.server';
import type { Log } from '#platform/log.server';
import type { Known } from './approval/find-places.ts';
import type { World } from './approval/lay-out.ts';
import { everySeat } from './approval/may.ts';
import type { Approval } from './approval/model.ts';
import { reseat } from './approval/reseat.ts';
import { type RecordKey, selectAsking } from './approvals.sql.ts';
import type { Moved } from './model.ts';
import { changes, reseatRecord } from './reseat-record.server.ts';
import { worldOf } from './world.server.ts';

/** Records looked at in one transaction: nobody who acts waits for more than that. */
const inOnePiece = 100;

interface Reseating {
  municipality: string;
  /** Stands in the log of every record whose seats moved. */
  why: string;
  log: Log;
  /** Tests have few. */
  atOnce?: number;
}

/** All of the city, a transaction for each piece. Idempotent: nothing that sits right is touched. */
export async function reseatRunning({ db, ...round }: Reseating & { db: Database }): Promise<Moved[]> {
  const moved: Moved[] = [];
  const pieceBehind = (after: RecordKey | null): Promise<Piece> =>
    db.tenant(round.municipality, 'staff', (tx) => reseatPiece(tx, round, after));
  let piece = await pieceBehind(null);
  moved.push(...piece.moved);
  while (piece.next !== null) {
    piece = await pieceBehind(piece.next);
    moved.push(...piece.moved);
  }
  return moved;
}

interface Piece {
  moved: Moved[];
  next: RecordKey | null;
}

/** The next records in their order; `next` null: that was all. One that fails is logged and holds up no other. */
export async function reseatPiece(
  tx: Tx,
  { municipality, why, log, atOnce = inOnePiece }: Reseating,
  after: RecordKey | null,
): Promise<Piece> {
  const asking = await selectAsking(tx, after, atOnce);
  const [first] = asking;
  if (first === undefined) return { moved: [], next: null };
  const definitions = await definitionsOf(tx, municipality);
  const world = await worldOf(tx, definitions);
  const moved: Moved[] = [];
  const records = new Map(asking.map(({ appId, recordId }) => [`${appId} ${recordId}`, { appId, recordId }]));
  const unsettled = new Set(
    asking.flatMap(({ appId, recordId, approval }) =>
      mightMove(approval, world) ? `${appId} ${recordId}` : [],
    ),
  );
  for (const key of unsettled) {
    const record = records.get(key)!;
    const done = await atomically<Result<Moved[]>>(
      tx,
      async () => ok(await reseatRecord({ tx, definitions, world, why }, record)),
      (thrown) => broken(thrown, log, record),
    );
    if (done.ok) moved.push(...done.value);
  }
  await auditMoved(tx, moved);
  const last = [...records.values()].at(-1)!;
  return { moved, next: records.size < atOnce ? null : last };
}

/** Without the record and its lock: what sits right is left alone. A home that was never found is looked for with the record. */
function mightMove(approval: Approval, world: World): boolean {
  if (everySeat(approval).some(({ seat }) => seat.home.kind === 'nobody')) return true;
  return changes(approval, reseat(approval, nobodyKnown, world).approval);
}

const nobodyKnown: Known = { drafter: null, previous: null, named: () => ({ kind: 'user', values: [] }) };

/** What is over in a moment is tried again, with the whole piece. */
function broken(thrown: unknown, log: Log, { appId, recordId }: RecordKey): Result<Moved[]> {
  const passing = ['40001', '40P01'].includes(String((thrown as { code?: unknown } | null)?.code));
  if (passing || isUnavailable(thrown)) throw thrown;
  log.error('the approval of a record could not be seated anew', thrown, { app: appId, record: recordId });
  return fail('internal');
}

function auditMoved(tx: Tx, moved: readonly Moved[]): Promise<void> | undefined {
  if (moved.length === 0) return;
  return insertAudit(tx, {
    zone: 'worker',
    actorKind: 'system',
    actorId: null,
    postId: null,
    act: 'record.reseat',
    noun: 'record',
    ids: [...new Set(moved.map((one) => one.recordId))],
    fieldClasses: [],
    purpose: null,
    requestId: null,
  });
}
