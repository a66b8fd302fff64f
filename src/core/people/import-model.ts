/** Shapes of a staff import 人事異動. Browser-safe: a screen shows the plan before it is applied. */
import type { StaffRole } from '#core/policy';

export const postKinds = { 本務: 'main', 兼務: 'concurrent', 併任: 'joint' } as const;
export type PostKind = (typeof postKinds)[keyof typeof postKinds];

/** One line of the file, as it was read. */
export interface StaffLine {
  line: number;
  login: string;
  family: string;
  given: string;
  kana: string;
  mail: string;
  department: string;
  position: string;
  kind: PostKind;
  from: string;
  /** Last day; null is open. */
  to: string | null;
}

/** Something to mend in the file. Line 0 is the file as a whole. */
export interface StaffProblem {
  line: number;
  message: string;
}

export interface KnownPerson {
  id: string;
  login: string;
  family: string;
  given: string;
  kana: string;
  mail: string;
}
export interface KnownPost {
  id: string;
  login: string;
  department: string;
  position: string;
  rank: number;
  kind: PostKind;
  roles: StaffRole[];
  from: string;
  to: string | null;
}
export interface KnownDepartment {
  code: string;
  name: string;
  from: string;
  to: string | null;
}
export interface KnownPosition {
  title: string;
  rank: number;
  roles: StaffRole[];
}

/** What is there now. */
export interface StaffState {
  people: KnownPerson[];
  posts: KnownPost[];
  departments: KnownDepartment[];
  positions: KnownPosition[];
}

export type NewPost = Omit<KnownPost, 'id'>;
export interface StaffPlan {
  problems: StaffProblem[];
  /** Logins that are new, that change posts, that hold none any more. */
  joins: string[];
  moves: string[];
  leaves: string[];
  newPeople: Omit<KnownPerson, 'id'>[];
  changedPeople: KnownPerson[];
  newPosts: NewPost[];
  /** Posts that end or change; they are never deleted. */
  changedPosts: KnownPost[];
}

export interface StaffImportOptions {
  /** Day of the order 発令日: posts missing from a complete file end the day before. */
  asOf: string;
  /** The file is the whole roster: whoever is not in it has left. Otherwise it only adds and moves. */
  complete: boolean;
  /** Accept that a complete file ends more than a third of all posts. */
  force?: boolean;
  /** From a pack: people and posts that are there already keep their names and ends. */
  seed?: boolean;
}
