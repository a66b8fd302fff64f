/** Who acts on exports, and for whom the worker acts. */
import type { Desk } from '#core/cases.server';
import { selectPosts, selectReach, selectStandIns } from '#core/people.server';
import type { StaffActor } from '#core/policy';
import { departmentsFor } from '#core/policy.server';
import { tokyoDate } from '#kernel/dates';
import type { Tx } from '#platform/db.server';
import { caseSource } from './case-source.server.ts';
import type { Viewer } from './exports.sql.ts';
import type { ExportWish } from './model.ts';
import { isActive } from './office.sql.ts';
import { officeSource } from './office-source.server.ts';
import { recordSource } from './record-source.server.ts';
import type { Source } from './source.ts';

export const viewerOf = (actor: StaffActor): Viewer => ({
  staffId: actor.id ?? '',
  postId: actor.postId ?? '',
  approves: departmentsFor(actor, 'export.approve'),
});

export const ownerOf = (actor: StaffActor) => ({ staffId: actor.id ?? '', postId: actor.postId ?? '' });

/** The rows of a wish as this actor reaches them now; null when they may not export this kind at all. */
export async function sourceFor(
  desk: Desk,
  wish: Pick<ExportWish, 'source' | 'query' | 'columns'>,
): Promise<Source | null> {
  if (wish.source === 'cases') {
    if (departmentsFor(desk.actor, 'export.cases').length === 0) return null;
    return caseSource(desk, wish.query, wish.columns);
  }
  if (wish.source === 'records') return recordSource(desk, wish.query, wish.columns);
  if (departmentsFor(desk.actor, 'export.staff').length === 0) return null;
  return officeSource(desk, wish.source, wish.columns);
}

/** The actor as the gate would see them today, in the post they asked in; null when they have left it. */
export async function actorInPost(
  tx: Tx,
  staffId: string,
  postId: string,
  name: string,
): Promise<StaffActor | null> {
  const today = tokyoDate(new Date());
  const post = (await selectPosts(tx, staffId, today)).find((one) => one.id === postId);
  if (post === undefined || !(await isActive(tx, staffId))) return null;
  return {
    kind: 'staff',
    id: staffId,
    postId,
    sessionHash: null,
    stage: 'full',
    name,
    post,
    ...(await selectReach(tx, post, today)),
    standsInFor: await selectStandIns(tx, postId, today),
  };
}
