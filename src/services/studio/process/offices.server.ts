/** Offices of the department an app belongs to, the highest first: who would check and decide there. */
import type { AppDesk } from '#core/apps.server';
import type { WorkApp } from '#core/definitions';
import { actorsOfAll } from '#core/people.server';
import { officesOf, today } from '../desk.server.ts';
import type { Office } from './starts.ts';

export async function officesOfApp(desk: AppDesk, { work }: WorkApp): Promise<Office[]> {
  const department = (await officesOf(desk)).codeOf(work.department);
  const ranks = new Map<string, number>();
  for (const { post } of await actorsOfAll(desk.tx, today()))
    if (post !== null && post.department === department) ranks.set(post.position, post.rank);
  return [...ranks]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 2)
    .map(([position]) => ({ department, position }));
}
