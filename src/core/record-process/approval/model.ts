/**
 * One approval 決裁 of one record: the route as it was when drafted, who sits where, and what they did. A value: `act.ts` makes
 * the next one, `approvals.sql.ts` keeps it. Browser-safe.
 */
import type { RouteStep, Seat } from '#core/definitions';
import type { StaffRole } from '#core/policy';
import type { PlainDate } from '#kernel/dates';

/** An office or a person, found in the organisation of the day. Acts are those of a post; a seat outlives who holds it. */
export type Place =
  /** Whoever holds the position in the department 職. */
  | { kind: 'office'; department: string; position: string }
  | { kind: 'person'; staff: string }
  | { kind: 'group'; group: string }
  /** Whoever works in the department; `below`: or in one below it. */
  | { kind: 'department'; department: string; below: boolean }
  | { kind: 'role'; role: StaffRole }
  /** Nobody fits the rule: keepers are asked to seat somebody. */
  | { kind: 'nobody' };

export const seatStates = [
  /** Its step has not come. */
  'waiting',
  /** May act now. */
  'open',
  /** 承認, 同意 or 決裁. */
  'agreed',
  /** 不同意 of a 合議, with an opinion; holds up nothing by itself. */
  'objected',
  /** Somebody above acted first 引上げ, or enough others did; of the former a post-review is asked. */
  'passed',
  /** 後閲 still to be done: reads what was decided without them. */
  'toReview',
  'reviewed',
  /** 供覧 still to be read. */
  'toRead',
  'read',
  /** Sent it back 差戻し. */
  'sentBack',
] as const;
export type SeatState = (typeof seatStates)[number];

export interface ApprovalSeat {
  /** Stable within the approval: `<step id>-<n>`; post-reviews get their own. */
  id: string;
  /** As the definition says, to seat anew after 人事異動. */
  rule: Seat;
  /** Where the rule led when it was laid out, or where a keeper put it. */
  home: Place;
  /** Who is asked now: `home`, or where that has nobody who may act, whoever takes its place. */
  place: Place;
  state: SeatState;
  act?: SeatAct;
  /** Of a 後閲 that a 代決 asked for: the seat from which the deputy decided. */
  reviews?: string;
}

/** What was done from a seat. */
export interface SeatAct {
  staff: string;
  post: string;
  /** 代決 or by the register of absences: in whose place. */
  standsInFor?: StoodFor;
  note: string;
  /** ISO instant. */
  at: string;
}

/** A post and who holds it. */
export interface StoodFor {
  post: string;
  staff: string;
}

export interface ApprovalStep {
  id: string;
  title: string;
  kind: RouteStep['kind'];
  needs: number | 'all';
  seats: ApprovalSeat[];
  deadline?: RouteStep['deadline'];
  /** Last day for its seats, set when it opens; absent: none. */
  dueOn?: PlainDate;
}

export const approvalStates = [
  'circulating',
  'decided',
  'sentBack',
  'recalled',
  'dropped',
  'inEffect',
  'closed',
] as const;
/** 回議中, 決裁済, 差し戻された, 引き戻された, 廃案, 施行済, 完結. */
export type ApprovalState = (typeof approvalStates)[number];

export interface Approval {
  id: string;
  /** Grows when it is drafted again after 差戻し or 引戻し. */
  round: number;
  route: { id: string; title: string; delegated: boolean };
  state: ApprovalState;
  drafter: { staff: string; post: string; department: string };
  /** Who recalls, drops, drafts again, puts into effect and closes: the drafter, or whoever takes their place when they are gone. */
  owner: Place;
  steps: ApprovalStep[];
  /** Index of the step that is open; of a decided one `steps.length`. */
  at: number;
}

/** The verbs of RULES-JP within an approval. 起案 begins one. */
export const approvalVerbs = [
  'approve',
  'agree',
  'object',
  'decide',
  'deputyDecide',
  'postReview',
  'read',
  'sendBack',
  'recall',
  'pullUp',
  'drop',
  'putIntoEffect',
  'close',
  'correctFormally',
  'reseat',
] as const;
export type ApprovalVerb = (typeof approvalVerbs)[number];

export const verbWords: Readonly<Record<ApprovalVerb, string>> = {
  approve: '承認',
  agree: '合議（同意）',
  object: '合議（不同意）',
  decide: '決裁',
  deputyDecide: '代決',
  postReview: '後閲',
  read: '供覧を確認',
  sendBack: '差戻し',
  recall: '引戻し',
  pullUp: '引上げ',
  drop: '廃案',
  putIntoEffect: '施行',
  close: '完結',
  correctFormally: '字句の訂正',
  reseat: '回議先の変更',
};

/** Who acts, as far as a process asks. */
export interface Hand {
  staff: string;
  post: string;
  department: string;
  position: string;
  roles: readonly StaffRole[];
  groups: readonly string[];
  /** The department of the post and all it is part of. */
  within: readonly string[];
  /** Posts this person stands in for today, by the register of absences. */
  standsInFor: readonly { post: string; staff: string; department: string; position: string }[];
  /** Manages the app or is a keeper of its process. */
  keeper: boolean;
  /** The post of an integration: it may draft, and sits nowhere. People decide. */
  system?: boolean;
}
