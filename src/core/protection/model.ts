/** Words and shapes of 支援措置. Browser-safe. */

export const personRoles = ['protected', 'along', 'counterpart', 'counterpart-proxy'] as const;
export type PersonRole = (typeof personRoles)[number];

export const roleLabels: Record<PersonRole, string> = {
  protected: '申出者（保護される人）',
  along: '併せて支援を求める者',
  counterpart: '相手方',
  'counterpart-proxy': '相手方の代わりに来る人',
};

export const measureKinds = ['domestic-violence', 'stalking', 'child-abuse', 'other'] as const;
export type MeasureKind = (typeof measureKinds)[number];

export const kindLabels: Record<MeasureKind, string> = {
  'domestic-violence': '配偶者等からの暴力',
  stalking: 'ストーカー行為等',
  'child-abuse': '児童虐待等',
  other: 'その他これらに準ずるもの',
};

/**
 * `protected`: somebody protected is named. `counterpart`: the counterpart or who acts for them is named, whether or not the
 * protected person is. `unchecked`: not indexed yet, and treated as protected.
 */
export type ProtectionState = 'protected' | 'counterpart' | 'unchecked';

/** One person of a measure met in a case. */
export interface ProtectionMatch {
  measureId: string;
  personId: string;
  role: PersonRole;
  /** The person is the applicant of the case. */
  applicant: boolean;
  /** Number, or name and birth date; else the birth date is missing on one side. */
  certain: boolean;
  /** Past its term and waiting for a named officer: in force all the same. */
  expired: boolean;
}

export interface CaseProtection {
  state: ProtectionState;
  matches: ProtectionMatch[];
  /** Somebody protected is the applicant: the only one who may be shown the protected address. */
  own: boolean;
}

/** What a strict examination 厳格な審査 decides about: one output of one case. */
export const examinedOutputs = ['fields', 'file', 'document', 'register', 'issue', 'letter'] as const;
export type ExaminedOutput = (typeof examinedOutputs)[number];

export const outputLabels: Record<ExaminedOutput, string> = {
  fields: '申請内容を見る',
  file: '添付書類を開く',
  document: '発行した文書を開く',
  register: '台帳に照会する',
  issue: '文書を交付する',
  letter: '文書を郵送する',
};

/** Days for which somebody may be let see what a record of a work app holds back; then they ask again. */
export const longestAllowance = 90;

/** What the term of a measure says today. Only `ended` is not in force. */
export type MeasureState = 'in-force' | 'due' | 'urgent' | 'expired' | 'ended';

export const stateLabels: Record<MeasureState, string> = {
  'in-force': '実施中',
  due: '更新の時期',
  urgent: 'まもなく期限',
  expired: '期限切れ・確認待ち',
  ended: '終了',
};

/** Days before the end of the term from which the officers are reminded, and reminded again. */
export const warnDays = { due: 60, urgent: 30 } as const;

/** Whole days from one plain date to another. */
const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

export function measureState(term: { validTo: string; ended: boolean }, today: string): MeasureState {
  if (term.ended) return 'ended';
  const left = daysBetween(today, term.validTo);
  if (left < 0) return 'expired';
  return left <= warnDays.urgent ? 'urgent' : left <= warnDays.due ? 'due' : 'in-force';
}

/** Whether data about somebody protected stands in the case: then what shows where they are is hidden. */
export function hides(protection: CaseProtection | undefined): boolean {
  return (
    protection !== undefined &&
    (protection.state === 'unchecked' || protection.matches.some((one) => sheltered(one.role)))
  );
}

/** Protected, by themselves or along. */
export const sheltered = (role: PersonRole): boolean => role === 'protected' || role === 'along';

/** What somebody showed before an output was allowed; kinds of documents only, never their numbers. */
export const seenDocuments = [
  '本人確認書類（1点）',
  '本人確認書類（2点）',
  '支援措置申出書の写し',
  '委任状・代理権の書類',
  '官公署・裁判所の照会文書',
  '電話で本人に確認',
] as const;
