/** A group with the names of its members, and the work apps whose rules name it. */

import type { Who } from '#core/definitions';
import { definitionsOf, type WorkApp } from '#core/definitions.server';
import { type Group, mayKeepGroups, namesOf, selectGroups, selectMembers } from '#core/people.server';
import { type StaffActor, staffMay } from '#core/policy';
import { openApps } from '#core/views.server';
import type { Tx } from '#platform/db.server';

export interface GroupDesk {
  tx: Tx;
  municipality: string;
  actor: StaffActor;
}

export interface GroupPage {
  group: Group;
  departmentName: string;
  mayKeep: boolean;
  members: { id: string; name: string; kind: 'person' | 'department' }[];
  /** Titles of apps this person may know of. */
  apps: string[];
  /** How many further apps name it. */
  otherApps: number;
}

/** Null: no such group today. */
export async function readGroupPage(desk: GroupDesk, id: string, today: string): Promise<GroupPage | null> {
  const { tx, actor } = desk;
  const group = (await selectGroups(tx, today)).find((one) => one.id === id);
  if (group === undefined) return null;
  const members = await selectMembers(tx, id, today);
  const names = await namesOf(
    tx,
    {
      staff: new Set(members.flatMap((one) => one.staffId ?? [])),
      departments: new Set([group.department, ...members.flatMap((one) => one.department ?? [])]),
      groups: new Set(),
    },
    today,
    'ja',
  );
  const named = await appsNaming(desk, id, today);
  return {
    group,
    departmentName: names.departments?.[group.department] ?? group.department,
    mayKeep: mayKeepGroups(actor, group.department),
    members: members.map((one) =>
      one.staffId === null
        ? {
            id: one.id,
            kind: 'department',
            name: `${names.departments?.[one.department ?? ''] ?? one.department}${one.below ? 'と下の所属' : ''}の職員`,
          }
        : { id: one.id, kind: 'person', name: names.staff?.[one.staffId] ?? '' },
    ),
    ...named,
  };
}

async function appsNaming(
  desk: GroupDesk,
  id: string,
  today: string,
): Promise<Pick<GroupPage, 'apps' | 'otherApps'>> {
  const definitions = await definitionsOf(desk.tx, desk.municipality);
  const naming = definitions
    .apps(today)
    .map(({ body }) => body)
    .filter((body) => body.work !== undefined && names(body as WorkApp, id));
  const open = new Set((await openApps(desk)).map((one) => one.app.id));
  const all = staffMay(desk.actor, 'app.oversee');
  const known = naming.filter((one) => all || open.has(one.id));
  return { apps: known.map((one) => one.title.ja), otherApps: naming.length - known.length };
}

/** In a rule, a field rule or a view. */
function names({ work }: WorkApp, id: string): boolean {
  const all: Who[] = [
    ...(work.access ?? []).flatMap((rule) => rule.who),
    ...(work.fieldAccess ?? [])
      .flatMap((rule) => [...(rule.read ?? []), ...(rule.edit ?? [])])
      .flatMap((one) => one.who),
    ...(work.views ?? []).flatMap((view) => [...(view.who ?? []), ...(view.defaultFor ?? [])]),
  ];
  return all.some((who) => 'group' in who && who.group === id);
}

/** What a form says; a character that no database keeps is left out. */
export const textIn = (form: FormData, name: string): string =>
  String(form.get(name) ?? '')
    .replaceAll('\0', '')
    .trim();
