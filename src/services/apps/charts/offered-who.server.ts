/** Of whom it may be said that they find a view, or meet it first: roles, offices, groups. */
import type { Who } from '#core/definitions';
import { departmentTree, namesOf, selectGroups, selectLivingDepartments } from '#core/people.server';
import { pointedAt, roleWords, type WhoNames } from '#core/policy';
import type { OpenApp } from '#core/views.server';
import type { OfferedWho } from './editor-model.ts';

/** `named`: whom the view means already, people by name among them. */
export async function offeredWho(
  open: OpenApp,
  named: readonly Who[],
): Promise<{ offered: OfferedWho[]; names: WhoNames }> {
  const { tx } = open.desk;
  const departments = await selectLivingDepartments(tx, open.at.today);
  const groups = await selectGroups(tx, open.at.today);
  const names = await namesOf(tx, pointedAt([...named]), open.at.today, 'ja');
  const offered: OfferedWho[] = [
    { title: '全員', entries: [{ who: { everyone: true }, label: '全職員' }] },
    {
      title: '役割',
      entries: Object.entries(roleWords).map(([role, label]) => ({
        who: { role: role as keyof typeof roleWords },
        label,
      })),
    },
    {
      title: '所属（下の所属も）',
      entries: departmentTree(departments).map(({ department, depth }) => ({
        who: { department: department.code, below: true },
        label: `${'　'.repeat(depth)}${department.name}`,
      })),
    },
    {
      title: '職員グループ',
      entries: groups.map(({ id, name }) => ({ who: { group: id }, label: name })),
    },
  ];
  return {
    offered: offered.filter((one) => one.entries.length > 0),
    names: {
      departments: {
        ...names.departments,
        ...Object.fromEntries(departments.map((one) => [one.code, one.name])),
      },
      groups: { ...names.groups, ...Object.fromEntries(groups.map((one) => [one.id, one.name])) },
      staff: names.staff ?? {},
      fields: {},
    },
  };
}
