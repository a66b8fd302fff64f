/** Places in words: `学事課 係長`, a person's name, a group. */
import { namesOf } from '#core/people.server';
import { roleWords } from '#core/policy';
import { tokyoDate } from '#kernel/dates';
import type { Tx } from '#platform/db.server';
import type { Place } from './approval/model.ts';

export async function wordsOfPlaces(tx: Tx, places: readonly Place[]): Promise<(place: Place) => string> {
  const staff = new Set<string>();
  const departments = new Set<string>();
  const groups = new Set<string>();
  for (const place of places) {
    if (place.kind === 'person') staff.add(place.staff);
    if (place.kind === 'office' || place.kind === 'department') departments.add(place.department);
    if (place.kind === 'group') groups.add(place.group);
  }
  const names = await namesOf(tx, { staff, departments, groups }, tokyoDate(new Date()), 'ja');
  const departmentName = (code: string) => names.departments?.[code] ?? code;
  return (place) => {
    switch (place.kind) {
      case 'office':
        return `${departmentName(place.department)} ${place.position}`;
      case 'person':
        return names.staff?.[place.staff] ?? '（不明な職員）';
      case 'group':
        return `グループ「${names.groups?.[place.group] ?? place.group}」`;
      case 'department':
        return `${departmentName(place.department)}の職員`;
      case 'role':
        return roleWords[place.role];
      case 'nobody':
        return '回議先が見つかりません';
    }
  };
}
