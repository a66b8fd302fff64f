/** What the head of every page says: notices not read yet, and approvals that wait; one question of the database. */
import { sql } from 'kysely';
import { unreadCount } from '#core/notices.server';
import type { StaffActor } from '#core/policy';
import type { Tx } from '#platform/db.server';
import { ownerOf } from './inbox.server.ts';
import { counted, everything } from './inbox.sql.ts';

export interface Waits {
  unread: number;
  /** Approvals whose turn is this person's. */
  turn: number;
}

/** More than these the head does not count. */
const most = 100;

export async function waitsOf(tx: Tx, actor: StaffActor): Promise<Waits> {
  if (actor.id === null) return { unread: 0, turn: 0 };
  const owner = ownerOf(actor);
  // Whoever acts in no post has no seat: nothing is looked through for them.
  const turn = owner.keys.length === 0 ? sql<number>`0` : counted('turn', owner, everything, most);
  const { rows } = await sql<Waits>`
    SELECT ${unreadCount(actor.id, most)} AS unread, ${turn} AS turn`.execute(tx);
  return rows[0] ?? { unread: 0, turn: 0 };
}
