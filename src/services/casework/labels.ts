/** Words of this room for what the kernel of a case names in English. */
import { type CaseState, type Outcome, verbLabels } from '#core/process';
import type { Tone } from '#ui/staff';

export const toneOf: Record<CaseState, Tone> = {
  received: 'new',
  awaitingVisit: 'waiting',
  checking: 'work',
  awaitingCorrection: 'waiting',
  approving: 'decide',
  decided: 'decide',
  issued: 'done',
  refused: 'stopped',
  accepted: 'done',
  withdrawn: 'stopped',
  closed: 'done',
};

export const outcomeLabels: Record<Outcome, string> = {
  granted: '認定・交付する',
  partial: '一部を認定する',
  refused: '却下する',
  accepted: '受理する',
};

export const documentStates = {
  rendering: '作成中',
  'waiting-repair': '文字の確認待ち',
  held: '発行保留（支援措置の審査待ち）',
  issued: '交付済',
  revoked: '取消済',
  void: '欠番',
} as const;

export const assuranceLabels: Record<string, string> = {
  none: '確認なし',
  mail: 'メール・電話の確認',
  'secret-number': '郵送の番号の一致',
  'documents-checked': '窓口で書類を確認',
  'card-sign-in': 'カードでサインイン',
  'card-signature': 'カードの署名',
};

/** 1点 or 2点 classes of papers; only the kind is recorded. */
export const identityKinds = [
  'マイナンバーカード',
  '運転免許証',
  '旅券（パスポート）',
  '在留カード',
  '顔写真のない書類 2点',
  '代理人：委任状と本人確認書類',
];

export const paymentMethods = { cash: '現金', 'card-terminal': 'カード・電子マネー', stamp: '証紙' } as const;

/** What the action log says; verbs of the process and what happens besides. */
export const actionLabels: Record<string, string> = {
  ...verbLabels,
  arrive: '到達',
  attach: 'ファイルの追加',
  issue: '施行・交付',
  open: '申請者が文書を開いた',
  message: '申請者へのお知らせ',
  repair: '文書の文字の置き換え',
  revoke: '文書の取消し',
  reissue: '文書の再交付',
  proposeRevoke: '文書の取消しの申し出',
  proposeReissue: '文書の再交付の申し出',
  withdrawProposal: '申し出の取りやめ',
  void: '欠番',
  checkRegister: '台帳との照合',
  refuseFile: '添付ファイルの受取り拒否',
  releaseHeld: '保留した文書の作り直し',
};

export const actLabels = {
  approve: '承認',
  decide: '決裁',
  'send-back': '差戻し',
  recall: '引戻し',
} as const;
