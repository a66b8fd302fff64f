/** What a page shows of the way of a record, and what it sends back. Browser-safe. */
import type { ApprovalState, ApprovalVerb, SeatState } from './approval/model.ts';

/** A state as people read it. */
export interface StateShown {
  id: string;
  title: string;
  kind: 'open' | 'approval' | 'end';
}

/** One button. Those that lead on from here are all shown; who may not press one is told why. */
export interface ActShown {
  id: string;
  title: string;
  to: StateShown;
  note: 'none' | 'optional' | 'required';
  /** 起案: leads into a state with a route. */
  drafts: boolean;
  /** Null: may be done now. */
  whyNot: string | null;
  /** Labels of fields that must be filled in first. */
  missing: string[];
}

export interface VerbShown {
  verb: ApprovalVerb;
  title: string;
  /** The seat it is done from; null of the drafter and of keepers. */
  seat: string | null;
  note: 'optional' | 'required';
  whyNot: string | null;
  /** Of 差戻し: where it may go back to. `drafter` is the drafter. */
  backTo?: { id: string; title: string }[];
}

export interface SeatActShown {
  name: string;
  /** 所属 and 職 of the post it was done in. */
  post: string;
  /** 所属 and 職 of the post in whose place; null: one's own. */
  standsInFor: string | null;
  /** As it was called then: 承認, 代決, 後閲. */
  title: string;
  note: string;
  /** ISO instant. */
  at: string;
}

export interface SeatShown {
  id: string;
  /** `学事課 係長`, a person's name, a group; of nobody a sentence. */
  place: string;
  /** Who sits there today, stand-ins with a mark. */
  holders: string[];
  state: SeatState;
  /** The one who looks may act from here. */
  mine: boolean;
  /** Plain date; null: none. */
  dueOn: string | null;
  act: SeatActShown | null;
}

export interface StepShown {
  id: string;
  title: string;
  kind: 'approve' | 'consult' | 'decide' | 'inform';
  needs: number | 'all';
  /** past: done or passed; now: waited for. */
  stands: 'past' | 'now' | 'ahead';
  seats: SeatShown[];
}

export interface ApprovalShown {
  /** Null of a preview, before it was drafted. */
  id: string | null;
  round: number;
  route: { id: string; title: string; delegated: boolean };
  state: ApprovalState;
  stateTitle: string;
  drafter: { name: string; post: string };
  draftedAt: string | null;
  decidedAt: string | null;
  steps: StepShown[];
  /** What the one who looks may do, and what not and why. */
  verbs: VerbShown[];
}

export interface LogEntry {
  id: string;
  at: string;
  /** As it was called then. */
  title: string;
  kind: 'act' | 'verb' | 'system';
  verb: string;
  from: string;
  to: string;
  round: number | null;
  /** Null: by itself. */
  by: { name: string; post: string } | null;
  standsInFor: string | null;
  note: string;
  /** Sentences about it: fields corrected, who was seated where. */
  details: string[];
}

/** All a page needs. */
export interface ProcessShown {
  appId: string;
  /** The survivor, where the id asked for was merged. */
  recordId: string;
  /** Sent back with every act: whoever saw an older one is shown the newer first. */
  revision: number;
  state: StateShown;
  since: string;
  dueOn: string | null;
  late: boolean;
  /** Names of 担当. */
  assignees: string[];
  /** What may be changed in the record now, in a sentence; null: everything. */
  lock: string | null;
  acts: ActShown[];
  /** The newest; null: never drafted. */
  approval: ApprovalShown | null;
  /** Earlier ones that are over, newest first. */
  earlier: ApprovalShown[];
  /** Oldest first. */
  log: LogEntry[];
  /** May seat somebody else. */
  keeper: boolean;
}

export interface ActAsked {
  act: string;
  note: string;
  /** `ProcessShown.revision` that the person saw. */
  revision: number;
}

export interface VerbAsked {
  verb: ApprovalVerb;
  /** Needed where the person has several. */
  seat?: string | undefined;
  /** Of 差戻し: a step, or `drafter`. */
  backTo?: string | undefined;
  /** Of `reseat`: who sits there from now on. */
  place?: { staff: string } | { department: string; position: string } | undefined;
  note: string;
  revision: number;
}

/** What was done. */
export interface ActOutcome {
  recordId: string;
  revision: number;
  state: StateShown;
  approval: { id: string; state: ApprovalState } | null;
}

/** 私の番, 後閲, 供覧, 起案したもの, 終わったもの (acted from a seat of it, whoever drafted). */
export const boxes = ['turn', 'review', 'read', 'drafted', 'done'] as const;
export type Box = (typeof boxes)[number];
export const boxWords: Readonly<Record<Box, string>> = {
  turn: '私の番',
  review: '後閲',
  read: '供覧',
  drafted: '起案したもの',
  done: '終わったもの',
};

export interface BoxItem {
  approvalId: string;
  /** Of the first seat that is mine; null of drafts. */
  seat: string | null;
  appId: string;
  app: string;
  recordId: string;
  /** What the record is called, as far as this person may read that. */
  title: string;
  /** The first amount of money of its form, printed; empty: none, or not theirs to read. */
  amount: string;
  /** Where it stands in its box: what comes after it is asked by this. */
  place: string;
  /** Verbs of two presses: the one that says yes from this seat. */
  verb: ApprovalVerb | null;
  /** `ProcessShown.revision` for that press. */
  revision: number;
  step: string;
  state: ApprovalState;
  stateTitle: string;
  drafter: string;
  draftedAt: string;
  /** Since when it waits, or when it was done. */
  at: string;
  dueOn: string | null;
  late: boolean;
  /** Whose turn it is where it is another's; empty of one's own. */
  waitsFor: string[];
  /** In whose place; null: one's own. */
  standsInFor: string | null;
}

export interface BoxPage {
  items: BoxItem[];
  /** Give it back for the next page; null: that was all. */
  next: string | null;
}

/** One seat that sits somewhere else since the organisation changed. */
export interface Moved {
  appId: string;
  recordId: string;
  approvalId: string;
  seat: string;
  from: string;
  to: string;
}

/** Seats of one record that were seated anew at once, as its log keeps it. */
export interface MovedItem {
  id: string;
  /** ISO instant. */
  at: string;
  appId: string;
  app: string;
  recordId: string;
  /** What the record is called, as far as this person may read that. */
  title: string;
  /** 人事異動, 不在の登録 … in words. */
  why: string;
  /** Step, and from which place to which, in the words of that day. */
  moves: { step: string; from: string; to: string }[];
}

export interface MovedPage {
  items: MovedItem[];
  /** Give it back for the next page; null: that was all. */
  next: string | null;
}
