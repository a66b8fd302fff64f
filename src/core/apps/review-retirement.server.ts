/** What taking an app out of use would mean: told before, not after. */
import { selectShape } from '#core/records.server';
import { fail, ok, type Result } from '#kernel/result';
import { type AppDesk, openApp } from './desk.server.ts';
import { selectNewestApps } from './publications.sql.ts';
import { countLiving } from './review.sql.ts';
import { looksAt, sightOf } from './sight.ts';
import { selectUsers } from './usage.sql.ts';

export interface RetirementReview {
  /** Without those in the trash. */
  records: number;
  /** Apps whose fields look at this one: references, related records, lookups. No title: out of this person's sight. */
  lookedAtBy: { title: string | null }[];
  /** Who used it most lately; a few of them. */
  users: { staffId: string; lastAt: Date }[];
}

export async function reviewRetirement(desk: AppDesk, appId: string): Promise<Result<RetirementReview>> {
  const open = await openApp(desk, appId);
  if (open === null || open.published === null) return fail('notFound');
  const shape = await selectShape(desk.tx, appId);
  const others = (await selectNewestApps(desk.tx)).filter((one) => one.id !== appId && looksAt(one, appId));
  const sight = sightOf(desk.actor, []);
  return ok({
    records: shape === null ? 0 : await countLiving(desk.tx, shape.table),
    lookedAtBy: others.map((one) => ({ title: sight.sees(one) ? one.title.ja : null })),
    users: await selectUsers(desk.tx, appId, 10),
  });
}
