/** Names of whom rules point at, and who may be picked: for pages about access. */
import type { AppDesk } from '#core/apps.server';
import type { Who, WorkApp } from '#core/definitions';
import { actorsOfAll, departmentTree, namesOf, selectGroups } from '#core/people.server';
import { pointedAt, type WhoNames } from '#core/policy';
import { officesOf, today } from '../desk.server.ts';
import { seatsOf } from '../process/model.ts';
import { isWho } from '../process/seat-words.ts';

export interface Picks {
  departments: { code: string; name: string }[];
  groups: { id: string; name: string }[];
  positions: string[];
}

/** Of its process too, as far as seats name somebody by themselves. */
export function whosOf({ work }: Pick<WorkApp, 'work'>): Who[] {
  const grants = (work.fieldAccess ?? []).flatMap((rule) => [...(rule.read ?? []), ...(rule.edit ?? [])]);
  return [
    ...(work.access ?? []).flatMap((rule) => rule.who),
    ...grants.flatMap((grant) => grant.who),
    ...(work.views ?? []).flatMap((view) => view.who ?? []),
    ...(work.process === undefined ? [] : seatsOf(work.process).filter(isWho)),
  ];
}

/** Staff by name with their departments, as far as the rules name them; departments and groups all. */
export async function whoNames(desk: AppDesk, app: Pick<WorkApp, 'work' | 'fields'>): Promise<WhoNames> {
  const names = await namesOf(desk.tx, pointedAt(whosOf(app)), today(), 'ja');
  return {
    departments: names.departments ?? {},
    groups: names.groups ?? {},
    staff: names.staff ?? {},
    fields: Object.fromEntries(app.fields.map((field) => [field.code, field.label.ja])),
  };
}

/** Offices to choose from: a few hundred at most, so they stand on the page. People are searched for. */
export async function picksOf(desk: AppDesk): Promise<Picks> {
  const offices = await officesOf(desk);
  const groups = await selectGroups(desk.tx, today());
  const positions = new Map<string, number>();
  for (const { post } of await actorsOfAll(desk.tx, today()))
    if (post !== null) positions.set(post.position, Math.max(post.rank, positions.get(post.position) ?? 0));
  return {
    departments: departmentTree(offices.all).map(({ department, depth }) => ({
      code: department.code,
      name: `${'　'.repeat(depth)}${department.name}`,
    })),
    groups: groups.map(({ id, name }) => ({ id, name })),
    positions: [...positions].sort(([, a], [, b]) => b - a).map(([name]) => name),
  };
}
