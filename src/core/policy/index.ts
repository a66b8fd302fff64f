export {
  type AccessMatrix,
  accessMatrix,
  type Cell,
  type FieldRow,
  type MatrixRow,
  matrixLines,
  type TakenRow,
} from './access-matrix.ts';
export {
  actHelp,
  actWords,
  pointedAt,
  recordActs,
  roleWords,
  type WhoNames,
  whoText,
} from './access-words.ts';
export type { Post, ResidentActor, StaffActor, StaffRole, StandIn, SystemActor } from './actors.ts';
export { allOf, anyOf, type Grant } from './grant.ts';
export {
  permissionsOf,
  type ResidentPermission,
  residentPermissions,
  type StaffPermission,
  staffMay,
  staffPermissions,
} from './permissions.ts';
export { type PreparedAccess, type PreparedGrant, prepareAccess } from './prepare-access.ts';
export { type Purpose, purposeOf, purposes } from './purpose.ts';
export { accessOf, type FieldAccess, possibleActs, type RecordAccess } from './record-access.ts';
export { seatedRef, seatKeysOf } from './seats.ts';
export { type Held, holdsBack, isHeld, noneHeld, unheldRef } from './shelter.ts';
export { isMeant } from './who.ts';
export { type Asked, managersAmong, type Reason, reasonsFor } from './who-may.ts';
export { type AccessConcern, accessConcerns } from './wide-access.ts';
