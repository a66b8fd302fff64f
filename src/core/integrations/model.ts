/** What a token may carry and what a webhook may tell. Browser-safe. */

export const apiScopes = {
  'definitions:read': '手続と業務アプリの定義を読む',
  'organisation:read': '所属と職員を読む',
  'cases:read': '案件と経過を読む',
  'cases:enter': '紙・電話などで受けた申請を登録する',
  'cases:work': '案件を進める（収受、補正依頼、お知らせ、担当の変更、取下げ、完結）',
  'cases:decide': '起案、承認、決裁をする',
  'payments:write': '手数料の収納と本人確認を記録する',
  'documents:read': '交付文書と発番簿を読む',
  'documents:write': '交付文書を取り消す、再交付する',
  'files:read': '添付ファイルを読む',
  'files:write': '添付ファイルを加える',
  'apps:read': '業務アプリのレコードを読む',
  'apps:write': '業務アプリのレコードを追加、変更、削除する',
  'sealed:read': '封をした項目（口座番号など）を開く',
  'registers:read': '台帳（税、予防接種）に照会する',
} as const;
export type ApiScope = keyof typeof apiScopes;
export const scopeNames = Object.keys(apiScopes) as ApiScope[];

export const webhookKinds = {
  'case.received': '案件が届いた',
  'case.stateChanged': '案件の状態が変わった',
  'case.decided': '案件が決定した',
  'document.issued': '文書を交付した',
  'record.stateChanged': '業務アプリのレコードの状態が変わった',
} as const;
export type WebhookKind = keyof typeof webhookKinds;
export const webhookKindNames = Object.keys(webhookKinds) as WebhookKind[];

/** Longest life of a token. */
export const mostTokenDays = 365;
