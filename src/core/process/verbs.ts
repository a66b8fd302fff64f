/**
 * What may be done to a case, in which state, by whom. Pure: the same table answers "which buttons"
 * and "may this be done"; use cases never decide it for themselves.
 */

import type { StaffPermission } from '#core/policy';
import { type AppError, appError } from '#kernel/errors';
import type { CaseState } from './states.ts';

export type ProcessKind = 'approval' | 'delegated' | 'automatic' | 'acceptance';

export const verbs = [
  'receive',
  'askCorrection',
  'correct',
  'checkIdentity',
  'recordPayment',
  'draftDecision',
  'approve',
  'decide',
  'deputyDecide',
  'sendBack',
  'recall',
  'issue',
  'assign',
  'withdraw',
  'close',
] as const;
export type Verb = (typeof verbs)[number];

export const verbLabels: Record<Verb, string> = {
  receive: '収受',
  askCorrection: '補正依頼',
  correct: '補正',
  checkIdentity: '本人確認',
  recordPayment: '手数料の収納',
  draftDecision: '起案',
  approve: '承認',
  decide: '決裁',
  deputyDecide: '代決',
  sendBack: '差戻し',
  recall: '引戻し',
  issue: '交付',
  assign: '担当の変更',
  withdraw: '取下げ',
  close: '完結',
};

interface Rule {
  from: CaseState[];
  permission: StaffPermission;
}

const rules: Record<Verb, Rule> = {
  receive: { from: ['received'], permission: 'case.work' },
  askCorrection: { from: ['received', 'checking'], permission: 'case.work' },
  correct: { from: ['awaitingCorrection'], permission: 'case.work' },
  checkIdentity: { from: ['awaitingVisit', 'checking', 'received'], permission: 'case.counter' },
  recordPayment: {
    from: ['awaitingVisit', 'checking', 'received', 'approving', 'decided'],
    permission: 'case.counter',
  },
  draftDecision: { from: ['received', 'checking', 'awaitingCorrection'], permission: 'case.work' },
  approve: { from: ['approving'], permission: 'case.decide' },
  decide: { from: ['approving'], permission: 'case.decide' },
  deputyDecide: { from: ['approving'], permission: 'case.decide' },
  sendBack: { from: ['approving'], permission: 'case.decide' },
  recall: { from: ['approving'], permission: 'case.work' },
  issue: { from: ['decided'], permission: 'case.decide' },
  assign: {
    from: ['received', 'awaitingVisit', 'checking', 'awaitingCorrection', 'approving'],
    permission: 'case.assign',
  },
  withdraw: {
    from: ['received', 'awaitingVisit', 'checking', 'awaitingCorrection', 'approving'],
    permission: 'case.work',
  },
  close: { from: ['issued', 'refused', 'accepted', 'withdrawn'], permission: 'case.work' },
};

export interface ProcessStep {
  role: 'check' | 'decide';
  position: string;
}

/** The situation of one case, as far as the process asks. */
export interface Situation {
  state: CaseState;
  kind: ProcessKind;
  steps: ProcessStep[];
  /** Index of the step that acts next while approving. */
  step: number;
  /** Staff ids, not posts: whoever holds two posts is still one person. */
  draftedBy: string | null;
  approvedBy: string[];
  /** The fee is still to be paid. */
  feeDue: boolean;
  /** The applicant's identity is proved to the level the procedure asks for, or was checked at the counter. */
  assuranceMet: boolean;
}

export interface Acting {
  staffId: string;
  position: string;
  permissions: ReadonlySet<StaffPermission>;
  /** Positions of the posts this person stands in for today. */
  standInPositions: string[];
}

/** Null when the verb may be done; else the reason in plain words, for a disabled button or an error. */
export function whyNot(verb: Verb, situation: Situation, acting: Acting): AppError | null {
  const rule = rules[verb];
  if (!rule.from.includes(situation.state))
    return appError('conflict', 'いまの状態では、この操作はできません。');
  if (!acting.permissions.has(rule.permission)) return appError('notFound');
  const step = situation.steps[situation.step];
  const last = situation.step >= situation.steps.length - 1;
  switch (verb) {
    case 'approve':
    case 'decide':
    case 'deputyDecide': {
      if (verb === 'approve' && last) return appError('conflict', 'この段階では承認ではなく決裁をします。');
      if (verb !== 'approve' && !last) return appError('conflict', '前の段階の承認がまだです。');
      if (situation.kind !== 'delegated' && situation.draftedBy === acting.staffId) {
        return appError('conflict', '起案した人は、自分で承認や決裁はできません。');
      }
      if (situation.approvedBy.includes(acting.staffId))
        return appError('conflict', '同じ人が二つの段階を承認することはできません。');
      return actsAt(verb, step, acting);
    }
    case 'issue':
      if (!situation.assuranceMet)
        return appError('conflict', '本人確認が済んでいないため、交付できません。');
      if (situation.feeDue) return appError('conflict', '手数料がまだ納められていません。');
      return null;
    case 'recordPayment':
      return situation.feeDue ? null : appError('conflict', '納める手数料はありません。');
    case 'checkIdentity':
      return situation.assuranceMet ? appError('conflict', '本人確認は済んでいます。') : null;
    case 'draftDecision':
      if (situation.kind !== 'approval') {
        const reason = mayDecideAtOnce(situation.steps.at(-1), acting);
        if (reason !== null) return reason;
      }
      if (!situation.assuranceMet)
        return appError('conflict', '本人確認が済んでいないため、決定できません。');
      if (situation.feeDue) return appError('conflict', '手数料がまだ納められていません。');
      return null;
    case 'recall':
      return situation.draftedBy === acting.staffId
        ? null
        : appError('conflict', '引戻しは起案した人だけができます。');
    default:
      return null;
  }
}

/** 専決 and 受理: whoever drafts decides, so it must be the one the procedure names, or who stands in for them. */
function mayDecideAtOnce(step: ProcessStep | undefined, acting: Acting): AppError | null {
  if (!acting.permissions.has('case.decide')) return appError('conflict', '決定できる役職の人が行います。');
  if (
    step === undefined ||
    acting.position === step.position ||
    acting.standInPositions.includes(step.position)
  )
    return null;
  return appError('conflict', `この決定は${step.position}が行います。`);
}

/** The post must hold the step's position; a deputy (代決) stands in for the one who does, at the last step only. */
function actsAt(
  verb: 'approve' | 'decide' | 'deputyDecide',
  step: ProcessStep | undefined,
  acting: Acting,
): AppError | null {
  if (step === undefined) return appError('conflict', '決裁の段階が決められていません。');
  const holds = acting.position === step.position;
  const standsIn = acting.standInPositions.includes(step.position);
  if (verb === 'deputyDecide')
    return standsIn && !holds
      ? null
      : appError('conflict', '代決は、決裁者が不在のときに代わりの人がします。');
  if (holds || (verb === 'approve' && standsIn)) return null;
  return appError('conflict', `この段階は${step.position}が行います。`);
}

/** Verbs that may be done now, in the order of the table; for buttons. */
export function possibleVerbs(situation: Situation, acting: Acting): Verb[] {
  return verbs.filter(
    (verb) => verb !== 'correct' && verb !== 'issue' && whyNot(verb, situation, acting) === null,
  );
}
