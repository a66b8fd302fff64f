import type { StaffActor } from '#core/policy';

/** Nobody in particular: for work of the house itself. Reaches no row through policy. */
export const strangerAtDesk: StaffActor = {
  kind: 'stranger',
  id: null,
  postId: null,
  sessionHash: null,
  stage: 'none',
  name: '',
  post: null,
  departments: [],
  above: [],
  standsInFor: [],
};
