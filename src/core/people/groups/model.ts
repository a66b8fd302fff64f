/** Groups of staff 職員グループ: across departments, kept by one. Whom they name is whom permissions and fields name. */
import type { StaffActor, StaffRole } from '#core/policy';
import { staffMay } from '#core/policy';
import type { Issue } from '#kernel/errors';

export interface Group {
  id: string;
  name: string;
  /** Code of the department that keeps it. */
  department: string;
  validFrom: string;
  validTo: string | null;
}

/** A person, or whoever acts in a department, with all below it or without. */
export type Member = { staffId: string } | { department: string; below: boolean };

export interface GroupMember {
  id: string;
  staffId: string | null;
  department: string | null;
  below: boolean;
  validFrom: string;
}

/** Who keeps groups of a department: those who check or decide there or above, and who keeps the organisation. */
export function mayKeepGroups(actor: StaffActor, department: string): boolean {
  if (staffMay(actor, 'organisation.import')) return true;
  const keeps: StaffRole[] = ['check', 'decide'];
  return (
    actor.kind === 'staff' &&
    actor.departments.includes(department) &&
    actor.post?.roles.some((role) => keeps.includes(role)) === true
  );
}

/** Ids are said in definitions of apps: chosen by people, or made where nobody minds. */
export const groupId = /^[a-z0-9]+(?:-[a-z0-9]+){0,20}$/;

export function nameIssues(name: string): Issue[] {
  if (name === '') return [{ path: 'name', message: 'グループの名前を入力してください。' }];
  return name.length > 100 ? [{ path: 'name', message: 'グループの名前は100文字までにしてください。' }] : [];
}
