/**
 * One round of sealing: rows below the oldest running transaction become leaves, the new head is signed and stored. Nothing
 * is held in memory between rounds: the frontier stands beside the head, and together they give the root that was signed.
 */
import type { Database, Tx } from '#platform/db.server';
import { headDigest, headText, openHead } from './head.server.ts';
import {
  contentOf,
  countLeaves,
  type HeadRow,
  insertHead,
  insertLeaves,
  type Moment,
  selectLastHead,
  selectMoment,
  selectUnsealed,
  tryLock,
} from './leaves.sql.ts';
import type { Signer } from './note.server.ts';
import { Frontier, leafHash } from './tree.server.ts';

/** Rows sealed at once at most; a round takes as many batches as it needs. */
const batch = 5_000;

/** Leaves or heads are not as they were left: going on would put our signature under it. Acts go on, their rows wait. */
export class TreeBroken extends Error {
  readonly code: 'head-altered' | 'leaves-altered' | 'behind-anchor';
  constructor(code: TreeBroken['code']) {
    super(`the audit tree was altered: ${code}`);
    this.code = code;
  }
}

/** Seals everything that can be sealed now; gives how many rows. */
export async function seal(db: Database, municipality: string, signer: Signer): Promise<number> {
  for (let sealed = 0; ; ) {
    const count = await db.tenant(municipality, 'worker', (tx) => sealBatch(tx, signer));
    sealed += count;
    if (count < batch) return sealed;
  }
}

async function sealBatch(tx: Tx, signer: Signer): Promise<number> {
  if (!(await tryLock(tx))) return 0;
  const moment = await selectMoment(tx);
  const last = await selectLastHead(tx);
  const rows = await selectUnsealed(tx, {
    from: beginning(last, moment),
    horizon: moment.horizon,
    limit: batch,
  });
  if (rows.length === 0) return 0;
  const tree = await treeOf(tx, signer, last);
  const leaves = rows.map((row) => ({ id: row.id, hash: leafHash(contentOf(row)) }));
  const from = tree.size;
  for (const leaf of leaves) tree.append(leaf.hash);
  await insertLeaves(tx, from, leaves);
  // A full batch may have stopped inside a transaction; the next one begins there again.
  const full = rows.length === batch;
  const horizon = full ? lower(rows.at(-1)!.xid, moment.horizon) : moment.horizon;
  const text = headText(signer, {
    ...moment,
    horizon,
    size: tree.size,
    root: tree.root().toString('base64'),
    previous: last === null ? null : headDigest(last.note),
  });
  await insertHead(tx, {
    size: tree.size,
    at: moment.at,
    horizon,
    frontier: tree.bytes(),
    note: signer.sign(text),
  });
  return rows.length;
}

/** Transactions are counted anew on another server: after a restore there the whole table is looked through once. */
function beginning(last: HeadRow | null, moment: Moment): string {
  if (last === null || BigInt(last.horizon) > BigInt(moment.horizon)) return '0';
  return last.horizon;
}

const lower = (one: string, other: string) => (BigInt(one) < BigInt(other) ? one : other);

/** The tree as it was signed last; throws when the database says otherwise. */
async function treeOf(tx: Tx, signer: Signer, last: HeadRow | null): Promise<Frontier> {
  const leaves = await countLeaves(tx);
  if (last === null) {
    if (leaves > 0) throw new TreeBroken('head-altered');
    return new Frontier();
  }
  const head = openHead(signer, last.note);
  const tree = Frontier.from(Number(last.size), last.frontier);
  if (
    head === null ||
    tree === null ||
    head.size !== tree.size ||
    tree.root().toString('base64') !== head.root
  )
    throw new TreeBroken('head-altered');
  if (leaves !== tree.size) throw new TreeBroken('leaves-altered');
  return tree;
}
