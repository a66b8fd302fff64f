/** What can be permitted at all, and which role brings it. Unknown means nobody. */
import type { StaffActor, StaffRole } from './actors.ts';

export const residentPermissions = [
  'public',
  'draft.write',
  // Keeping what a page posted after its session had ended: nothing is shown.
  'draft.keep',
  'application.read',
  'application.write',
  'account.read',
  'account.write',
] as const;
export type ResidentPermission = (typeof residentPermissions)[number];

export const staffPermissions = [
  'public',
  'session.start',
  'session.post',
  // Work apps: what one may do there is in the rules of each app (`accessOf`).
  'app.use',
  'case.list',
  'case.read',
  'case.enter',
  'case.work',
  'case.decide',
  'case.counter',
  'case.assign',
  'organisation.read',
  'organisation.import',
  'operations.read',
  'operations.act',
  'records.read',
  'records.manage',
  'records.approve',
  'records.office',
  'audit.read',
  'integration.manage',
  'protection.read',
  'protection.manage',
  'protection.examine',
  'account.self',
  'export.make',
  'export.cases',
  'export.staff',
  'export.approve',
  'export.approveRegular',
  'app.build',
  'app.oversee',
  // 手続の棚卸し: read by everybody, changed by the department that answers (`mayEditEntry`), by the DX office everywhere.
  'catalogue.read',
  'catalogue.edit',
  'catalogue.manage',
] as const;
export type StaffPermission = (typeof staffPermissions)[number];

const everyPost: StaffPermission[] = [
  'app.use',
  'catalogue.read',
  'case.list',
  'case.read',
  'organisation.read',
  'account.self',
  'session.post',
];
const byRole: Record<StaffRole, StaffPermission[]> = {
  intake: [
    'case.enter',
    'case.work',
    'case.assign',
    'export.make',
    'export.cases',
    'app.build',
    'catalogue.edit',
  ],
  check: [
    'app.build',
    'catalogue.edit',
    'case.work',
    'case.decide',
    'case.assign',
    'records.read',
    'records.manage',
    'export.make',
    'export.cases',
    'export.approve',
  ],
  decide: [
    'app.build',
    'catalogue.edit',
    'case.decide',
    'case.assign',
    'export.make',
    'export.cases',
    'export.approve',
    'export.approveRegular',
    'records.read',
    'records.manage',
    'records.approve',
  ],
  counter: ['case.enter', 'case.counter'],
  organisation: ['organisation.import', 'export.make', 'export.staff'],
  records: ['records.read', 'records.office'],
  audit: ['audit.read'],
  administration: [
    'app.build',
    // The DX office mends and retires what nobody manages any more.
    'app.oversee',
    'catalogue.edit',
    'catalogue.manage',
    'organisation.import',
    'audit.read',
    'operations.read',
    'operations.act',
    'export.make',
    'export.staff',
    'integration.manage',
  ],
  protection: ['protection.read', 'protection.manage', 'protection.examine'],
};

/** Permissions of these roles; rows are narrowed further by `caseRows`. */
export function permissionsOf(roles: StaffRole[]): Set<StaffPermission> {
  return new Set([...everyPost, ...roles.flatMap((role) => byRole[role])]);
}

/** Whether this member of staff may use routes with this permission at all. */
export function staffMay(actor: StaffActor, permission: StaffPermission): boolean {
  if (permission === 'public' || permission === 'session.start') return true;
  if (actor.kind !== 'staff') return false;
  if (permission === 'session.post') return actor.stage === 'post' || actor.stage === 'full';
  if (actor.stage !== 'full' || actor.post === null) return false;
  const roles = [...actor.post.roles, ...actor.standsInFor.flatMap((standIn) => standIn.roles)];
  return permissionsOf(roles).has(permission);
}
