/** Words of this room. */
export const roleWords = {
  intake: '受付・起案（収受、補正依頼、起案）',
  check: '審査・承認（係長の権限）',
  decide: '決裁（課長の権限）',
  counter: '窓口（本人確認、手数料）',
} as const;

export const deliveryStates = { waiting: '送信待ち', delivered: '届いた', failed: '届かない' } as const;

const results: Record<string, string> = {
  address: '送り先が正しくありません',
  'not-allowed': '許されていない送り先です',
  name: '送り先の名前が見つかりません',
  insecure: 'https ではありません',
  timeout: '返事がありません',
  connection: 'つながりません',
  redirect: 'ほかの送り先へ回されました',
};

/** A status, or why there was none. */
export const resultWords = (result: string | null): string =>
  result === null ? '' : (results[result] ?? `応答 ${result}`);
