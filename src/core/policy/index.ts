export type { Post, ResidentActor, StaffActor, StaffRole, StandIn, SystemActor } from './actors.ts';
export {
  permissionsOf,
  type ResidentPermission,
  residentPermissions,
  type StaffPermission,
  staffMay,
  staffPermissions,
} from './permissions.ts';
export { type Purpose, purposeOf, purposes } from './purpose.ts';
