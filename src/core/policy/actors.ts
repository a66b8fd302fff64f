/** Who can act. Browser-safe. */
import type { BaseActor } from '#platform/http';

/** Somebody on the resident side: with an account, or only with what this session was granted. */
export interface ResidentActor extends BaseActor {
  kind: 'visitor' | 'account';
  /** Account id, null for a visitor. */
  id: string | null;
  postId: null;
  /** The session this browser had until it ended by itself, a day back at most: it may leave what was typed, and see nothing. */
  ended?: { hash: string; accountId: string | null };
}

export type StaffRole =
  | 'intake'
  | 'check'
  | 'decide'
  | 'counter'
  | 'organisation'
  | 'audit'
  | 'protection'
  | 'administration'
  /** 文書管理: second approval of what goes, in all departments; reaches no case. */
  | 'records';

export interface Post {
  id: string;
  staffId: string;
  department: string;
  departmentName: string;
  position: string;
  rank: number;
  roles: StaffRole[];
  kind: 'main' | 'concurrent' | 'joint';
}

/** A post one stands in for today. */
export interface StandIn {
  postId: string;
  /** Who holds it. */
  staffId: string;
  department: string;
  position: string;
  roles: StaffRole[];
}

/** A member of staff; acts only in a post. `stranger` has not finished signing in. */
export interface StaffActor extends BaseActor {
  kind: 'stranger' | 'staff';
  stage: 'none' | 'start' | 'second-factor' | 'new-password' | 'post' | 'full';
  name: string;
  post: Post | null;
  /** The post's department and all below it, today. */
  departments: string[];
  /** The post's department and all it is part of, today. */
  above: string[];
  /** Groups this person belongs to; absent: none. */
  groups?: string[];
  /** Posts this person stands in for today, with their departments. */
  standsInFor: StandIn[];
}

/** Background work. */
export interface SystemActor extends BaseActor {
  kind: 'system';
}
