/** A small city for tests of approvals: people in offices, who can be suspended, absent and transferred. */
import type { Hand } from './model.ts';
import type { Organisation } from './organisation.ts';

export interface Person {
  staff: string;
  department: string;
  position: string;
  groups?: string[];
  /** A second post 兼務. */
  also?: { department: string; position: string };
  suspended?: boolean;
  /** Who stands in for them while they are absent. */
  absentFor?: string;
  keeper?: boolean;
}

export const ranks: Readonly<Record<string, number>> = {
  市長: 100,
  局長: 90,
  課長: 70,
  課長補佐: 60,
  係長: 50,
  主事: 30,
};

export const tree: Readonly<Record<string, { parent?: string; closed?: boolean; successor?: string }>> = {
  CITY: {},
  SOMU: { parent: 'CITY' },
  SOMU1: { parent: 'SOMU' },
  SOMU2: { parent: 'SOMU' },
  KYOIKU: { parent: 'CITY' },
  KYOIKU1: { parent: 'KYOIKU' },
  OLD: { parent: 'SOMU', closed: true, successor: 'SOMU1' },
};

/** 主事 to 市長 in one line, and a second one beside it. */
export const people: readonly Person[] = [
  { staff: 'mayor', department: 'CITY', position: '市長' },
  { staff: 'chief', department: 'SOMU', position: '局長' },
  { staff: 'head', department: 'SOMU1', position: '課長' },
  { staff: 'vice', department: 'SOMU1', position: '課長補佐' },
  { staff: 'leader', department: 'SOMU1', position: '係長' },
  { staff: 'clerk', department: 'SOMU1', position: '主事' },
  { staff: 'clerk2', department: 'SOMU1', position: '主事', keeper: true },
  { staff: 'head2', department: 'SOMU2', position: '課長', groups: ['legal'] },
  { staff: 'leader2', department: 'SOMU2', position: '係長', groups: ['legal'] },
  { staff: 'chief3', department: 'KYOIKU', position: '局長' },
  { staff: 'head3', department: 'KYOIKU1', position: '課長' },
  { staff: 'leader3', department: 'KYOIKU1', position: '係長' },
];

const postsOf = (one: Person) => [
  { staff: one.staff, department: one.department, position: one.position, main: true },
  ...(one.also === undefined ? [] : [{ staff: one.staff, ...one.also, main: false }]),
];
const postId = (one: { staff: string; department: string; position: string }) =>
  `${one.staff}@${one.department}/${one.position}`;

export function cityOf(all: readonly Person[] = people, departments = tree): Organisation {
  const within = (code: string): string[] => {
    const parent = departments[code]?.parent;
    return parent === undefined ? [code] : [code, ...within(parent)];
  };
  const working = all.filter((one) => one.suspended !== true);
  return {
    hands: working.flatMap((one) =>
      postsOf(one).map(
        ({ department, position }, index): Hand => ({
          staff: one.staff,
          post: postId({ staff: one.staff, department, position }),
          department,
          position,
          roles: [],
          groups: one.groups ?? [],
          within: within(department),
          // The main post stands in.
          standsInFor:
            index > 0
              ? []
              : all
                  .filter((other) => other.absentFor === one.staff)
                  .flatMap((other) => postsOf(other).map((post) => ({ ...post, post: postId(post) }))),
          keeper: one.keeper === true,
        }),
      ),
    ),
    posts: all.flatMap((one) => postsOf(one).map((post) => ({ ...post, rank: ranks[post.position] ?? 0 }))),
    departments: new Map(Object.entries(departments)),
  };
}

/** The person as they act, in their main post or another. */
export function handOf(organisation: Organisation, staff: string, position?: string): Hand {
  const found = organisation.hands.find(
    (one) => one.staff === staff && (position === undefined || one.position === position),
  );
  if (found === undefined) throw new Error(`${staff} does not work here`);
  return found;
}

/** Some people are different from what they are. */
export const changed = (changes: Readonly<Record<string, Partial<Person>>>): Person[] =>
  people.map((one) => ({ ...one, ...changes[one.staff] }));
