export { addMember } from './add-member.server.ts';
export { closeGroup } from './close-group.server.ts';
export { createGroup } from './create-group.server.ts';
export { selectGroups, selectMembers } from './groups.sql.ts';
export { type Group, type GroupMember, type Member, mayKeepGroups } from './model.ts';
export { removeMember } from './remove-member.server.ts';
export { renameGroup } from './rename-group.server.ts';
