/** Plain words for what crosses and for what kept it. */
import type { MessageKind } from '#core/exchange.server';

export const kindWords: Partial<Record<MessageKind, string>> = {
  'application.submitted': '申請の受付',
  'application.corrected': '補正の受付',
  'application.withdrawn': '取下げの受付',
  'application.message': '申請者からの連絡',
  'document.opened': '文書の開封',
  'case.state': '状態の知らせ',
  'case.correctionAsked': '補正依頼',
  'case.message': '申請者への連絡',
  'document.issued': '文書の交付',
  'document.state': '文書の失効・再交付',
  'document.render': '文書の作成',
  'case.checkRegister': '台帳への照会',
  'case.dispose': '廃棄',
  'records.run': 'レコードの一括処理',
  'application.dispose': '廃棄（住民側）',
  'mail.send': 'メール',
  'sms.send': 'SMS',
};

/** Below this share of messages taken, another channel has to be offered: somebody must look. */
export const alarmingShare = 0.95;
export const fewestForAlarm = 20;

export const isAlarming = ({ taken, refused }: { taken: number; refused: number }): boolean =>
  taken + refused >= fewestForAlarm && taken / (taken + refused) < alarmingShare;
