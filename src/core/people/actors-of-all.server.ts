/** Everybody as the gate would see them today, one actor for each post: for questions of who may do something. */
import type { StaffActor } from '#core/policy';
import type { Tx } from '#platform/db.server';
import { selectAllStandIns, selectHeldPosts, selectMemberships, selectTree } from './roster.sql.ts';

/** Of one member of staff, give `actorsOfStaff` instead. */
export async function actorsOfAll(tx: Tx, on: string): Promise<StaffActor[]> {
  const [held, tree] = [await selectHeldPosts(tx, on), await selectTree(tx, on)];
  const [memberships, absences] = [await selectMemberships(tx, on), await selectAllStandIns(tx, on)];
  const parent = new Map(tree.map((one) => [one.code, one.parent]));
  const aboveOf = new Map<string, string[]>();
  const belowOf = new Map<string, string[]>();
  for (const { code } of tree) {
    const above: string[] = [];
    // A department whose parent is closed ends the way up, as in `selectReach`.
    for (
      let at: string | null = code;
      at !== null && parent.has(at) && !above.includes(at);
      at = parent.get(at)!
    )
      above.push(at);
    aboveOf.set(code, above);
    for (const one of above) belowOf.set(one, [...(belowOf.get(one) ?? []), code]);
  }
  // Looked up, not walked through: a city has thousands of posts.
  const ofPerson = Map.groupBy(memberships, (one) => one.staffId);
  const ofDepartment = Map.groupBy(memberships, (one) => one.department);
  const ofTree = Map.groupBy(
    memberships.filter((one) => one.below),
    (one) => one.department,
  );
  const ofPost = Map.groupBy(absences, (one) => one.standInPost);
  return held.map(({ name, ...post }) => {
    const above = aboveOf.get(post.department) ?? [];
    const groups = [
      ...(ofPerson.get(post.staffId) ?? []),
      ...(ofDepartment.get(post.department) ?? []),
      ...above.flatMap((code) => ofTree.get(code) ?? []),
    ];
    return {
      kind: 'staff',
      id: post.staffId,
      postId: post.id,
      sessionHash: null,
      stage: 'full',
      name,
      post,
      departments: belowOf.get(post.department) ?? [],
      above,
      groups: [...new Set(groups.map((one) => one.groupId))],
      standsInFor: (ofPost.get(post.id) ?? []).map(({ standInPost: _own, ...absent }) => absent),
    };
  });
}

/** Departments of the day with nothing above them. */
export async function topDepartments(tx: Tx, on: string): Promise<Set<string>> {
  return new Set((await selectTree(tx, on)).flatMap((one) => (one.parent === null ? [one.code] : [])));
}
