/** States of a case in the office, their words, and what the applicant is told. Browser-safe. */
import type { LocalizedText } from '#kernel/localized';

export const caseStates = [
  'received',
  'awaitingVisit',
  'checking',
  'awaitingCorrection',
  'approving',
  'decided',
  'issued',
  'refused',
  'accepted',
  'withdrawn',
  'closed',
] as const;
export type CaseState = (typeof caseStates)[number];

export const stateLabels: Record<CaseState, LocalizedText> = {
  received: { ja: '新着', en: 'New' },
  awaitingVisit: { ja: '来庁待ち', en: 'Waiting for a visit' },
  checking: { ja: '審査中', en: 'Checking' },
  awaitingCorrection: { ja: '補正待ち', en: 'Waiting for corrections' },
  approving: { ja: '決裁中', en: 'Approving' },
  decided: { ja: '決定・発行準備中', en: 'Decided, being issued' },
  issued: { ja: '交付済', en: 'Issued' },
  refused: { ja: '却下', en: 'Refused' },
  accepted: { ja: '受理済', en: 'Accepted' },
  withdrawn: { ja: '取下げ', en: 'Withdrawn' },
  closed: { ja: '完結', en: 'Closed' },
};

/** Nothing more is to be done on these. */
export const finalStates: CaseState[] = ['issued', 'refused', 'accepted', 'withdrawn', 'closed'];
export const openStates: CaseState[] = caseStates.filter((state) => !finalStates.includes(state));

/** What the applicant sees of each state; finer steps inside the office stay inside. */
export const publicStateOf = {
  received: 'arrived',
  awaitingVisit: 'visitAsked',
  checking: 'underReview',
  awaitingCorrection: 'correctionAsked',
  approving: 'underReview',
  decided: 'underReview',
  issued: 'issued',
  refused: 'refused',
  accepted: 'decided',
  withdrawn: 'withdrawn',
  closed: 'closed',
} as const satisfies Record<CaseState, string>;
